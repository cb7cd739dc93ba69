//! Rendering that differs from the base.

pub(crate) mod definitions;
mod texts;
pub(crate) mod time;

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::{
    generator::{expr, Generator},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    types(d);
    definitions::define(d);
    texts::define(d);
    time::define(d);
    let g = &mut d.generator;
    // No `CLUSTER BY`, `DISTRIBUTE BY` and `SORT BY`.
    g.after_having.drain(..3);
    g.add_names(&[
        (Kind::BitwiseAndAgg, "BIT_AND"),
        (Kind::BitwiseCount, "BIT_COUNT"),
        (Kind::BitwiseOrAgg, "BIT_OR"),
        (Kind::BitwiseXorAgg, "BIT_XOR"),
        (Kind::DayOfMonth, "DAYOFMONTH"),
        (Kind::DayOfWeek, "DAYOFWEEK"),
        (Kind::DayOfYear, "DAYOFYEAR"),
        (Kind::LogicalAnd, "MIN"),
        (Kind::LogicalOr, "MAX"),
        (Kind::NumberToStr, "FORMAT"),
        (Kind::Stddev, "STDDEV_SAMP"),
        (Kind::Stuff, "INSERT"),
        (Kind::TimeFromParts, "MAKETIME"),
        (Kind::TimeStrToUnix, "UNIX_TIMESTAMP"),
        (Kind::Variance, "VAR_SAMP"),
        (Kind::VariancePop, "VAR_POP"),
        (Kind::WeekOfYear, "WEEKOFYEAR"),
    ]);
    g.add_renders(&[
        (Kind::Array, |g, id| {
            g.unsupported("Arrays are not supported by MySQL");
            g.render_base(id);
        }),
        (Kind::CurrentSchema, |g, id| {
            g.unsupported_args(id, &[Arg::This]);
            g.func("SCHEMA", &[]);
        }),
        (Kind::CurrentVersion, |g, _| g.func("VERSION", &[])),
        (Kind::ILike, shared::ilike_as_lower),
        (Kind::If, if_function),
        (Kind::IgnoreNulls, |g, id| {
            g.unsupported("MySQL does not support IGNORE NULLS.");
            g.arg(id, Arg::This);
        }),
        (Kind::IntDiv, int_div),
        (Kind::IsAscii, is_ascii),
        (Kind::JSONArrayContains, member_of),
        (Kind::JSONExtractScalar, json_extract_scalar),
        (Kind::Length, shared::char_length),
        (Kind::Max, |g, id| {
            g.unsupported_args(id, &[Arg::Count]);
            shared::max_or_greatest(g, id);
        }),
        (Kind::Min, |g, id| {
            g.unsupported_args(id, &[Arg::Count]);
            shared::min_or_least(g, id);
        }),
        (Kind::NullSafeNEQ, null_safe_neq),
        (Kind::Pivot, |g, _| g.unsupported("PIVOT unsupported")),
        (Kind::ParseJSON, |g, id| g.arg(id, Arg::This)),
        (Kind::SessionUser, |g, _| g.func("SESSION_USER", &[])),
        (Kind::StrPosition, str_position),
        (Kind::TableSample, table_sample),
        (Kind::Trunc, trunc),
        (Kind::TryCast, shared::plain_cast),
        (Kind::Unicode, unicode),
    ]);
    g.add_operators(&[(Kind::NullSafeEQ, "<=>")]);
    d.generator.add_renders(&[
        (Kind::Join, join),
        (Kind::JSONBExtract, shared::json_by_keys),
        (Kind::JSONBExtractScalar, shared::json_by_keys),
        (Kind::Lateral, shared::lateral_without_views),
        (Kind::OnConflict, on_conflict),
        (Kind::RegexpLike, shared::regexp_like),
        (Kind::RegexpILike, |g, id| shared::regexp_like_in_any_case(g, id, "REGEXP_LIKE")),
    ]);
    d.rewrites.extend([
        sqlectic_rewrite::limit_by_to_qualify as sqlectic_syntax::dialect::Rewrite,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::days_to_date_add,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::eliminate_full_outer_join,
        sqlectic_rewrite::generate_dates_by_recursion,
    ]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.byte_string_function = "UNHEX".into();
    f.cast_to_int_rounds = true;
    f.duplicate_key_update_with_set = false;
    f.inout_separator = "".into();
    f.interval_allows_plural_form = false;
    f.join_hints = false;
    f.json_key_value_pair_sep = ",".into();
    f.json_path_bracketed_key_supported = false;
    f.json_type_required_for_extraction = true;
    f.last_day_supports_date_part = false;
    f.limit_fetch = "LIMIT".into();
    f.limit_only_literals = true;
    f.locking_reads_supported = true;
    f.null_ordering_supported = None;
    f.nvl2_supported = false;
    f.pad_fill_pattern_is_required = true;
    f.parse_json_name = "".into();
    f.query_hint_sep = " ".into();
    f.select_kinds = false;
    f.supports_alter_column_nullability = true;
    f.supports_change_column = true;
    f.supports_decode_case = false;
    f.supports_median = false;
    f.supports_modify_column = true;
    f.supports_to_number = false;
    f.supports_uescape = false;
    f.try_supported = false;
    f.update_statement_supports_from = false;
    f.values_as_table = false;
    f.wrap_derived_values = false;
}

fn types(d: &mut Dialect) {
    d.generator.add_types(&[
        ("DATETIME2", "DATETIME"),
        ("SMALLDATETIME", "DATETIME"),
        ("TIMESTAMP", "DATETIME"),
        ("TIMESTAMPLTZ", "TIMESTAMP"),
        ("TIMESTAMPNTZ", "DATETIME"),
        ("TIMESTAMPTZ", "TIMESTAMP"),
        ("UBIGINT", "BIGINT"),
        ("UDECIMAL", "DECIMAL"),
        ("UDOUBLE", "DOUBLE"),
        ("UINT", "INT"),
        ("UMEDIUMINT", "MEDIUMINT"),
        ("USMALLINT", "SMALLINT"),
        ("UTINYINT", "TINYINT"),
    ]);
}

fn member_of(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" MEMBER OF(");
    g.arg(id, Arg::Expression);
    g.write(")");
}

fn null_safe_neq(g: &mut Generator<'_>, id: NodeId) {
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let equal = g.make(Kind::NullSafeEQ, &[(Arg::This, this), (Arg::Expression, other)]);
    let not = g.make(Kind::Not, &args![This: equal]);
    g.node(not);
}

fn str_position(g: &mut Generator<'_>, id: NodeId) {
    shared::str_position_without_occurrence(g, id, "LOCATE");
}

fn trunc(g: &mut Generator<'_>, id: NodeId) {
    let decimals = match g.tree.get(id, Arg::Decimals) {
        Value::None => g.number_node(0).into(),
        decimals => decimals,
    };
    let this = g.tree.get(id, Arg::This);
    g.func("TRUNCATE", &[this, decimals]);
}

fn unicode(g: &mut Generator<'_>, id: NodeId) {
    g.write("ORD(CONVERT(");
    g.arg(id, Arg::This);
    g.write(" USING utf32))");
}

/// `IF(a, b, NULL)`: the last argument is needed.
fn if_function(g: &mut Generator<'_>, id: NodeId) {
    let (this, value) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::True));
    let otherwise = match g.tree.get(id, Arg::False) {
        Value::None => g.make(Kind::Null, &[]).into(),
        otherwise => otherwise,
    };
    g.func("IF", &[this, value, otherwise]);
}

/// `a DIV b`; operators around it keep their operands.
fn int_div(g: &mut Generator<'_>, id: NodeId) {
    let left = shared::wrapped(g, id, Arg::This);
    let right = shared::wrapped(g, id, Arg::Expression);
    let parent = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    let splits = matches!(parent, Some(Kind::BitwiseNot | Kind::Neg))
        || expr::is_right_factor(g, id) && parent != Some(Kind::IntDiv);
    g.write(if splits { "(" } else { "" });
    g.value(left);
    g.write(" DIV ");
    g.value(right);
    g.write(if splits { ")" } else { "" });
}

/// There are no samples.
fn table_sample(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported("TABLESAMPLE unsupported");
    g.arg(id, Arg::This);
}

fn is_ascii(g: &mut Generator<'_>, id: NodeId) {
    let (this, pattern) = (g.tree.get(id, Arg::This), g.string_node("^[[:ascii:]]*$"));
    g.func("REGEXP_LIKE", &[this, pattern.into()]);
}

/// A literal has to become JSON before something is extracted from it.
fn json_extract_scalar(g: &mut Generator<'_>, id: NodeId) {
    let literal = g.tree.this(id).filter(|this| g.tree.is_string(*this));
    let Some(literal) = literal.filter(|_| g.dialect.generator.flags.json_type_required_for_extraction) else {
        return shared::arrow_json_extract_scalar(g, id);
    };
    let json = shared::cast(g, literal.into(), "JSON");
    let path = g.tree.get(id, Arg::Expression);
    let extraction = g.make(Kind::JSONExtractScalar, &[(Arg::This, json.into()), (Arg::Expression, path)]);
    shared::arrow_json_extract_scalar(g, extraction);
}

/// What could not be written as two joins stays, but is no join of MySQL's.
fn join(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::Side).eq_ignore_ascii_case("FULL") {
        g.unsupported("Full outer joins are not supported");
    }
    g.render_base(id);
}

/// `ON CONFLICT (k) DO UPDATE SET a = EXCLUDED.a` -> `ON DUPLICATE KEY UPDATE a = VALUES(a)`; what does nothing sets the key to
/// itself. The keys are those that the table has.
/// <https://dev.mysql.com/doc/refman/8.4/en/insert-on-duplicate.html>
fn on_conflict(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Duplicate) {
        return g.render_base(id);
    }
    let keys = g.tree.children(id, Arg::ConflictKeys);
    let key =
        keys.first().and_then(|key| if g.tree.kind(*key) == Kind::Ordered { g.tree.this(*key) } else { Some(*key) });
    let updates = g.tree.expressions(id);
    if g.tree.has(id, Arg::Where) || g.tree.has(id, Arg::IndexPredicate) || updates.is_empty() && key.is_none() {
        g.unsupported("ON CONFLICT has no conditions and needs a key");
        return g.render_base(id);
    }
    g.write("ON DUPLICATE KEY UPDATE ");
    if let (true, Some(key)) = (updates.is_empty(), key) {
        g.node(key);
        g.write(" = ");
        return g.node(key);
    }
    for (i, update) in updates.into_iter().enumerate() {
        if i > 0 {
            g.write(", ");
        }
        let update = g.tree.copy(update);
        let excluded = |tree: &Tree, node: &NodeId| {
            tree.kind(*node) == Kind::Column && tree.text_of(*node, Arg::Table).eq_ignore_ascii_case("excluded")
        };
        let columns: Vec<NodeId> = g.tree.walk(update).filter(|node| excluded(g.tree, node)).collect();
        for column in columns {
            let name = g.tree.get(column, Arg::This);
            let name = g.tree.list_of(&[name]);
            let values = g.tree.text_value("VALUES");
            let values = g.make(Kind::Anonymous, &[(Arg::This, values), (Arg::Expressions, name)]);
            g.tree.replace(column, values);
        }
        g.node(update);
    }
}
