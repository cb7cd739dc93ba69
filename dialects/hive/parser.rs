//! Grammar that differs from the base.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, atom, column, ddl, properties, types, IsPrecedence, Parser, Rule, RuleArgs, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.add_join_on_true = true;
    p.flags.alter_table_partitions = true;
    p.flags.is_predicate_precedence = IsPrecedence::Equality;
    p.flags.joins_have_equal_precedence = true;
    p.flags.log_defaults_to_ln = true;
    p.flags.strict_cast = false;
    p.flags.normalize_decimal_literals = true;
    p.flags.supports_table_query = false;
    p.flags.values_followed_by_paren = false;
    p.flags.windows_distribute_and_sort = true;
    p.no_paren_functions.remove(T::CurrentTime);
    add_token_rules(&mut p.column_operators, &[(T::Dcolon, cast)]);
    add_rules(&mut p.alter_actions, &[("CHANGE", change_column), ("REPLACE", replace_columns)]);
    add_rules(
        &mut p.function_parsers,
        &[
            ("PERCENTILE", |p, _| with_distinct(p, Kind::Quantile)),
            ("PERCENTILE_APPROX", |p, _| with_distinct(p, Kind::ApproxQuantile)),
        ],
    );
    add_rules(&mut p.no_paren_function_parsers, &[("TRANSFORM", transform)]);
    add_rules(&mut p.properties, &[("SERDEPROPERTIES", |p, _| serde_properties(p)), ("USING", using)]);
    p.replace(Rule::Heredoc, heredoc);
    p.replace(Rule::Parameter, parameter);
    p.replace(Rule::Types, text_types);
}

// ---- types and literals ----------------------------------------------------------------------------------------------

/// Sizes of text count only in the columns of a table: `CAST(x AS VARCHAR(3))` cuts nothing off.
/// <https://spark.apache.org/docs/latest/sql-ref-datatypes.html>
pub(crate) fn text_types(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(this) = types::types(p, a)? else { return Ok(None) };
    if a.flags & types::SCHEMA != 0 {
        return Ok(Some(this));
    }
    let all: Vec<NodeId> = p.tree.walk(this).filter(|node| p.tree.kind(*node) == Kind::DataType).collect();
    for node in all {
        if matches!(p.tree.text_of(node, Arg::This), "CHAR" | "VARCHAR") {
            p.tree.set_text(node, Arg::This, "TEXT");
            p.tree.take(node, Arg::Expressions);
        }
    }
    Ok(Some(this))
}

/// `x::T`; the suffix of a number is read as a cast, too, that of `1.50BD` as one that keeps the digits.
fn cast(p: &mut Parser<'_>, a: RuleArgs) -> R {
    // Both tokens of a suffix stand where the suffix stands.
    let is_suffix = p.prev().span == p.curr().span;
    if !is_suffix || p.kind() != T::Decimal {
        return column::cast(p, a);
    }
    p.advance();
    let Some(number) = a.node else { return Ok(None) };
    let digits = p.tree.name(number).to_string();
    let (mut precision, mut scale) = decimal_size(&digits, p.dialect.parser.flags.normalize_decimal_literals);
    let stays = scale < 0 && p.dialect.parser.flags.negative_decimal_scale;
    if scale < 0 && !stays {
        (precision, scale) = (precision.saturating_sub(scale), 0);
    }
    let sizes = [precision, scale].map(|size| {
        let size = p.tree.integer(size);
        p.tree.make(Kind::DataTypeParam, &args![This: size])
    });
    let sizes = p.list(&sizes);
    let name = p.text("DECIMAL");
    let to = p.node(Kind::DataType, &args![This: name, Expressions: sizes, Nested: false])?;
    let this = if stays { number } else { p.tree.string(&digits) };
    let kind = if p.dialect.parser.flags.strict_cast { Kind::Cast } else { Kind::TryCast };
    p.some(kind, &args![This: this, To: to])
}

/// Precision and scale of a number; the scale is negative if zeros at its end are not written. Zeros at the end of the fraction
/// don't count if it is `normalized`.
fn decimal_size(number: &str, normalized: bool) -> (i64, i64) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent: i64 = exponent.parse().unwrap_or(0);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{fraction}").trim_start_matches('0').to_string();
    let mut scale = (fraction.len() as i64).saturating_sub(exponent);
    if normalized {
        while scale > 0 && (digits.ends_with('0') || digits.is_empty()) {
            digits.pop();
            scale -= 1;
        }
    }
    if normalized && digits.is_empty() {
        return (1, 0);
    }
    (scale.max(digits.len().max(1) as i64), scale)
}

/// `$$body$$`, `$tag$body$tag$`: a dollar is a token of its own.
/// <https://docs.databricks.com/en/sql/language-manual/sql-ref-syntax-ddl-create-sql-function.html>
fn heredoc(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.curr_str() != "$" {
        return ddl::heredoc(p, a);
    }
    p.advance();
    let tag = (p.curr_str() != "$").then(|| p.curr_str().to_uppercase());
    if tag.is_some() {
        p.advance();
    }
    if p.curr_str() != "$" {
        p.error("Expecting $")?;
    }
    p.advance();
    let start = p.mark();
    let closing: Vec<&str> = ["$"].into_iter().chain(tag.as_deref()).chain(["$"]).collect();
    while !p.at_end() && !p.at_words(&closing) {
        p.advance();
    }
    if p.at_end() {
        p.error(&format!("No closing {} found", closing.concat()))?;
    }
    let body = if p.mark() > start { p.source_since(start).to_string() } else { String::new() };
    p.advance_by(closing.len());
    let body = p.text(&body);
    let tag = tag.map_or(Value::None, |tag| p.text(&tag));
    p.some(Kind::Heredoc, &args![This: body, Tag: tag])
}

/// What stands behind `$`: `x`, `{x}`, `{hiveconf:x}`.
fn parameter(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let braced = p.accept(T::LBrace);
    let this = match p.identifier()? {
        Some(name) => Some(name),
        None => primary_or_word(p)?,
    };
    let expression = match p.accept(T::Colon) {
        true => match p.identifier()? {
            Some(name) => Some(name),
            None => primary_or_word(p)?,
        },
        false => None,
    };
    if braced {
        p.accept(T::RBrace);
    }
    p.some(Kind::Parameter, &args![This: this, Expression: expression])
}

fn primary_or_word(p: &mut Parser<'_>) -> R {
    match p.primary()? {
        Some(primary) => Ok(Some(primary)),
        None => p.var(atom::ANY_TOKEN),
    }
}

// ---- functions -------------------------------------------------------------------------------------------------------

/// A quantile, which may be one of distinct values.
pub(crate) fn with_distinct(p: &mut Parser<'_>, kind: Kind) -> R {
    let mut items = Vec::new();
    if p.accept(T::Distinct) {
        let first = p.lambda(0)?;
        let list = p.list(first.as_slice());
        items.push(p.make(Kind::Distinct, &args![Expressions: list])?);
    } else {
        p.accept(T::All);
        items.extend(p.lambda(0)?);
    }
    p.accept(T::Comma);
    items.extend(p.csv(|p| p.lambda(0))?);
    by_position(p, kind, &items)
}

/// A function with its arguments in order, those that it doesn't take left out.
fn by_position(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R {
    let rows = kind.row().args.iter();
    let filled: Vec<(Arg, Value)> = rows.zip(items).map(|(row, item)| (row.arg, Value::Node(*item))).collect();
    p.some(kind, &filled)
}

/// `TRANSFORM(a, b) USING 'script' AS (c INT)`, or the function on arrays.
/// <https://spark.apache.org/docs/latest/sql-ref-syntax-qry-select-transform.html>
fn transform(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept(T::LParen) {
        return Ok(None);
    }
    let arguments = p.csv(|p| p.lambda(0))?;
    p.r_paren()?;
    let before = row_format(p)?;
    let mut writer = None;
    if p.accept_words(&["RECORDWRITER"]) {
        writer = p.string()?;
    }
    if !p.accept(T::Using) {
        return by_position(p, Kind::Transform, &arguments);
    }
    let script = p.string()?;
    if p.next_kind() == T::LParen {
        p.accept(T::Alias);
    }
    let schema = ddl::schema_of(p, None)?;
    let after = row_format(p)?;
    let reader = match p.accept_words(&["RECORDREADER"]) {
        true => p.string()?,
        false => None,
    };
    let list = p.list(&arguments);
    p.some(
        Kind::QueryTransform,
        &args![
            Expressions: list, CommandScript: script, Schema: schema, RowFormatBefore: before, RecordWriter: writer,
            RowFormatAfter: after, RecordReader: reader
        ],
    )
}

fn row_format(p: &mut Parser<'_>) -> R {
    match p.accept_pair(T::Row, T::Format) {
        true => p.row_format(),
        false => Ok(None),
    }
}

// ---- properties and actions ------------------------------------------------------------------------------------------

/// `SERDEPROPERTIES (...)`, after the keyword.
fn serde_properties(p: &mut Parser<'_>) -> R {
    let options = properties::wrapped(p)?;
    let options = p.list(&options);
    p.some(Kind::SerdeProperties, &args![Expressions: options])
}

/// `USING JAR 'x'` of a function, `USING PARQUET` of a table.
/// <https://cwiki.apache.org/confluence/display/Hive/LanguageManual+DDL#LanguageManualDDL-CreateFunction>
fn using(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept_word(&["ARCHIVE", "FILE", "JAR"]) {
        let kind = p.prev_upper();
        let this = p.string()?;
        let node = args![This: this, Kind: kind];
        return match this {
            Some(_) => p.some(Kind::UsingProperty, &node),
            None => p.node(Kind::UsingProperty, &args![Kind: kind]).map(Some),
        };
    }
    properties::assignment(p, Kind::FileFormatProperty)
}

/// `CHANGE COLUMN a b INT COMMENT 'x'`, after the first word.
fn change_column(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept(T::Column);
    let this = p.field(atom::ANY_TOKEN)?;
    if p.dialect.parser.flags.change_column_alter_syntax && p.accept_words(&["TYPE"]) {
        let dtype = p.types(types::SCHEMA)?;
        return p.some(Kind::AlterColumn, &args![This: this, Dtype: dtype]);
    }
    let rename_to = p.field(atom::ANY_TOKEN)?;
    let dtype = p.types(types::SCHEMA)?;
    let comment = if p.accept(T::Comment) { p.string()? } else { None };
    if this.is_none() || rename_to.is_none() || dtype.is_none() {
        p.error("Expected 'CHANGE COLUMN' to be followed by 'column_name' 'column_name' 'data_type'")?;
    }
    p.some(Kind::AlterColumn, &args![This: this, RenameTo: rename_to, Dtype: dtype, Comment: comment])
}

/// `REPLACE COLUMNS (a INT)`, after the first word; the parentheses may be missing.
fn replace_columns(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_words(&["COLUMNS"]) {
        return Ok(None);
    }
    let Some(columns) = p.attempt(|p| p.opt_wrapped_csv(|p| p.field_def()).map(Some)) else { return Ok(None) };
    if columns.is_empty() {
        return Ok(None);
    }
    let columns = p.list(&columns);
    p.some(Kind::ReplaceColumns, &args![Expressions: columns])
}
