//! Truth values, texts, bytes, numbers, JSON.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::generator::{expr, Generator, RenderFn};
use std::iter::successors;

/// Renderers, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Boolean, boolean),
    (Kind::Chr, |g, id| {
        let charset = g.tree.node(id, Arg::Charset);
        let items = [g.tree.get(id, Arg::Expressions), charset.into()];
        g.func("CHAR", &items);
    }),
    (Kind::Coalesce, |g, id| {
        let name = if g.tree.has(id, Arg::IsNull) { "ISNULL" } else { "COALESCE" };
        g.function_named(id, name);
    }),
    (Kind::Convert, convert),
    (Kind::If, |g, id| {
        g.func_of(id, "IIF", &[Arg::This, Arg::True, Arg::False]);
    }),
    (Kind::Is, is),
    (Kind::IsAscii, is_ascii),
    (Kind::JSONExtract, json_extract),
    (Kind::JSONBExtract, shared::json_by_keys),
    (Kind::JSONBExtractScalar, shared::json_by_keys),
    (Kind::JSONExtractScalar, json_extract),
    (Kind::Left, |g, id| of_text(g, id, "LEFT")),
    (Kind::Length, |g, id| of_text(g, id, "LEN")),
    (Kind::MD5, |g, id| hash(g, id, "MD5")),
    (Kind::Max, shared::max_or_greatest),
    (Kind::Min, shared::min_or_least),
    (Kind::ParseJSON, |g, id| g.arg(id, Arg::This)),
    (Kind::Right, |g, id| of_text(g, id, "RIGHT")),
    (Kind::SHA, |g, id| hash(g, id, "SHA1")),
    (Kind::SHA1Digest, |g, id| hash(g, id, "SHA1")),
    (Kind::SHA2, |g, id| {
        let length = g.tree.node(id, Arg::Length).map_or("", |length| g.tree.name(length));
        let algorithm = format!("SHA2_{}", if length.is_empty() { "256" } else { length });
        hash(g, id, &algorithm);
    }),
    (Kind::SplitPart, split_part),
    (Kind::StrPosition, |g, id| shared::str_position_without_occurrence(g, id, "CHARINDEX")),
    (Kind::Trim, shared::trim_from),
    (Kind::Trunc, trunc),
    (Kind::Uuid, |g, _| g.func("NEWID", &[])),
    (Kind::Xor, shared::exclusive_or_of_conditions),
];

// ---- truth values ----------------------------------------------------------------------------------------------------

/// There are no truth values: where a value is wanted it is a bit, where a condition is wanted a comparison.
fn boolean(g: &mut Generator<'_>, id: NodeId) {
    let is_true = g.tree.get(id, Arg::This) == Value::Bool(true);
    g.write(match (is_value(g, id), is_true) {
        (true, true) => "1",
        (true, false) => "0",
        (false, true) => "(1 = 1)",
        (false, false) => "(1 = 0)",
    });
}

/// Whether a truth value stands where a value does, and not a condition.
fn is_value(g: &Generator<'_>, id: NodeId) -> bool {
    let parent = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    if matches!(parent, Some(Kind::Alias | Kind::EQ | Kind::In | Kind::Is | Kind::NEQ | Kind::Select)) {
        return true;
    }
    let mut ancestors = g.tree.ancestors(id).map(|node| g.tree.kind(node));
    ancestors.find(|kind| matches!(*kind, Kind::Select | Kind::Values)) == Some(Kind::Values)
}

/// `x IS TRUE` -> `x = 1`.
fn is(g: &mut Generator<'_>, id: NodeId) {
    let operand = g.tree.expression(id);
    match operand.is_some_and(|operand| g.tree.kind(operand) == Kind::Boolean) {
        true => expr::binary(g, id, "="),
        false => g.render_base(id),
    }
}

// ---- texts and bytes -------------------------------------------------------------------------------------------------

/// Functions of texts take any value as its text.
fn of_text(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let mut this = g.tree.get(id, Arg::This);
    if let Some(cast) = this.node().filter(|node| g.tree.kind(*node) == Kind::Cast) {
        let to = g.tree.node(cast, Arg::To);
        if to.is_some_and(|to| g.tree.text_of(to, Arg::This) == "TEXT") {
            this = g.tree.get(cast, Arg::This);
        }
    }
    let rest = g.tree.get(id, Arg::Expression);
    g.func(name, &[this, rest]);
}

fn hash(g: &mut Generator<'_>, id: NodeId, algorithm: &str) {
    let algorithm = g.string_node(algorithm);
    let this = g.tree.get(id, Arg::This);
    g.func("HASHBYTES", &[algorithm.into(), this]);
}

fn convert(g: &mut Generator<'_>, id: NodeId) {
    let items = [Arg::This, Arg::Expression, Arg::Style].map(|arg| g.tree.get(id, arg));
    let name = if g.tree.has(id, Arg::Safe) { "TRY_CONVERT" } else { "CONVERT" };
    g.func(name, &items);
}

/// Whether no character is outside of ASCII: the pattern is of those from blank to tilde.
fn is_ascii(g: &mut Generator<'_>, id: NodeId) {
    g.write("(PATINDEX(CONVERT(VARCHAR(MAX), 0x255b5e002d7f5d25) COLLATE Latin1_General_BIN, ");
    g.arg(id, Arg::This);
    g.write(") = 0)");
}

/// `SPLIT_PART('a.b', '.', 1)` -> `PARSENAME('a.b', 2)`: at most four parts, counted from the right.
/// <https://learn.microsoft.com/en-us/sql/t-sql/functions/parsename-transact-sql>
fn split_part(g: &mut Generator<'_>, id: NodeId) {
    let [this, delimiter, index] = [Arg::This, Arg::Delimiter, Arg::PartIndex].map(|arg| g.tree.node(id, arg));
    let text = this.filter(|this| g.tree.is_string(*this)).map(|this| g.tree.name(this).to_string());
    let by_dots = delimiter.is_some_and(|delimiter| g.tree.name(delimiter) == ".");
    let index = index.filter(|index| g.tree.is_number(*index)).and_then(|index| g.tree.name(index).parse::<i64>().ok());
    let parts = text.as_ref().map(|text| text.split('.').count() as i64).filter(|parts| *parts <= 4);
    let (Some(this), Some(parts), Some(index), true) = (this, parts, index, by_dots) else {
        g.unsupported("SPLIT_PART can be transpiled to PARSENAME only for '.' delimiter and literal values");
        return g.func_of(id, "SPLIT_PART", &[Arg::This, Arg::Delimiter, Arg::PartIndex]);
    };
    let number = g.number_node(parts + 1 - index);
    g.func("PARSENAME", &[this.into(), number.into()]);
}

/// `ROUND(x, n, 1)` cuts.
/// <https://learn.microsoft.com/en-us/sql/t-sql/functions/round-transact-sql>
fn trunc(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let decimals = match g.tree.get(id, Arg::Decimals) {
        Value::None => g.number_node(0).into(),
        decimals => decimals,
    };
    let one = g.number_node(1);
    g.func("ROUND", &[this, decimals, one.into()]);
}

// ---- JSON ------------------------------------------------------------------------------------------------------------

/// Paths into each other whose values are all written twice; the text doubles with each.
const DOUBLED_PATHS: usize = 8;

/// Whether a path leads to what another path goes on from, in a chain of more than [`DOUBLED_PATHS`]: what is gone on from
/// is an object or an array.
fn extracts_from_many(tree: &Tree, id: NodeId) -> bool {
    let is_path = |node: &NodeId| tree.kind(*node) == Kind::JSONExtract;
    let outer = |node: &NodeId| tree.parent(*node).filter(|outer| is_path(outer) && tree.this(*outer) == Some(*node));
    let inner = |node: &NodeId| tree.this(*node).filter(is_path);
    let above = successors(outer(&id), outer).take(DOUBLED_PATHS).count();
    above > 0 && above + successors(inner(&id), inner).take(DOUBLED_PATHS).count() >= DOUBLED_PATHS
}

/// Objects and arrays are had by one function, scalars by another.
/// <https://learn.microsoft.com/en-us/sql/t-sql/functions/json-query-transact-sql>
fn json_extract(g: &mut Generator<'_>, id: NodeId) {
    let items = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    if g.tree.has(id, Arg::JsonQuery) {
        return g.func("JSON_QUERY", &items);
    }
    if g.tree.has(id, Arg::ScalarOnly) {
        return g.func("JSON_VALUE", &items);
    }
    if extracts_from_many(g.tree, id) {
        return g.func("JSON_QUERY", &items);
    }
    let query = g.make(Kind::JSONExtract, &args![This: items[0], Expression: items[1], JsonQuery: true]);
    let value = g.make(Kind::JSONExtractScalar, &args![This: items[0], Expression: items[1], ScalarOnly: true]);
    g.func("ISNULL", &[query.into(), value.into()]);
}
