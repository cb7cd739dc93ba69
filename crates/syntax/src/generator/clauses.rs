//! The clauses of queries.

use super::{
    query::{PLAIN, WORDS},
    Clause, Generator, ListStyle, Part, RenderFn, FLAT,
};
use crate::{dialect::NullOrdering, parser::index::constant};
use sqlectic_ast::{args, Arg, ArgSet, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Cluster, cluster),
    (Kind::Connect, connect),
    (Kind::Cube, cube),
    (Kind::Distribute, distribute),
    (Kind::Fetch, fetch),
    (Kind::From, from),
    (Kind::Group, group),
    (Kind::GroupingSets, grouping_sets),
    (Kind::Having, having),
    (Kind::Limit, limit),
    (Kind::LimitOptions, limit_options),
    (Kind::Lock, lock),
    (Kind::MatchRecognize, match_recognize),
    (Kind::MatchRecognizeMeasure, measure),
    (Kind::Offset, offset),
    (Kind::Order, order),
    (Kind::Ordered, ordered),
    (Kind::PreWhere, prewhere),
    (Kind::Prior, prior),
    (Kind::Qualify, qualify),
    (Kind::Rollup, rollup),
    (Kind::Sort, sort),
    (Kind::Where, where_),
    (Kind::WithFill, with_fill),
];

fn from(g: &mut Generator<'_>, id: NodeId) {
    g.seg("FROM ");
    g.arg(id, Arg::This);
}

fn condition(g: &mut Generator<'_>, id: NodeId, keyword: &str) {
    g.seg(keyword);
    g.block(|g| g.arg(id, Arg::This));
}

/// Only one dialect has it; it is a hint of how to filter.
fn prewhere(_g: &mut Generator<'_>, _id: NodeId) {}

fn where_(g: &mut Generator<'_>, id: NodeId) {
    condition(g, id, "WHERE");
}

fn having(g: &mut Generator<'_>, id: NodeId) {
    condition(g, id, "HAVING");
}

fn qualify(g: &mut Generator<'_>, id: NodeId) {
    condition(g, id, "QUALIFY");
}

fn connect(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Start) {
        g.seg("START WITH ");
        g.arg(id, Arg::Start);
    }
    g.seg("CONNECT BY ");
    g.flag(id, Arg::Nocycle, "NOCYCLE ");
    g.arg(id, Arg::Connect);
}

fn prior(g: &mut Generator<'_>, id: NodeId) {
    g.write("PRIOR ");
    g.arg(id, Arg::This);
}

// ---- GROUP BY -----------------------------------------------------------------------------------------------------------

fn group(g: &mut Generator<'_>, id: NodeId) {
    g.seg("GROUP BY");
    match g.tree.get(id, Arg::All) {
        Value::Bool(true) => g.write(" ALL"),
        Value::Bool(false) => g.write(" DISTINCT"),
        _ => {}
    }
    let any = g.tree.list_len(id, Arg::Expressions) > 0;
    if any {
        g.block(|g| g.expressions(id, PLAIN));
    }
    groupings(g, id, any);
}

/// `GROUPING SETS`, `WITH CUBE`, `WITH ROLLUP` and `WITH TOTALS` behind the keys.
fn groupings(g: &mut Generator<'_>, id: NodeId, after_keys: bool) {
    let sep = g.dialect.generator.flags.groupings_sep.clone();
    let parts = [Arg::GroupingSets, Arg::Cube, Arg::Rollup].map(|arg| (arg, g.tree.list_len(id, arg)));
    let totals = g.tree.has(id, Arg::Totals);
    let count = parts.iter().filter(|(_, len)| *len > 0).count() + usize::from(totals);
    // `a WITH ROLLUP` has no comma before it, nor have grouping sets where they are a suffix.
    let suffix = g.dialect.generator.flags.supports_grouping_sets_as_suffix && parts[0].1 > 0;
    let lone = count == 1 && (suffix || is_with_cube_or_rollup(g, id));
    let mut separate = after_keys && !lone;
    if separate && parts[0].1 > 0 {
        g.unsupported("GROUPING SETS without a comma after GROUP BY expressions is not supported");
    }
    for (arg, len) in parts {
        if len == 0 {
            continue;
        }
        if std::mem::replace(&mut separate, true) {
            g.write(&sep);
        }
        g.block(|g| g.list(id, arg, PLAIN));
    }
    if totals {
        if separate {
            g.write(&sep);
        }
        g.seg("WITH TOTALS");
    }
}

fn is_with_cube_or_rollup(g: &Generator<'_>, id: NodeId) -> bool {
    [Arg::Cube, Arg::Rollup]
        .iter()
        .any(|arg| g.tree.children(id, *arg).iter().any(|node| g.tree.list_len(*node, Arg::Expressions) == 0))
}

fn cube(g: &mut Generator<'_>, id: NodeId) {
    elements(g, id, "CUBE");
}

fn rollup(g: &mut Generator<'_>, id: NodeId) {
    elements(g, id, "ROLLUP");
}

fn grouping_sets(g: &mut Generator<'_>, id: NodeId) {
    g.write("GROUPING SETS ");
    g.wrap(|g| g.expressions(id, PLAIN));
}

/// `CUBE (a, b)`, or `WITH CUBE` if there are no elements.
fn elements(g: &mut Generator<'_>, id: NodeId, word: &str) {
    if g.tree.list_len(id, Arg::Expressions) == 0 {
        g.write("WITH ");
        return g.write(word);
    }
    g.write(word);
    g.write(" ");
    g.wrap(|g| g.expressions(id, PLAIN));
}

// ---- ORDER BY -----------------------------------------------------------------------------------------------------------

/// A clause that is a keyword and a list.
fn keyword_list(g: &mut Generator<'_>, id: NodeId, keyword: &str) {
    g.seg(keyword);
    g.block(|g| g.expressions(id, PLAIN));
}

fn cluster(g: &mut Generator<'_>, id: NodeId) {
    keyword_list(g, id, "CLUSTER BY");
}

fn distribute(g: &mut Generator<'_>, id: NodeId) {
    keyword_list(g, id, "DISTRIBUTE BY");
}

fn sort(g: &mut Generator<'_>, id: NodeId) {
    keyword_list(g, id, "SORT BY");
}

fn order(g: &mut Generator<'_>, id: NodeId) {
    if std::mem::take(&mut g.flat) {
        return super::functions::window::flat_order_text(g, id);
    }
    let keyword = order_keyword(g, id);
    if g.tree.has(id, Arg::This) {
        g.arg(id, Arg::This);
        g.write(" ");
        return order_flat(g, id);
    }
    keyword_list(g, id, keyword);
}

fn order_keyword(g: &Generator<'_>, id: NodeId) -> &'static str {
    if g.tree.has(id, Arg::Siblings) {
        "ORDER SIBLINGS BY"
    } else {
        "ORDER BY"
    }
}

/// `ORDER BY ...` on one line, without what is ordered and without a separator before it.
pub fn order_flat(g: &mut Generator<'_>, id: NodeId) {
    let keyword = order_keyword(g, id);
    g.write(keyword);
    g.write(" ");
    g.expressions(id, FLAT);
}

/// A term of `ORDER BY`; the order of nulls is written where the target's default is another.
fn ordered(g: &mut Generator<'_>, id: NodeId) {
    let desc = g.tree.get(id, Arg::Desc);
    let is_desc = desc == Value::Bool(true);
    let mut nulls = nulls_order(g, id, is_desc);
    let mut this = g.tree.this(id);
    if let Some(first) = nulls.filter(|_| g.dialect.generator.flags.null_ordering_supported != Some(true)) {
        if g.dialect.generator.flags.null_ordering_supported.is_none() {
            this = this.map(|this| projected(g, id, this));
        }
        nulls = match this {
            Some(this) => simulated_nulls_order(g, id, this, first),
            None => None,
        };
    }
    if let Some(this) = this {
        g.node(this);
    }
    match desc {
        Value::Bool(true) => g.write(" DESC"),
        Value::Bool(false) => g.write(" ASC"),
        _ => {}
    }
    match nulls {
        Some(true) => g.write(" NULLS FIRST"),
        Some(false) => g.write(" NULLS LAST"),
        None => {}
    }
    g.arg_after(" ", id, Arg::WithFill);
}

/// Whether nulls have to be said to stand first or last; nothing if they stand there anyway.
fn nulls_order(g: &Generator<'_>, id: NodeId, desc: bool) -> Option<bool> {
    let first = g.tree.has(id, Arg::NullsFirst);
    let default = match g.dialect.semantics.null_ordering {
        NullOrdering::Small => !desc,
        NullOrdering::Large => desc,
        NullOrdering::Last => false,
    };
    (first != default).then_some(first)
}

/// Whether a window is one of an aggregation, with nothing between.
fn is_aggregation(g: &Generator<'_>, window: NodeId) -> bool {
    g.tree.this(window).is_some_and(|this| g.tree.is(this, Kind::AggFunc))
}

/// What a query's term stands for if it is the alias of one projection: aliases are no part of expressions.
fn projected(g: &Generator<'_>, id: NodeId, this: NodeId) -> NodeId {
    let is_name = g.tree.kind(this) == Kind::Column && g.tree.get(this, Arg::Table) == Value::None;
    let query = g.tree.parent(id).and_then(|order| g.tree.parent(order));
    let Some(query) = query.filter(|query| is_name && g.tree.kind(*query) == Kind::Select) else { return this };
    let name = g.tree.name(this);
    let named = |projection: &NodeId| match g.tree.kind(*projection) {
        Kind::Alias => g.tree.text_of(*projection, Arg::Alias) == name,
        Kind::Column => g.tree.name(*projection) == name,
        _ => false,
    };
    let projections = g.tree.expressions(query);
    let mut matches = projections.iter().copied().filter(named);
    match (matches.next(), matches.next()) {
        (Some(only), None) if g.tree.kind(only) == Kind::Alias => g.tree.this(only).unwrap_or(only),
        (Some(only), None) => only,
        _ => this,
    }
}

/// The order of nulls where the target has no words for it: by a sort key before the term, or not at all.
fn simulated_nulls_order(g: &mut Generator<'_>, id: NodeId, this: NodeId, first: bool) -> Option<bool> {
    let words = if first { "NULLS FIRST" } else { "NULLS LAST" };
    let mut ancestors = g.tree.ancestors(id);
    let scope = ancestors.find(|node| matches!(g.tree.kind(*node), Kind::Window | Kind::Select));
    let window = scope.filter(|node| g.tree.kind(*node) == Kind::Window);
    let function = window.and_then(|window| g.tree.this(window)).map(|this| match g.tree.kind(this) {
        Kind::IgnoreNulls | Kind::RespectNulls => g.tree.this(this).unwrap_or(this),
        _ => this,
    });
    let spec = window.and_then(|window| g.tree.node(window, Arg::Spec));
    if let Some(function) = function {
        let by_rows = spec.is_none_or(|spec| g.tree.text_of(spec, Arg::Kind).eq_ignore_ascii_case("ROWS"));
        let kind = g.tree.kind(function);
        if by_rows && g.dialect.generator.window_functions_with_null_ordering.contains(&kind) {
            return Some(first);
        }
        let supported = g.dialect.generator.flags.null_ordering_supported;
        if spec.is_some() || supported == Some(false) && window.is_some_and(|window| is_aggregation(g, window)) {
            let name = kind.sql_name().unwrap_or(kind.name());
            g.unsupported(&format!("'{words}' translation not supported in window function {name}"));
            return None;
        }
    }
    if g.dialect.generator.flags.null_ordering_supported == Some(false) {
        let aggregate = g.tree.ancestors(id).find(|node| {
            let kind = g.tree.kind(*node);
            kind.is(Kind::AggFunc) || matches!(kind, Kind::Window | Kind::Select)
        });
        if let Some(aggregate) = aggregate.filter(|node| g.tree.is(*node, Kind::AggFunc)) {
            let kind = g.tree.kind(aggregate);
            let name = kind.sql_name().unwrap_or(kind.name());
            g.unsupported(&format!("'{words}' translation not supported for aggregate function {name}"));
            return None;
        }
    }
    if g.dialect.generator.flags.null_ordering_supported.is_none() {
        if g.tree.is_number(this) {
            g.unsupported(&format!("'{words}' translation not supported with positional ordering"));
        } else if g.tree.kind(this) != Kind::Rand {
            // A negation stays as it is: it is null where what it negates is.
            let tested = match g.tree.kind(this) {
                Kind::Not => Value::Node(this),
                _ => g.as_operand(Kind::Is, Arg::This, this.into()),
            };
            g.write("CASE WHEN ");
            g.value(tested);
            g.write(" IS NULL THEN 1 ELSE 0 END");
            g.write(if first { " DESC, " } else { ", " });
        }
        return None;
    }
    Some(first)
}

fn with_fill(g: &mut Generator<'_>, id: NodeId) {
    g.write("WITH FILL");
    g.arg_after(" FROM ", id, Arg::From);
    g.arg_after(" TO ", id, Arg::To);
    g.arg_after(" STEP ", id, Arg::Step);
    if !g.tree.has(id, Arg::Interpolate) {
        return;
    }
    g.write(" INTERPOLATE (");
    for (i, item) in g.tree.children(id, Arg::Interpolate).into_iter().enumerate() {
        if i > 0 {
            g.write(", ");
        }
        // Here the name stands first.
        if g.tree.kind(item) == Kind::Alias {
            g.arg(item, Arg::Alias);
            g.write(" AS ");
            g.arg(item, Arg::This);
        } else {
            g.node(item);
        }
    }
    g.write(")");
}

// ---- LIMIT --------------------------------------------------------------------------------------------------------------

/// Limit and offset in the order of the target: `LIMIT` before `OFFSET`, but `OFFSET` before `FETCH`.
pub(super) fn limit_and_offset(g: &mut Generator<'_>, id: NodeId) {
    let limit = g.tree.node(id, Arg::Limit).map(|limit| as_supported(g, limit));
    let is_fetch = limit.is_some_and(|limit| g.tree.kind(limit) == Kind::Fetch);
    let offset_first = is_fetch || g.dialect.generator.flags.offset_before_limit;
    let limit = limit.filter(|_| g.tree.kind(id) != Kind::Select || !super::query::limit_is_top(g, id));
    let says_all = !is_fetch && g.dialect.semantics.flags.supports_limit_all;
    let limit = limit.filter(|limit| says_all || !counts_all(g, *limit));
    if offset_first {
        g.arg(id, Arg::Offset);
    }
    if let Some(limit) = limit {
        g.node(limit);
    }
    if !offset_first {
        g.arg(id, Arg::Offset);
    }
}

/// Whether a limit is none: `LIMIT ALL`.
fn counts_all(g: &Generator<'_>, limit: NodeId) -> bool {
    let count = g.tree.node(limit, Arg::Count).or_else(|| g.tree.expression(limit));
    count.is_some_and(|count| g.tree.kind(count) == Kind::Var && g.tree.name(count).eq_ignore_ascii_case("ALL"))
}

/// `LIMIT` as `FETCH` or the other way round, where the target has only one of them.
fn as_supported(g: &mut Generator<'_>, limit: NodeId) -> NodeId {
    let dialect = g.dialect;
    match (&*dialect.generator.flags.limit_fetch, g.tree.kind(limit)) {
        ("LIMIT", Kind::Fetch) => {
            let count = match g.tree.get(limit, Arg::Count) {
                Value::None => g.number_node(1).into(),
                count => count,
            };
            counts_only(g, limit);
            g.make(Kind::Limit, &[(Arg::Expression, count)])
        }
        ("FETCH", Kind::Limit) if !dialect.generator.flags.limit_is_top => {
            let direction = g.tree.text_value("FIRST");
            let count = g.tree.get(limit, Arg::Expression);
            let options = g.tree.node(limit, Arg::LimitOptions).map(|options| rows_with(g, options));
            g.make(Kind::Fetch, &args![Direction: direction, Count: count, LimitOptions: options])
        }
        _ => limit,
    }
}

/// The same options behind `FETCH`, which names the rows.
fn rows_with(g: &mut Generator<'_>, options: NodeId) -> NodeId {
    let [percent, ties] = [Arg::Percent, Arg::WithTies].map(|arg| g.tree.get(options, arg));
    g.make(Kind::LimitOptions, &args![Percent: percent, Rows: true, WithTies: ties])
}

/// Notes what a limit says besides a number of rows, where only that can be said.
pub fn counts_only(g: &mut Generator<'_>, limit: NodeId) {
    let Some(options) = g.tree.node(limit, Arg::LimitOptions) else { return };
    for (arg, words) in [(Arg::Percent, "PERCENT"), (Arg::WithTies, "WITH TIES")] {
        if g.tree.has(options, arg) {
            g.unsupported(&format!("Limits {words} are not supported"));
        }
    }
}

fn limit(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.seg("LIMIT ");
    let offset = g.tree.has(id, Arg::Offset);
    if offset {
        g.arg(id, Arg::Offset);
        g.write(", ");
    }
    count(g, id);
    g.arg(id, Arg::LimitOptions);
    by(g, id);
}

/// How many rows; where only literals may say so, what is known is computed: `1 + 2` -> `3`.
fn count(g: &mut Generator<'_>, id: NodeId) {
    let known = g.tree.expression(id).filter(|_| g.dialect.generator.flags.limit_only_literals);
    match known.filter(|node| g.tree.kind(*node) != Kind::Literal).and_then(|node| constant(g.tree, node, u32::MAX)) {
        Some(number) => g.write(&number.to_string()),
        None => g.arg(id, Arg::Expression),
    }
}

/// The limit of a query as `TOP`.
pub(super) fn top(g: &mut Generator<'_>, id: NodeId) {
    let Some(limit) = g.tree.node(id, Arg::Limit) else { return };
    g.seg("TOP ");
    let number = g.tree.expression(limit).is_some_and(|count| g.tree.is_number(count));
    if number {
        g.arg(limit, Arg::Expression);
    } else {
        g.parens(|g| g.arg(limit, Arg::Expression));
    }
    g.arg(limit, Arg::LimitOptions);
    by(g, limit);
}

/// `BY a, b` behind a limit or offset.
fn by(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" BY ");
        g.expressions(id, FLAT);
    }
}

fn limit_options(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Percent, " PERCENT");
    g.flag(id, Arg::Rows, " ROWS");
    if g.tree.has(id, Arg::WithTies) {
        g.write(" WITH TIES");
    } else if g.tree.has(id, Arg::Rows) {
        g.write(" ONLY");
    }
}

fn fetch(g: &mut Generator<'_>, id: NodeId) {
    g.seg("FETCH");
    g.arg_after(" ", id, Arg::Direction);
    g.arg_after(" ", id, Arg::Count);
    if g.tree.has(id, Arg::LimitOptions) {
        g.arg(id, Arg::LimitOptions);
    } else {
        g.write(" ROWS ONLY");
    }
}

fn offset(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.seg("OFFSET ");
    count(g, id);
    by(g, id);
}

// ---- what tables of the dialect put behind HAVING and LIMIT -----------------------------------------------------------------

/// `CLUSTER BY ...` of a query.
pub const CLUSTER: Clause = Clause::Of(Arg::Cluster, |g, query| g.arg(query, Arg::Cluster));
/// `DISTRIBUTE BY ...` of a query.
pub const DISTRIBUTE: Clause = Clause::Of(Arg::Distribute, |g, query| g.arg(query, Arg::Distribute));
/// `SORT BY ...` of a query.
pub const SORT: Clause = Clause::Of(Arg::Sort, |g, query| g.arg(query, Arg::Sort));
/// `WINDOW ...` of a query.
pub const WINDOWS: Clause = Clause::Of(Arg::Windows, windows);
/// `QUALIFY ...` of a query.
pub const QUALIFY: Clause = Clause::Of(Arg::Qualify, |g, query| g.arg(query, Arg::Qualify));
/// The sample clause of a query.
pub const SAMPLE: Clause = Clause::Of(Arg::Sample, sample);
/// Locks and sample of a query: what stands behind its limit.
pub const AFTER_LIMIT: Clause = Clause::Part(ArgSet::of(&[Arg::Locks, Arg::Sample]), Part::AfterLimit);
/// `FOR JSON` where there is no such clause.
pub const NO_FOR: Clause = Clause::Of(Arg::For, no_for);
/// Options of a query: `OPTION (...)`, `WITH READ ONLY` ...
pub const OPTIONS: Clause = Clause::Part(ArgSet::of(&[Arg::Options]), Part::Options);

fn windows(g: &mut Generator<'_>, query: NodeId) {
    if g.tree.list_len(query, Arg::Windows) > 0 {
        g.seg("WINDOW ");
        g.list(query, Arg::Windows, FLAT);
    }
}

/// Locks of a query.
pub fn locks(g: &mut Generator<'_>, query: NodeId) {
    if g.tree.list_len(query, Arg::Locks) == 0 {
        return;
    }
    if !g.dialect.generator.flags.locking_reads_supported {
        return g.unsupported("Locking reads using 'FOR UPDATE/SHARE' are not supported");
    }
    g.write(" ");
    g.list(query, Arg::Locks, WORDS);
}

/// The usual of what stands behind a limit.
pub fn locks_and_sample(g: &mut Generator<'_>, query: NodeId) {
    locks(g, query);
    sample(g, query);
}

fn sample(g: &mut Generator<'_>, query: NodeId) {
    if !g.sample_written {
        g.arg(query, Arg::Sample);
    }
}

fn no_for(g: &mut Generator<'_>, query: NodeId) {
    if g.tree.has(query, Arg::For) {
        g.unsupported("Unsupported query option.");
    }
}

/// Options as they are: `WITH READ ONLY`.
pub(super) fn options(g: &mut Generator<'_>, query: NodeId) {
    if g.tree.list_len(query, Arg::Options) > 0 {
        g.prefixed(" ", |g| g.list(query, Arg::Options, ListStyle::default()));
    }
}

fn lock(g: &mut Generator<'_>, id: NodeId) {
    let words = match (g.tree.has(id, Arg::Update), g.tree.has(id, Arg::Key)) {
        (true, false) => "FOR UPDATE",
        (true, true) => "FOR NO KEY UPDATE",
        (false, false) => "FOR SHARE",
        (false, true) => "FOR KEY SHARE",
    };
    g.write(words);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" OF ");
        g.expressions(id, FLAT);
    }
    match g.tree.get(id, Arg::Wait) {
        Value::Bool(true) => g.write(" NOWAIT"),
        Value::Bool(false) => g.write(" SKIP LOCKED"),
        Value::None => {}
        _ => g.arg_after(" WAIT ", id, Arg::Wait),
    }
}

// ---- MATCH_RECOGNIZE --------------------------------------------------------------------------------------------------------

fn match_recognize(g: &mut Generator<'_>, id: NodeId) {
    g.seg("MATCH_RECOGNIZE ");
    g.wrap(|g| {
        g.part(Part::PartitionBy, id);
        g.arg(id, Arg::Order);
        if g.tree.list_len(id, Arg::Measures) > 0 {
            g.seg("MEASURES");
            g.block(|g| g.list(id, Arg::Measures, PLAIN));
        }
        for arg in [Arg::Rows, Arg::After] {
            if g.tree.has(id, arg) {
                g.sep();
                g.arg(id, arg);
            }
        }
        if g.tree.has(id, Arg::Pattern) {
            g.seg("PATTERN (");
            g.arg(id, Arg::Pattern);
            g.write(")");
        }
        if g.tree.list_len(id, Arg::Define) > 0 {
            g.seg("DEFINE");
            g.block(|g| definitions(g, id));
        }
    });
    g.arg_after(" ", id, Arg::Alias);
}

/// `a AS condition`: here the name stands first.
fn definitions(g: &mut Generator<'_>, id: NodeId) {
    let definitions: Vec<NodeId> = g
        .tree
        .children(id, Arg::Define)
        .into_iter()
        .map(|definition| {
            let (name, this) = (g.tree.get(definition, Arg::Alias), g.tree.get(definition, Arg::This));
            g.make(Kind::Alias, &args![This: name, Alias: this])
        })
        .collect();
    g.nodes(&definitions, PLAIN);
}

fn measure(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::WindowFrame) {
        g.arg(id, Arg::WindowFrame);
        g.write(" ");
    }
    g.arg(id, Arg::This);
}
