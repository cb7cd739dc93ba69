//! What calls with a plain list of arguments become, where filling a kind by position is not enough.
//!
//! Each takes the arguments of a call and makes its node; the rows of the dialects name them.

use super::{array_constructor, by_position};
use crate::parser::{Parser, R};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// An argument of a call by its place, if there is one.
pub fn at(items: &[NodeId], i: usize) -> Option<NodeId> {
    items.get(i).copied()
}

/// The arguments from `start` on, as a list.
fn from(p: &mut Parser<'_>, items: &[NodeId], start: usize) -> Value {
    p.list(items.get(start..).unwrap_or_default())
}

// ---- arrays and maps -------------------------------------------------------------------------------------------------

/// `ARRAY(a, b)`.
pub fn array(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    array_constructor(p, Kind::Array, items, false)
}

/// `ARRAY_AGG(x)`, noting if the dialect's leaves out nulls.
pub fn array_agg(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let excluded = p.dialect.semantics.flags.array_agg_includes_nulls.is_none().then_some(true);
    p.make(Kind::ArrayAgg, &args![This: at(items, 0), NullsExcluded: excluded])
}

/// `ARRAY_APPEND(x, y)` and its like, noting if null arrays stay null.
fn array_element(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let propagation = p.dialect.semantics.flags.array_funcs_propagates_nulls;
    p.make(kind, &args![This: at(items, 0), Expression: at(items, 1), NullPropagation: propagation])
}

/// `ARRAY_APPEND(x, y)`.
pub fn array_append(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    array_element(p, Kind::ArrayAppend, items)
}

/// `ARRAY_PREPEND(x, y)`.
pub fn array_prepend(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    array_element(p, Kind::ArrayPrepend, items)
}

/// `ARRAY_REMOVE(x, y)`.
pub fn array_remove(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    array_element(p, Kind::ArrayRemove, items)
}

/// `ARRAY_CONCAT(a, b, c)`.
pub fn array_concat(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let propagation = p.dialect.semantics.flags.array_funcs_propagates_nulls;
    let rest = from(p, items, 1);
    p.make(Kind::ArrayConcat, &args![This: at(items, 0), Expressions: rest, NullPropagation: propagation])
}

/// `ARRAY_INTERSECT(a, b)`.
pub fn array_intersect(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let all = from(p, items, 0);
    p.make(Kind::ArrayIntersect, &args![Expressions: all])
}

/// `SORT_ARRAY(x, ascending)`: nulls stand first if it is ascending.
pub fn sort_array(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let ascending = at(items, 1);
    let nulls_first = match ascending {
        Some(ascending) => p.tree.copy(ascending),
        None => p.tree.make(Kind::Boolean, &args![This: true]),
    };
    p.make(Kind::ArraySort, &args![This: at(items, 0), Asc: ascending, NullsFirst: nulls_first])
}

/// `VAR_MAP(k, v, ...)`, `VAR_MAP(*)`.
pub fn var_map(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if let [star] = items {
        if p.tree.kind(*star) == Kind::Star {
            return p.make(Kind::StarMap, &args![This: *star]);
        }
    }
    if items.len() % 2 == 1 {
        p.error("Expected a value for every key")?;
    }
    let keys: Vec<NodeId> = items.iter().copied().step_by(2).collect();
    let values: Vec<NodeId> = items.iter().copied().skip(1).step_by(2).collect();
    let (keys, values) = (array(p, &keys)?, array(p, &values)?);
    p.make(Kind::VarMap, &args![Keys: keys, Values: values])
}

/// `UNNEST(a, b)`.
pub fn unnest(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let all = from(p, items, 0);
    p.make(Kind::Unnest, &args![Expressions: all])
}

// ---- choices and aggregations ----------------------------------------------------------------------------------------

/// `COALESCE(a, b)`.
pub fn coalesce(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    by_position(p, Kind::Coalesce, items)
}

/// `COUNT(a, b)`.
pub fn count(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let rest = from(p, items, 1);
    p.make(Kind::Count, &args![This: at(items, 0), Expressions: rest, BigInt: true])
}

/// `GREATEST(a, b)`, noting if nulls are passed over.
pub fn greatest(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    extreme(p, Kind::Greatest, items)
}

/// `LEAST(a, b)`, noting if nulls are passed over.
pub fn least(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    extreme(p, Kind::Least, items)
}

fn extreme(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let ignore = p.dialect.semantics.flags.least_greatest_ignores_nulls;
    let rest = from(p, items, 1);
    p.make(kind, &args![This: at(items, 0), Expressions: rest, IgnoreNulls: ignore])
}

// ---- texts -----------------------------------------------------------------------------------------------------------

/// `CONCAT(a, b)`, noting what nulls and other types do.
pub fn concat(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let coalesce = p.dialect.semantics.flags.concat_coalesce;
    concat_kind(p, Kind::Concat, items, coalesce)
}

/// `CONCAT_WS(separator, a, b)`, noting what nulls and other types do.
pub fn concat_ws(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let coalesce = p.dialect.semantics.flags.concat_ws_coalesce;
    concat_kind(p, Kind::ConcatWs, items, coalesce)
}

fn concat_kind(p: &mut Parser<'_>, kind: Kind, items: &[NodeId], coalesce: bool) -> R<NodeId> {
    let safe = !p.dialect.semantics.flags.strict_string_concat;
    let all = from(p, items, 0);
    p.make(kind, &args![Expressions: all, Safe: safe, Coalesce: coalesce])
}

/// `HEX(x)`; in lower case if the dialect's is.
pub fn hex(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let kind = if p.dialect.semantics.flags.hex_lowercase { Kind::LowerHex } else { Kind::Hex };
    p.make(kind, &args![This: at(items, 0)])
}

/// `LOWER(x)`; of hexadecimal digits it is their lower-case form.
pub fn lower(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    case(p, Kind::Lower, Kind::LowerHex, items)
}

/// `UPPER(x)`; of hexadecimal digits it is their upper-case form.
pub fn upper(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    case(p, Kind::Upper, Kind::Hex, items)
}

fn case(p: &mut Parser<'_>, kind: Kind, of_hex: Kind, items: &[NodeId]) -> R<NodeId> {
    match at(items, 0) {
        Some(hex) if p.tree.is(hex, Kind::Hex) => {
            let inner = p.tree.get(hex, Arg::This);
            p.make(of_hex, &args![This: inner])
        }
        _ => by_position(p, kind, &items[..items.len().min(1)]),
    }
}

/// `LIKE(pattern, x, escape)`: the pattern stands first.
pub fn like(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let like = p.make(Kind::Like, &args![This: at(items, 1), Expression: at(items, 0)])?;
    match at(items, 2) {
        Some(escape) => p.make(Kind::Escape, &args![This: like, Expression: escape]),
        None => Ok(like),
    }
}

/// `GLOB(pattern, x)`: the pattern stands first.
pub fn glob(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    p.make(Kind::Glob, &args![This: at(items, 1), Expression: at(items, 0)])
}

/// `LPAD(x, n, fill)`.
pub fn pad_left(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    pad(p, items, true)
}

/// `RPAD(x, n, fill)`.
pub fn pad_right(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    pad(p, items, false)
}

fn pad(p: &mut Parser<'_>, items: &[NodeId], is_left: bool) -> R<NodeId> {
    p.make(Kind::Pad, &args![This: at(items, 0), Expression: at(items, 1), FillPattern: at(items, 2), IsLeft: is_left])
}

/// `LTRIM(x, characters)`.
pub fn trim_left(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    trim(p, items, "LEADING")
}

/// `RTRIM(x, characters)`.
pub fn trim_right(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    trim(p, items, "TRAILING")
}

fn trim(p: &mut Parser<'_>, items: &[NodeId], position: &str) -> R<NodeId> {
    let position = p.text(position);
    p.make(Kind::Trim, &args![This: at(items, 0), Expression: at(items, 1), Position: position])
}

/// `LOCATE(part, x, position)`: the part stands first.
pub fn locate(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    p.make(Kind::StrPosition, &args![This: at(items, 1), Substr: at(items, 0), Position: at(items, 2)])
}

// ---- numbers ---------------------------------------------------------------------------------------------------------

/// `LOG(b, x)`, `LOG(x)`: the dialect knows where the base stands, and what it is if it is left out.
pub fn logarithm(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if items.len() > 1 {
        let base_last = p.dialect.semantics.flags.log_base_first == Some(false);
        let (this, expression) = if base_last { (at(items, 1), at(items, 0)) } else { (at(items, 0), at(items, 1)) };
        return p.make(Kind::Log, &args![This: this, Expression: expression]);
    }
    let kind = if p.dialect.parser.flags.log_defaults_to_ln { Kind::Ln } else { Kind::Log };
    p.make(kind, &args![This: at(items, 0)])
}

/// `LOG2(x)`.
pub fn log2(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let base = p.tree.integer(2);
    p.make(Kind::Log, &args![This: base, Expression: at(items, 0)])
}

/// `LOG10(x)`.
pub fn log10(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let base = p.tree.integer(10);
    p.make(Kind::Log, &args![This: base, Expression: at(items, 0)])
}

/// `MOD(a, b)` is `a % b`: operators get parentheses.
pub fn modulo(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let (this, expression) = (at(items, 0), at(items, 1));
    let this = this.map(|node| wrapped(p, node));
    let expression = expression.map(|node| wrapped(p, node));
    p.make(Kind::Mod, &args![This: this, Expression: expression])
}

/// An operator of two operands in parentheses; anything else as it is.
pub fn wrapped(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    if !p.tree.is(node, Kind::Binary) {
        return node;
    }
    let span = p.tree.span(node);
    p.tree.make_at(Kind::Paren, span, &args![This: node])
}

// ---- JSON ------------------------------------------------------------------------------------------------------------

/// `JSON_EXTRACT(x, path, more)`.
pub fn json_extract(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let path = json_path(p, items)?;
    let more = if items.len() > 2 { from(p, items, 2) } else { Value::None };
    p.make(Kind::JSONExtract, &args![This: at(items, 0), Expression: path, Expressions: more])
}

/// `JSON_EXTRACT_SCALAR(x, path)`.
pub fn json_extract_scalar(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let path = json_path(p, items)?;
    let scalar_only = p.dialect.semantics.flags.json_extract_scalar_scalar_only;
    p.make(Kind::JSONExtractScalar, &args![This: at(items, 0), Expression: path, ScalarOnly: scalar_only])
}

/// `JSON_KEYS(x, path)`.
pub fn json_keys(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let path = json_path(p, items)?;
    p.make(Kind::JSONKeys, &args![This: at(items, 0), Expression: path])
}

fn json_path(p: &mut Parser<'_>, items: &[NodeId]) -> R {
    match at(items, 1) {
        Some(path) => p.to_json_path(path).map(Some),
        None => Ok(None),
    }
}

// ---- times -----------------------------------------------------------------------------------------------------------

/// `CONVERT_TIMEZONE(source, target, x)`, `CONVERT_TIMEZONE(target, x)`.
pub fn convert_timezone(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if items.len() != 2 {
        return by_position(p, Kind::ConvertTimezone, items);
    }
    p.make(Kind::ConvertTimezone, &args![TargetTz: at(items, 0), Timestamp: at(items, 1)])
}

/// `DATE_TO_DATE_STR(x)` is `CAST(x AS TEXT)`.
pub fn cast_to_text(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let to = data_type(p, "TEXT");
    p.make(Kind::Cast, &args![This: at(items, 0), To: to])
}

/// `TS_OR_DS_TO_DATE_STR(x)` is the first ten characters of the text.
pub fn date_text(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let this = cast_to_text(p, items)?;
    let (start, length) = (p.tree.integer(1), p.tree.integer(10));
    p.make(Kind::Substring, &args![This: this, Start: start, Length: length])
}

/// `GENERATE_DATE_ARRAY(a, b, step)`; the step is a day if it is left out.
pub fn generate_date_array(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let step = match at(items, 2) {
        Some(step) => step,
        None => {
            let (one, day) = (p.tree.string("1"), p.word_node("DAY"));
            p.tree.make(Kind::Interval, &args![This: one, Unit: day])
        }
    };
    p.make(Kind::GenerateDateArray, &args![Start: at(items, 0), End: at(items, 1), Step: step])
}

// ---- other -----------------------------------------------------------------------------------------------------------

/// `SCOPE_RESOLUTION(x, y)`, `SCOPE_RESOLUTION(y)`.
pub fn scope_resolution(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let (this, expression) = if items.len() == 2 { (at(items, 0), at(items, 1)) } else { (None, at(items, 0)) };
    p.make(Kind::ScopeResolution, &args![This: this, Expression: expression])
}

/// `UUID()`, noting if the dialect's is a text.
pub fn uuid(p: &mut Parser<'_>, _items: &[NodeId]) -> R<NodeId> {
    let is_string = p.dialect.semantics.flags.uuid_is_string_type.then_some(true);
    p.make(Kind::Uuid, &args![IsString: is_string])
}

/// `UUID_STRING(namespace, name)`, noting if the dialect's is a text.
pub fn uuid_of_name(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let is_string = p.dialect.semantics.flags.uuid_is_string_type.then_some(true);
    p.make(Kind::Uuid, &args![This: at(items, 0), Name: at(items, 1), IsString: is_string])
}

/// A plain type that was not parsed.
pub fn data_type(p: &mut Parser<'_>, name: &str) -> NodeId {
    let this = p.text(name);
    p.tree.make(Kind::DataType, &args![This: this])
}
