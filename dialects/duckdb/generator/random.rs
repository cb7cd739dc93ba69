//! Random values, sequences, sketches.

use super::Operand;
use sqlectic_ast::{Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{Generator, RenderFn},
    parser::column::integer_constant,
};

/// Spelled in DuckDB's own words; a column stands for the argument of that name. Sorted by kind.
pub(super) const TEMPLATES: &[(Kind, &str)] = &[
    (
        Kind::ApproximateSimilarity,
        "(SELECT CAST(SUM(CASE WHEN num_distinct = 1 THEN 1 ELSE 0 END) AS DOUBLE) / COUNT(*) FROM (SELECT pos, \
         COUNT(DISTINCT h) AS num_distinct FROM (SELECT h, pos FROM UNNEST(_LIST(this)) AS _(sig) JOIN \
         UNNEST(CAST(sig -> '$.state' AS UBIGINT[])) WITH ORDINALITY AS s(h, pos) ON TRUE) GROUP BY pos))",
    ),
    (
        Kind::MinhashCombine,
        "(SELECT JSON_OBJECT('state', _LIST(min_h ORDER BY idx NULLS FIRST), 'type', 'minhash', 'version', 1) FROM \
         (SELECT pos AS idx, MIN(val) AS min_h FROM UNNEST(_LIST(this)) AS _(sig) JOIN \
         UNNEST(CAST(sig -> '$.state' AS UBIGINT[])) WITH ORDINALITY AS t(val, pos) ON TRUE GROUP BY pos))",
    ),
];

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Minhash, minhash),
    (Kind::Normal, normal),
    (Kind::Rand, rand),
    (Kind::Randstr, randstr),
    (Kind::Seq1, |g, id| sequence(g, id, 8)),
    (Kind::Seq2, |g, id| sequence(g, id, 16)),
    (Kind::Seq4, |g, id| sequence(g, id, 32)),
    (Kind::Seq8, |g, id| sequence(g, id, 64)),
    (Kind::Uniform, uniform),
    (Kind::Zipf, zipf),
];

/// A fraction from a seed, or a random one.
const SEEDED: &str = "(ABS(HASH(seed)) % 1000000) / 1000000.0";

fn minhash(g: &mut Generator<'_>, id: NodeId) {
    let (Some(count), [value]) = (g.tree.this(id), &g.tree.expressions(id)[..]) else {
        g.unsupported("MINHASH is only supported with one expression");
        return g.function_named(id, "MINHASH");
    };
    let value = *value;
    g.write_template(
        "(SELECT JSON_OBJECT('state', _LIST(min_h ORDER BY seed NULLS FIRST), 'type', 'minhash', 'version', 1) FROM \
         (SELECT seed, LIST_MIN(LIST_TRANSFORM(vals, LAMBDA __v : HASH(CAST(__v AS TEXT) || CAST(seed AS TEXT)))) AS \
         min_h FROM (SELECT _LIST(value) AS vals), RANGE(0, count_) AS t(seed)))",
        &[("value", value), ("count_", count)],
    );
}

/// `RANDOM()`, or a whole number between two.
fn rand(g: &mut Generator<'_>, id: NodeId) {
    let (lower, upper) = (g.tree.node(id, Arg::Lower), g.tree.node(id, Arg::Upper));
    if g.tree.has(id, Arg::This) {
        g.unsupported("RANDOM with seed is not supported in DuckDB");
    }
    match (lower, upper) {
        (Some(lower), Some(upper)) => g.write_template(
            "CAST(lower_ + RANDOM() * (upper_ - lower_) AS BIGINT)",
            &[("lower_", lower), ("upper_", upper)],
        ),
        _ => g.func("RANDOM", &[]),
    }
}

/// An operand in parentheses, unless it is a name or a number.
fn atom(g: &mut Generator<'_>, node: NodeId) -> NodeId {
    super::operand(g, node.into(), Operand::Anything).node().unwrap_or(node)
}

fn is_random_call(g: &Generator<'_>, node: NodeId) -> bool {
    g.tree.kind(node) == Kind::Rand
}

/// The seed that a generator is called with.
fn seed_of(g: &Generator<'_>, node: NodeId) -> Option<NodeId> {
    g.tree.this(node).filter(|_| is_random_call(g, node))
}

/// A fraction from 0 to 1: by a generator, or from a seed.
fn fraction(g: &mut Generator<'_>, seed: Option<NodeId>) -> NodeId {
    match seed {
        Some(seed) if !is_random_call(g, seed) => g.template(SEEDED, &[("seed", seed)]),
        _ => g.template("RANDOM()", &[]),
    }
}

/// Whole numbers if both bounds are.
fn uniform(g: &mut Generator<'_>, id: NodeId) {
    let (Some(low), Some(high)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let seed = g.tree.node(id, Arg::Gen).or_else(|| g.tree.node(id, Arg::Seed));
    let value = fraction(g, seed);
    let slots = [("low", low), ("high", high), ("value", value)];
    match g.tree.is_int(low) && g.tree.is_int(high) {
        true => g.write_raw_template("CAST(FLOOR(low + value * (high - low + 1)) AS BIGINT)", &slots),
        false => g.write_raw_template("low + value * (high - low)", &slots),
    }
}

/// By the method of Box and Muller.
fn normal(g: &mut Generator<'_>, id: NodeId) {
    let [mean, deviation, seed] = [Arg::This, Arg::Stddev, Arg::Gen].map(|arg| g.tree.node(id, arg));
    let (Some(mean), Some(deviation), Some(seed)) = (mean, deviation, seed) else { return };
    let (mean, deviation) = (atom(g, mean), atom(g, deviation));
    let seed = seed_of(g, seed).unwrap_or(seed);
    let (first, second) = match is_random_call(g, seed) {
        true => (g.template("RANDOM()", &[]), g.template("RANDOM()", &[])),
        false => (
            g.template(SEEDED, &[("seed", seed)]),
            g.raw_template("(ABS(HASH(seed + 1)) % 1000000) / 1000000.0", &[("seed", seed)]),
        ),
    };
    let second = if is_random_call(g, seed) { second } else { super::parens(g, second) };
    g.write_raw_template(
        "mean + (deviation * SQRT(-2 * LN(GREATEST(first_, 1e-10))) * COS(2 * PI() * second_))",
        &[("mean", mean), ("deviation", deviation), ("first_", first), ("second_", second)],
    );
}

fn zipf(g: &mut Generator<'_>, id: NodeId) {
    let [exponent, count, seed] = [Arg::This, Arg::Elementcount, Arg::Gen].map(|arg| g.tree.node(id, arg));
    let (Some(exponent), Some(count)) = (exponent, count) else { return };
    let (exponent, count) = (atom(g, exponent), atom(g, count));
    let value = fraction(g, seed);
    g.write_template(
        "(WITH rand AS (SELECT value AS r), weights AS (SELECT i, 1.0 / POWER(i, exponent) AS w FROM \
         RANGE(1, count_ + 1) AS t(i)), cdf AS (SELECT i, SUM(w) OVER (ORDER BY i NULLS FIRST) / SUM(w) OVER () AS p \
         FROM weights) SELECT MIN(i) FROM cdf WHERE p >= (SELECT r FROM rand))",
        &[("value", value), ("exponent", exponent), ("count_", count)],
    );
}

/// Letters and digits; the seed makes them the same each time.
fn randstr(g: &mut Generator<'_>, id: NodeId) {
    let Some(length) = g.tree.this(id) else { return };
    let seed = g.tree.node(id, Arg::Generator);
    let value = match seed {
        Some(seed) => {
            let seed = seed_of(g, seed).unwrap_or(seed);
            let seed = atom(g, seed);
            g.template("(ABS(HASH(i + seed)) % 1000) / 1000.0", &[("seed", seed)])
        }
        None => g.template("(ABS(HASH(i + 123456)) % 1000) / 1000.0", &[]),
    };
    g.write_template(
        "(SELECT LISTAGG(SUBSTRING('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', \
         1 + CAST(FLOOR(random_value * 62) AS INT), 1), '') FROM (SELECT value AS random_value FROM \
         _RANGE(length) AS t(i)))",
        &[("value", value), ("length", length)],
    );
}

/// Numbers of rows that wrap around at the width; signed if asked for.
fn sequence(g: &mut Generator<'_>, id: NodeId, bits: u32) {
    let signed = g.tree.this(id).and_then(|node| integer_constant(g.tree, node)) == Some(1);
    let most = 1u128 << bits;
    let inside = g.tree.find_ancestor(id, Kind::Select).is_some_and(|select| is_generator_query(g, select));
    let base = match inside {
        true => "range",
        false => "(ROW_NUMBER() OVER (ORDER BY 1 NULLS FIRST) - 1)",
    };
    let plain = format!("{base} % {most}");
    let sql = match signed {
        true => format!("(CASE WHEN {plain} >= {} THEN {plain} - {most} ELSE {plain} END)", most / 2),
        false => plain,
    };
    g.write_template(&sql, &[]);
}

/// Whether a query reads the rows of a generator.
fn is_generator_query(g: &Generator<'_>, select: NodeId) -> bool {
    let table = g.tree.node(select, Arg::From).and_then(|from| g.tree.this(from));
    table.is_some_and(|table| {
        g.tree.kind(table) == Kind::Generator
            || g.tree.this(table).is_some_and(|this| g.tree.kind(this) == Kind::Generator)
    })
}
