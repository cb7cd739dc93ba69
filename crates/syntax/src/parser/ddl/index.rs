//! Indexes.

use super::super::{atom, properties, relation, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Children, Kind, NodeId, Value};

/// What may follow an indexed expression, so that it isn't the name of an operator class.
const AFTER_OPCLASS: &[&str] = &["ASC", "DESC", "NULLS", "WITH"];

/// What follows the name in `CREATE INDEX`.
pub fn create_index(p: &mut Parser<'_>, name: Option<NodeId>) -> R {
    p.accept(T::On);
    p.accept(T::Table);
    let table = p.table_parts(relation::SCHEMA)?;
    let params = p.index_params()?;
    p.some(Kind::Index, &args![This: name, Table: table, Params: params])
}

/// An index behind a table: `UNIQUE PRIMARY INDEX i (a)`.
pub fn index(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    let unique = p.accept(T::Unique);
    let primary = p.accept_words(&["PRIMARY"]);
    let amp = p.accept_words(&["AMP"]);
    if !p.accept(T::Index) {
        p.retreat(mark);
        return Ok(None);
    }
    let name = p.id_var(atom::ANY_TOKEN)?;
    let params = p.index_params()?;
    let node = args![This: name, Unique: unique, Primary: primary, Amp: amp, Params: params];
    p.make_from(mark, Kind::Index, &node).map(Some)
}

/// What follows the table of an index, or the columns of a key.
pub fn index_params(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    let mut tablespace = tablespace(p)?;
    let using = if tablespace.is_none() && p.accept(T::Using) { p.var(atom::ANY_TOKEN)? } else { None };
    let columns = match p.at(T::LParen) {
        true => {
            let columns = p.wrapped_csv(|p| p.index_column())?;
            p.list(&columns)
        }
        false => Value::None,
    };
    let include = match p.accept_words(&["INCLUDE"]) {
        true => {
            let names = p.wrapped_id_vars()?;
            p.list(&names)
        }
        false => Value::None,
    };
    let partition_by = if p.accept(T::PartitionBy) { p.csv(|p| p.disjunction())? } else { Children::new() };
    let partition_by = p.list(&partition_by);
    let with_storage = match p.accept(T::With) {
        true => {
            let storage = properties::wrapped(p)?;
            p.list(&storage)
        }
        false => Value::Bool(false),
    };
    if tablespace.is_none() {
        tablespace = self::tablespace(p)?;
    }
    let where_ = p.where_(0)?;
    // `ON COMMIT` says what becomes of a table's rows.
    let on = if p.at(T::On) && !p.is_word(1, "COMMIT") && p.accept(T::On) { p.field(0)? } else { None };
    let node = p.make(
        Kind::IndexParameters,
        &args![
            Using: using,
            Columns: columns,
            Include: include,
            PartitionBy: partition_by,
            Where: where_,
            WithStorage: with_storage,
            Tablespace: tablespace,
            On: on,
        ],
    )?;
    if p.mark() > mark {
        p.stretch(node, mark);
    }
    Ok(Some(node))
}

/// `TABLESPACE x` of an index, `USING INDEX TABLESPACE x` of a key.
fn tablespace(p: &mut Parser<'_>) -> R {
    if p.accept_words(&["USING", "INDEX", "TABLESPACE"]) || p.accept_words(&["TABLESPACE"]) {
        return p.id_var(atom::ANY_TOKEN);
    }
    Ok(None)
}

/// One column of an index: an expression with order and, in an exclusion, an operator.
pub fn index_column(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let Some(this) = p.indexed_expression()? else { return Ok(None) };
    let this = super::super::clauses::ordered_term(p, this)?;
    if !p.accept(T::With) {
        return Ok(Some(this));
    }
    p.advance();
    let operator = p.prev_text();
    let operator = p.make(Kind::Var, &args![This: operator])?;
    p.some(Kind::WithOperator, &args![This: this, Op: operator])
}

/// An expression that is indexed, with the name of an operator class.
pub fn indexed_expression(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.disjunction()?;
    if this.is_none() || p.at_word(AFTER_OPCLASS) || matches!(p.kind(), T::RParen | T::Comma) {
        return Ok(this);
    }
    let class = p.table_parts(0)?;
    p.some(Kind::Opclass, &args![This: this, Expression: class])
}
