//! What stands in `FROM`: tables, their aliases and hints, joins, laterals, samples.

use super::{
    query::{PLAIN, WORDS},
    Generator, ListStyle, Part, RenderFn, FLAT,
};
use sqlectic_ast::{Arg, ArgSet, Kind, NodeId, Tree, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Changes, changes),
    (Kind::HistoricalData, historical_data),
    (Kind::IndexTableHint, index_table_hint),
    (Kind::Join, join),
    (Kind::Lateral, lateral),
    (Kind::Nearest, nearest),
    (Kind::SemanticView, semantic_view),
    (Kind::Table, table),
    (Kind::TableAlias, table_alias),
    (Kind::TableFromRows, table_from_rows),
    (Kind::TableSample, table_sample),
    (Kind::Unnest, unnest),
    (Kind::Version, version),
    (Kind::WithTableHint, with_table_hint),
];

// ---- tables -----------------------------------------------------------------------------------------------------------

/// What few tables have besides a name and an alias.
const RARE: ArgSet = ArgSet::of(&[
    Arg::Changes,
    Arg::Format,
    Arg::Hints,
    Arg::Indexed,
    Arg::Joins,
    Arg::Laterals,
    Arg::Only,
    Arg::Ordinality,
    Arg::Partition,
    Arg::Pattern,
    Arg::Pivots,
    Arg::RowsFrom,
    Arg::Sample,
    Arg::Version,
    Arg::When,
]);

fn table(g: &mut Generator<'_>, id: NodeId) {
    // Many are a name and nothing else.
    if let Some(this) = g.tree.sole_node(id, Arg::This) {
        return g.node(this);
    }
    let there = g.tree.arg_set(id);
    if !there.may_have_any(RARE) {
        dotted(g, id, there, [Arg::Catalog, Arg::Db, Arg::This]);
        return alias(g, id);
    }
    g.flag(id, Arg::Only, "ONLY ");
    table_name(g, id);
    g.arg_after(" ", id, Arg::Changes);
    g.arg_after(" ", id, Arg::Partition);
    let alias_last = g.dialect.semantics.flags.alias_post_tablesample;
    if alias_last {
        g.arg(id, Arg::Sample);
    }
    let version_last = !g.dialect.semantics.flags.alias_post_version;
    if !version_last {
        g.arg_after(" ", id, Arg::Version);
    }
    let when_last = g.dialect.generator.flags.historical_data_post_alias;
    if !when_last {
        g.arg_after(" ", id, Arg::When);
    }
    table_format(g, id);
    if !g.tree.has(id, Arg::Ordinality) {
        alias(g, id);
    }
    if when_last {
        g.arg_after(" ", id, Arg::When);
    }
    indexed(g, id);
    table_hints(g, id);
    g.each(id, Arg::Pivots);
    if !alias_last {
        g.arg(id, Arg::Sample);
    }
    if version_last {
        g.arg_after(" ", id, Arg::Version);
    }
    if g.tree.list_len(id, Arg::Joins) > 0 {
        g.indented(|g| g.each(id, Arg::Joins));
    }
    g.list(id, Arg::Laterals, ListStyle { sep: "", ..ListStyle::default() });
    if g.tree.has(id, Arg::Ordinality) {
        g.write(" WITH ORDINALITY");
        alias(g, id);
    }
}

/// `catalog.db.name`, or `ROWS FROM (...)`.
pub fn table_name(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::RowsFrom) > 0 {
        g.write("ROWS FROM (");
        g.indented(|g| {
            g.indented(|g| {
                g.line();
                g.list(id, Arg::RowsFrom, PLAIN);
            })
        });
        g.line();
        return g.write(")");
    }
    let there = g.tree.arg_set(id);
    dotted(g, id, there, [Arg::Catalog, Arg::Db, Arg::This]);
}

/// Parts of a name between dots, those that are there.
#[inline]
pub(super) fn dotted<const N: usize>(g: &mut Generator<'_>, id: NodeId, there: ArgSet, parts: [Arg; N]) {
    let mut any = false;
    for part in parts.into_iter().filter(|part| there.may_have(*part)) {
        let value = g.tree.get(id, part);
        if value == Value::None {
            continue;
        }
        if std::mem::replace(&mut any, true) {
            g.write(".");
        }
        g.value(value);
    }
}

/// `(FILE_FORMAT => f, PATTERN => 'x')` behind a stage.
fn table_format(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Format) && !g.tree.has(id, Arg::Pattern) {
        return;
    }
    g.write(" (");
    if g.tree.has(id, Arg::Format) {
        g.write("FILE_FORMAT => ");
        g.arg(id, Arg::Format);
    }
    if g.tree.has(id, Arg::Pattern) {
        if g.tree.has(id, Arg::Format) {
            g.write(", ");
        }
        g.write("PATTERN => ");
        g.arg(id, Arg::Pattern);
    }
    g.write(")");
}

/// `SEMANTIC_VIEW(v METRICS a DIMENSIONS b FACTS c WHERE d)`; in pretty mode each part on a line of its own.
fn semantic_view(g: &mut Generator<'_>, id: NodeId) {
    g.write("SEMANTIC_VIEW(");
    g.indented(|g| {
        g.line();
        g.arg(id, Arg::This);
        for (words, arg) in [("METRICS ", Arg::Metrics), ("DIMENSIONS ", Arg::Dimensions), ("FACTS ", Arg::Facts)] {
            if g.tree.has(id, arg) {
                g.seg(words);
                g.list(id, arg, FLAT);
            }
        }
        if g.tree.has(id, Arg::Where) {
            g.seg("WHERE ");
            g.arg(id, Arg::Where);
        }
    });
    g.line();
    g.write(")");
}

/// The alias of a table or subquery with what stands before it.
pub(super) fn alias(g: &mut Generator<'_>, id: NodeId) {
    let dialect = g.dialect;
    let keyword = match bare_alias(g, id) {
        true => " ",
        false => &dialect.generator.flags.table_alias_keyword,
    };
    g.arg_after(keyword, id, Arg::Alias);
}

/// Whether the statement that a table stands in names its tables without `AS`.
fn bare_alias(g: &Generator<'_>, id: NodeId) -> bool {
    let bare = &g.dialect.generator.bare_table_aliases;
    let statement = |kind: &Kind| *kind == Kind::Select || bare.contains(kind);
    let mut ancestors = std::iter::successors(g.tree.parent(id), |id| g.tree.parent(*id));
    !bare.is_empty()
        && ancestors.find_map(|id| Some(g.tree.kind(id)).filter(statement)).is_some_and(|kind| bare.contains(&kind))
}

fn indexed(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.get(id, Arg::Indexed) {
        Value::Bool(false) => g.write(" NOT INDEXED"),
        Value::None => {}
        _ => g.arg_after(" INDEXED BY ", id, Arg::Indexed),
    }
}

fn table_hints(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Hints) == 0 || !g.dialect.generator.flags.table_hints {
        return;
    }
    g.write(" ");
    g.list(id, Arg::Hints, WORDS);
}

fn with_table_hint(g: &mut Generator<'_>, id: NodeId) {
    g.write("WITH (");
    g.expressions(id, FLAT);
    g.write(")");
}

fn index_table_hint(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" INDEX");
    g.arg_after(" FOR ", id, Arg::Target);
    g.write(" (");
    g.expressions(id, FLAT);
    g.write(")");
}

fn table_alias(g: &mut Generator<'_>, id: NodeId) {
    let flags = &g.dialect.generator.flags;
    let of_cte = |g: &Generator<'_>| g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::CTE);
    let mut columns = g.tree.list_len(id, Arg::Columns) > 0;
    if columns && !flags.supports_table_alias_columns && !(flags.supports_named_cte_columns && of_cte(g)) {
        columns = false;
        if of_cte(g) {
            // Those that could be, were given to the query before.
            g.notes.push(crate::Note::StarColumns);
        }
        g.unsupported("Named columns are not supported in table alias.");
    }
    if g.tree.has(id, Arg::This) {
        g.arg(id, Arg::This);
    } else if !g.dialect.semantics.flags.unnest_column_only {
        let name = g.next_name();
        g.write(&name);
    }
    if columns {
        g.write("(");
        g.list(id, Arg::Columns, FLAT);
        g.write(")");
    }
}

fn table_from_rows(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "TABLE", &[Arg::This]);
    g.arg_after(" AS ", id, Arg::Alias);
    g.arg(id, Arg::Sample);
    for pivot in g.tree.children(id, Arg::Pivots) {
        g.node(pivot);
    }
    for join in g.tree.children(id, Arg::Joins) {
        g.node(join);
    }
}

// ---- points in time -------------------------------------------------------------------------------------------------------

fn version(g: &mut Generator<'_>, id: NodeId) {
    g.write("FOR ");
    g.arg(id, Arg::This);
    g.write(" ");
    g.arg(id, Arg::Kind);
    g.arg_after(" ", id, Arg::Expression);
}

fn historical_data(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" (");
    g.arg(id, Arg::Kind);
    g.write(" => ");
    g.arg(id, Arg::Expression);
    g.write(")");
}

fn changes(g: &mut Generator<'_>, id: NodeId) {
    g.write("CHANGES (INFORMATION => ");
    g.arg(id, Arg::Information);
    g.write(")");
    for part in [Arg::AtBefore, Arg::End] {
        if g.tree.has(id, part) {
            g.sep();
            g.arg(id, part);
        }
    }
}

// ---- samples --------------------------------------------------------------------------------------------------------------

fn table_sample(g: &mut Generator<'_>, id: NodeId) {
    let keyword = g.dialect.generator.flags.tablesample_keywords.clone();
    table_sample_as(g, id, &keyword);
}

/// A sample clause that starts with these words.
pub fn table_sample_as(g: &mut Generator<'_>, id: NodeId, keyword: &str) {
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        return g.unsupported("Multiple sample sets are not supported");
    }
    let flags = &g.dialect.generator.flags;
    let seed = flags.tablesample_seed_keyword.clone();
    let parens = flags.tablesample_requires_parens;
    g.write(" ");
    g.write(keyword);
    g.write(" ");
    if flags.tablesample_with_method && g.tree.has(id, Arg::Method) {
        g.arg(id, Arg::Method);
        g.write(" ");
    }
    if parens {
        g.write("(");
    }
    sample_size(g, id);
    if parens {
        g.write(")");
    }
    if g.tree.has(id, Arg::Seed) {
        g.write(" ");
        g.write(&seed);
        g.write(" (");
        g.arg(id, Arg::Seed);
        g.write(")");
    }
}

fn sample_size(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::BucketNumerator) {
        g.write("BUCKET ");
        g.arg(id, Arg::BucketNumerator);
        g.write(" OUT OF ");
        g.arg(id, Arg::BucketDenominator);
        g.arg_after(" ON ", id, Arg::BucketField);
    }
    if g.tree.has(id, Arg::Percent) {
        g.arg(id, Arg::Percent);
        if !g.dialect.semantics.flags.tablesample_size_is_percent {
            g.write(" PERCENT");
        }
    }
    if g.tree.has(id, Arg::Size) {
        g.arg(id, Arg::Size);
        if g.dialect.generator.flags.tablesample_size_is_rows {
            g.write(" ROWS");
        }
    }
}

// ---- joins ----------------------------------------------------------------------------------------------------------------

/// What may stand before `JOIN`.
const WORDS_OF_JOINS: ArgSet = ArgSet::of(&[Arg::Directed, Arg::Global, Arg::Hint, Arg::Kind, Arg::Method, Arg::Side]);

fn join(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.this(id);
    let before = g.out.save();
    g.sep();
    let words = g.position();
    let there = g.tree.arg_set(id);
    if there.may_have_any(WORDS_OF_JOINS) {
        join_words(g, id);
    }
    let has = |g: &Generator<'_>, arg: Arg| there.may_have(arg) && g.tree.has(id, arg);
    if g.position() == words && ![Arg::On, Arg::Using, Arg::Nearest].iter().any(|arg| has(g, *arg)) {
        g.out.restore(before);
        let applied = this.is_some_and(|this| is_applied(g, this));
        g.write(if applied { " " } else { ", " });
        return joined(g, id);
    }
    if g.out.since(words) != "STRAIGHT_JOIN " {
        g.write("JOIN ");
    }
    joined_with_condition(g, id);
}

/// Whether a source is one of `CROSS APPLY` or `OUTER APPLY`: the words of the join are its own.
pub fn is_applied(g: &Generator<'_>, source: NodeId) -> bool {
    g.tree.kind(source) == Kind::Lateral && matches!(g.tree.get(source, Arg::CrossApply), Value::Bool(_))
}

/// What stands behind `JOIN`: the source, its condition and pivots.
pub fn joined_with_condition(g: &mut Generator<'_>, id: NodeId) {
    let there = g.tree.arg_set(id);
    let has = |g: &Generator<'_>, arg: Arg| there.may_have(arg) && g.tree.has(id, arg);
    joined(g, id);
    if there.may_have(Arg::Nearest) {
        g.arg_after(" ", id, Arg::Nearest);
    }
    if has(g, Arg::MatchCondition) {
        g.write(" MATCH_CONDITION (");
        g.arg(id, Arg::MatchCondition);
        g.write(")");
    }
    let using = has(g, Arg::Using);
    if using || has(g, Arg::On) {
        g.block(|g| match using {
            true => {
                g.write("USING (");
                g.list(id, Arg::Using, FLAT);
                g.write(")");
            }
            false => {
                g.write("ON ");
                g.arg(id, Arg::On);
            }
        });
    }
    if there.may_have(Arg::Pivots) {
        g.each(id, Arg::Pivots);
    }
}

/// `APPROX NEAREST 2 BY DISTANCE x` behind what is joined.
fn nearest(g: &mut Generator<'_>, id: NodeId) {
    if !g.dialect.generator.flags.supports_nearest_join {
        g.unsupported("NEAREST joins are not supported");
    }
    g.flag(id, Arg::Approximate, "APPROX ");
    g.write("NEAREST ");
    g.arg(id, Arg::Count);
    g.write(if g.tree.has(id, Arg::Similarity) { " BY SIMILARITY " } else { " BY DISTANCE " });
    g.arg(id, Arg::This);
}

/// What is joined.
pub fn joined(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(",");
        g.sep();
        g.expressions(id, ListStyle::default());
    }
}

/// The words before `JOIN`, a blank behind each: method, side, kind, hint.
fn join_words(g: &mut Generator<'_>, id: NodeId) {
    let flags = &g.dialect.generator.flags;
    let arguments = [Arg::Method, Arg::Global, Arg::Side, Arg::Kind, Arg::Hint, Arg::Directed];
    let [method, global, side, kind, hint, directed] = g.tree.values(id, arguments);
    word_of_join(g, method);
    if g.tree.truthy(global) {
        g.write("GLOBAL ");
    }
    let side_of_kind = |g: &Generator<'_>| matches!(text_of_word(g.tree, kind), "SEMI" | "ANTI");
    if flags.semi_anti_join_with_side || !side_of_kind(g) {
        word_of_join(g, side);
    }
    word_of_join(g, kind);
    if flags.join_hints {
        word_of_join(g, hint);
    }
    if flags.directed_joins && g.tree.truthy(directed) {
        g.write("DIRECTED ");
    }
}

/// A word that may be a text or a node, in capitals, and a blank behind it; nothing if there is none.
pub(super) fn word_of_join(g: &mut Generator<'_>, word: Value) {
    let text = text_of_word(g.tree, word);
    if text.is_empty() {
        return;
    }
    match word {
        Value::Text(word) if !text.bytes().any(|byte| byte.is_ascii_lowercase()) => g.write_text(word),
        _ => {
            let word = text.to_uppercase();
            g.write(&word);
        }
    }
    g.write(" ");
}

fn text_of_word(tree: &Tree, word: Value) -> &str {
    match word {
        Value::Text(text) => tree.str(text),
        Value::Node(node) => tree.name(node),
        _ => "",
    }
}

// ---- laterals ---------------------------------------------------------------------------------------------------------------

fn lateral(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::View) {
        return lateral_view(g, id);
    }
    g.part(Part::LateralOp, id);
    g.write(" ");
    g.arg(id, Arg::This);
    g.flag(id, Arg::Ordinality, " WITH ORDINALITY");
    let Some(alias) = g.tree.node(id, Arg::Alias) else { return };
    let unnest = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Unnest);
    match unnest.and_then(|unnest| g.tree.node(unnest, Arg::Offset)) {
        // `LATERAL UNNEST(a) WITH ORDINALITY AS t(b, c)`: `c` is the name of the ordinality.
        Some(offset) if g.dialect.generator.flags.unnest_with_ordinality => unnest_alias(g, alias, Some(offset)),
        _ => {
            g.write(" AS ");
            g.node(alias);
        }
    }
}

/// The words before a lateral source.
pub(super) fn lateral_op(g: &mut Generator<'_>, id: NodeId) {
    g.write(match g.tree.get(id, Arg::CrossApply) {
        Value::Bool(true) => "INNER JOIN LATERAL",
        Value::Bool(false) => "LEFT JOIN LATERAL",
        _ => "LATERAL",
    });
}

fn lateral_view(g: &mut Generator<'_>, id: NodeId) {
    g.seg("LATERAL VIEW");
    g.flag(id, Arg::Outer, " OUTER");
    g.sep();
    g.arg(id, Arg::This);
    let Some(alias) = g.tree.node(id, Arg::Alias) else { return };
    if g.tree.has(alias, Arg::This) {
        g.write(" ");
        let name = g.tree.name(alias).to_string();
        g.write(&name);
    }
    if g.tree.list_len(alias, Arg::Columns) > 0 {
        g.write(" AS ");
        g.list(alias, Arg::Columns, FLAT);
    }
}

/// `UNNEST(...)` with its alias and ordinality.
pub fn unnest(g: &mut Generator<'_>, id: NodeId) {
    g.write("UNNEST(");
    g.expressions(id, FLAT);
    g.write(")");
    let offset = g.tree.get(id, Arg::Offset);
    let with_ordinality = g.dialect.generator.flags.unnest_with_ordinality;
    if with_ordinality && g.tree.truthy(offset) {
        g.write(" WITH ORDINALITY");
    }
    if let Some(alias) = g.tree.node(id, Arg::Alias) {
        unnest_alias(g, alias, offset.node().filter(|_| with_ordinality));
    }
    if !with_ordinality {
        match offset {
            Value::Node(name) => {
                g.write(" WITH OFFSET AS ");
                g.node(name);
            }
            offset if g.tree.truthy(offset) => g.write(" WITH OFFSET"),
            _ => {}
        }
    }
}

/// The alias behind `UNNEST(...)`; the name of the ordinality is its last column.
fn unnest_alias(g: &mut Generator<'_>, alias: NodeId, ordinality: Option<NodeId>) {
    let mut columns = g.tree.children(alias, Arg::Columns).to_vec();
    columns.extend(ordinality);
    if g.dialect.semantics.flags.unnest_column_only {
        if let Some(column) = columns.first() {
            g.write(" AS ");
            g.node(*column);
        }
        return;
    }
    let name = g.tree.get(alias, Arg::This);
    let list = g.tree.list_of(&columns.iter().map(|column| Value::Node(*column)).collect::<Vec<_>>());
    let columns = if columns.is_empty() { Value::None } else { list };
    let comments = g.tree.comments(alias).to_vec();
    let made = g.make(Kind::TableAlias, &[(Arg::This, name), (Arg::Columns, columns)]);
    g.tree.add_comments(made, comments);
    g.write(" AS ");
    g.node(made);
}
