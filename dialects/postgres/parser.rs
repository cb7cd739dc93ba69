//! PostgreSQL's grammar, where it differs: <https://www.postgresql.org/docs/current/sql.html>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, atom, constraints, ddl, expr, predicate, IsPrecedence, Level, Parser, Rule,
        RuleArgs, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    operators(d);
    let p = &mut d.parser;
    p.flags.supports_table_query = true;
    p.quoted_types_to_preserve.push("char");
    p.properties.remove("INPUT");
    add_rules(
        &mut p.properties,
        &[
            ("SET", set_config),
            ("TABLESPACE", |p, _| constraints::of(p, Kind::TableSpaceProperty, |p| p.id_var(atom::ANY_TOKEN))),
        ],
    );
    add_token_rules(&mut p.statements, &[(T::End, |p, _| p.commit_or_rollback())]);
    p.replace(Rule::FunctionParameter, shared::mode_and_parameter);
    p.replace(Rule::PrimaryKey, primary_key);
    p.replace(Rule::Unique, unique);
    add_rules(&mut p.constraints, &[("GENERATED", generated)]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.parser.flags;
    f.alter_column_type_requires_keyword = true;
    f.alter_drop_requires_column = false;
    f.alter_table_mixed_actions = true;
    f.is_predicate_precedence = IsPrecedence::Low;
    f.json_arrows_require_json_type = true;
    f.supports_omitted_interval_span_unit = true;
    f.user_types_keep_quotes = true;
}

fn operators(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_infix(Level::Exponent, &[(T::Caret, Kind::Pow)]);
    // JSON operators bind as all "other operators" do.
    let other = [
        (T::Arrow, Kind::JSONExtract),
        (T::Darrow, Kind::JSONExtractScalar),
        (T::DhashArrow, Kind::JSONBExtractScalar),
        (T::Hash, Kind::BitwiseXor),
        (T::HashArrow, Kind::JSONBExtract),
        (T::Placeholder, Kind::JSONBContainsTopKey),
    ];
    p.add_infix(Level::Bitwise, &other);
    for (token, _) in other {
        p.column_operators.remove(token);
    }
    add_token_rules(
        &mut p.range,
        &[(T::Damp, |p, a| predicate::binary(p, Kind::ArrayOverlaps, a.node)), (T::Dat, text_match)],
    );
    add_token_rules(&mut p.unary, &[(T::Rlike, expr::bitwise_not)]);
    add_token_rules(&mut p.placeholders, &[(T::Mod, query_parameter), (T::Placeholder, placeholder)]);
}

// ---- operands --------------------------------------------------------------------------------------------------------

/// `text @@ query`, after the operator.
fn text_match(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let query = p.bitwise()?;
    let texts = p.list(a.node.as_slice());
    p.some(Kind::MatchAgainst, &args![This: query, Expressions: texts])
}

/// `?`, after it; `%s` is how drivers for Python write one.
fn placeholder(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.some(Kind::Placeholder, &args![Jdbc: true])
}

/// `%s` or `%(name)s`, after the percent sign.
fn query_parameter(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let name = match p.accept(T::LParen) {
        true => {
            let name = p.id_var(0)?;
            p.r_paren()?;
            name
        }
        false => None,
    };
    match p.accept_words(&["s"]) {
        true => p.some(Kind::Placeholder, &args![This: name]),
        false => Ok(None),
    }
}

// ---- definitions -----------------------------------------------------------------------------------------------------

/// `SET x TO y`, `SET x FROM CURRENT`: a setting while a function runs.
fn set_config(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.set(0)?;
    p.some(Kind::SetConfigProperty, &args![This: this])
}

/// `PRIMARY KEY`: of a column too it may tell where its index is.
fn primary_key(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if a.flags & constraints::IN_PROPERTIES != 0 || p.at(T::LParen) {
        return constraints::primary_key(p, a);
    }
    let include = p.index_params()?;
    let options = constraints::key_options(p)?;
    p.some(Kind::PrimaryKeyColumnConstraint, &args![Options: options, Include: include])
}

/// `UNIQUE`: it may tell where its index is.
fn unique(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let nulls = p.accept_words(&["NULLS", "NOT", "DISTINCT"]);
    let name = p.unique_key()?;
    let this = ddl::schema_of(p, name)?;
    let include = p.index_params()?;
    let options = constraints::key_options(p)?;
    p.some(Kind::UniqueColumnConstraint, &args![Nulls: nulls, This: this, Include: include, Options: options])
}

/// `GENERATED ALWAYS AS (x) STORED` is computed; anything else is generated.
fn generated(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let node = constraints::generated(p, a)?;
    let Some(generated) = node else { return Ok(None) };
    if p.accept_words(&["STORED"]) {
        let this = p.tree.get(generated, Arg::Expression);
        return p.some(Kind::ComputedColumnConstraint, &args![This: this]);
    }
    Ok(node)
}
