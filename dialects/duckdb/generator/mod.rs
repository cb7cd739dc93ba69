//! What DuckDB's text looks like, by area; and helpers that the areas share.

mod base64;
mod dates;
mod json;
mod lists;
mod numbers;
mod probed_dates;
mod queries;
mod random;
mod rows;
mod slices;
mod statements;
mod texts;
mod weeks;

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{generator::Generator, Dialect};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    d.rewrites.push(sqlectic_rewrite::limit_by_to_qualify);
    d.rewrites.push(sqlectic_rewrite::computed_fields_to_json);
    d.rewrites.push(sqlectic_rewrite::joined_deletes_to_exists);
    d.rewrites.push(sqlectic_rewrite::joined_updates_to_from);
    d.rewrites.push(sqlectic_rewrite::connect_by_to_recursion);
    d.rewrites.push(sqlectic_rewrite::inherit_struct_field_names);
    d.rewrites.push(sqlectic_rewrite::unqualify_pivots);
    let g = &mut d.generator;
    for rows in
        [dates::TEMPLATES, json::TEMPLATES, lists::TEMPLATES, numbers::TEMPLATES, random::TEMPLATES, texts::TEMPLATES]
    {
        g.add_templates(rows);
    }
    for rows in [
        base64::RENDERS,
        dates::RENDERS,
        json::RENDERS,
        lists::RENDERS,
        numbers::RENDERS,
        probed_dates::RENDERS,
        queries::RENDERS,
        random::RENDERS,
        rows::RENDERS,
        statements::RENDERS,
        texts::RENDERS,
    ] {
        g.add_renders(rows);
    }
    g.add_names(NAMES);
    statements::define(d);
}

/// Kinds that are calls of another name, sorted.
const NAMES: &[(Kind, &str)] = &[
    (Kind::ArgMax, "ARG_MAX"),
    (Kind::ArgMin, "ARG_MIN"),
    (Kind::ArrayFilter, "LIST_FILTER"),
    (Kind::ArrayMax, "LIST_MAX"),
    (Kind::ArrayMin, "LIST_MIN"),
    (Kind::ArraySum, "LIST_SUM"),
    (Kind::BitwiseCount, "BIT_COUNT"),
    (Kind::CosineDistance, "LIST_COSINE_DISTANCE"),
    (Kind::CurrentVersion, "VERSION"),
    (Kind::DayOfMonth, "DAYOFMONTH"),
    (Kind::DayOfWeek, "DAYOFWEEK"),
    (Kind::DayOfWeekIso, "ISODOW"),
    (Kind::DayOfYear, "DAYOFYEAR"),
    (Kind::EuclideanDistance, "LIST_DISTANCE"),
    (Kind::Explode, "UNNEST"),
    (Kind::IsInf, "ISINF"),
    (Kind::IsNan, "ISNAN"),
    (Kind::JSONBExists, "JSON_EXISTS"),
    (Kind::JSONBObjectAgg, "JSON_GROUP_OBJECT"),
    (Kind::JSONObjectAgg, "JSON_GROUP_OBJECT"),
    (Kind::MapSize, "CARDINALITY"),
    (Kind::TimeToUnix, "EPOCH"),
    (Kind::Transform, "LIST_TRANSFORM"),
    (Kind::VariancePop, "VAR_POP"),
    (Kind::WeekOfYear, "WEEKOFYEAR"),
];

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.array_size_dim_required = Some(false);
    f.can_implement_array_any = true;
    f.cast_to_int_rounds = true;
    f.copy_has_into_keyword = false;
    f.historical_data_post_alias = true;
    f.ignore_nulls_before_order = false;
    f.ignore_nulls_in_func = true;
    f.join_hints = false;
    f.json_key_value_pair_sep = ",".into();
    f.json_path_bracketed_key_supported = false;
    f.last_day_supports_date_part = false;
    f.limit_fetch = "LIMIT".into();
    f.multi_arg_distinct = false;
    f.named_placeholder_token = "$".into();
    f.nested_type_close = ")".into();
    f.nested_type_open = "(".into();
    f.normalize_extract_date_parts = true;
    f.nvl2_supported = false;
    f.pad_fill_pattern_is_required = true;
    f.parameter_token = "$".into();
    f.query_hints = false;
    f.rename_table_with_db = false;
    f.select_kinds = false;
    f.safe_int_division = true;
    f.semi_anti_join_with_side = false;
    f.set_assignment_requires_variable_keyword = true;
    f.star_except = "EXCLUDE".into();
    f.supports_create_table_like = false;
    f.supports_decode_case = false;
    f.supports_drop_alter_iceberg_property = false;
    f.supports_like_quantifiers = false;
    f.supports_nearest_join = true;
    f.supports_to_number = false;
    f.supports_window_exclude = true;
    f.table_hints = false;
    f.tablesample_keywords = "USING SAMPLE".into();
    f.tablesample_seed_keyword = "REPEATABLE".into();
    d.generator.unwrapped_interval_values = vec![Kind::Literal, Kind::Paren];
    d.generator.rendered_operators = vec![Kind::BitwiseAnd, Kind::BitwiseOr];
}

// ---- shared helpers --------------------------------------------------------------------------------------------------

/// Types of text.
const TEXT: &[&str] = &["CHAR", "NCHAR", "NVARCHAR", "TEXT", "VARCHAR", "NAME"];

/// The type that an expression says: the one it is cast to, or was told.
fn cast_type<'t>(g: &'t Generator<'_>, node: NodeId) -> Option<&'t str> {
    g.tree.said_type(node)
}

/// A call of a function without a kind.
fn call(g: &mut Generator<'_>, name: &str, items: &[NodeId]) -> NodeId {
    let name = g.tree.text_value(name);
    let list = g.tree.list_of(&items.iter().map(|item| Value::Node(*item)).collect::<Vec<_>>());
    let node = g.make(Kind::Anonymous, &args![This: name]);
    g.tree.set_raw(node, Arg::Expressions, list);
    node
}

/// `a IS NULL OR b IS NULL`.
fn any_null(g: &mut Generator<'_>, items: &[NodeId]) -> NodeId {
    let names: Vec<String> = (0..items.len()).map(|i| format!("item{i}")).collect();
    let tests: Vec<String> = names.iter().map(|name| format!("{name} IS NULL")).collect();
    let slots: Vec<(&str, NodeId)> = names.iter().map(String::as_str).zip(items.iter().copied()).collect();
    g.template(&tests.join(" OR "), &slots)
}

/// An expression in parentheses.
fn parens(g: &mut Generator<'_>, node: NodeId) -> NodeId {
    g.make(Kind::Paren, &args![This: node])
}

/// Where an operand stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operand {
    /// Beside `+`.
    Sum,
    /// Beside `-`.
    Difference,
    /// Beside `*` or `/`.
    Product,
    /// Anywhere: only names and literals need no parentheses.
    Anything,
}

/// An operand of an operator, in parentheses if it needs them there.
fn operand(g: &mut Generator<'_>, value: Value, place: Operand) -> Value {
    let Some(node) = value.node() else { return value };
    let kind = g.tree.kind(node);
    let is_operator = kind.is(Kind::Binary) && !kind.is(Kind::Func) && kind != Kind::Dot;
    let wraps = match place {
        Operand::Sum => is_operator && kind != Kind::Add,
        Operand::Anything => is_operator || kind == Kind::Neg,
        _ => is_operator,
    };
    if wraps {
        return parens(g, node).into();
    }
    value
}

/// Writes a sum in parentheses where an operator is around it that would take it apart.
fn kept_parens(g: &mut Generator<'_>, id: NodeId, write: impl FnOnce(&mut Generator<'_>)) {
    let wraps = g.tree.parent(id).is_some_and(|parent| {
        let kind = g.tree.kind(parent);
        let is_first = g.tree.this(parent) == Some(id);
        match kind {
            Kind::Add | Kind::Sub => !is_first,
            Kind::AtTimeZone | Kind::BitwiseNot | Kind::Neg | Kind::Not => true,
            kind => kind.is(Kind::Binary) && !kind.is(Kind::Func),
        }
    });
    match wraps {
        true => g.paren(write),
        false => write(g),
    }
}

/// `i / n` in the digits of a decimal number of 28 places.
fn fraction(i: i64, n: i64) -> String {
    let (i, n) = (i as u128, n as u128);
    if i % n == 0 {
        return (i / n).to_string();
    }
    let mut out = format!("{}.", i / n);
    let (mut rest, mut digits) = (i % n, Vec::new());
    let significant = |digits: &[u8]| digits.iter().skip_while(|digit| **digit == 0).count();
    while rest != 0 && significant(&digits) < 28 {
        rest *= 10;
        digits.push((rest / n) as u8);
        rest %= n;
    }
    // The last digit is rounded.
    if rest * 2 >= n {
        for digit in digits.iter_mut().rev() {
            *digit += 1;
            if *digit < 10 {
                break;
            }
            *digit = 0;
        }
    }
    out.extend(digits.iter().map(|digit| (b'0' + digit) as char));
    out
}
