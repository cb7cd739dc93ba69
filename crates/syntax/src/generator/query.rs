//! Queries: `SELECT`, `WITH`, set operations, subqueries, `VALUES`.

use super::{layout::Saved, relation::word_of_join, Clause, Generator, ListStyle, Part, RenderFn, FLAT};
use sqlectic_ast::{args, Arg, ArgSet, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::CTE, cte),
    (Kind::Except, set_operations),
    (Kind::Hint, hint),
    (Kind::Intersect, set_operations),
    (Kind::Into, into),
    (Kind::JoinHint, join_hint),
    (Kind::QueryOption, query_option),
    (Kind::RecursiveWithSearch, recursive_search),
    (Kind::Select, select),
    (Kind::Subquery, subquery),
    (Kind::Union, set_operations),
    (Kind::Values, values),
    (Kind::With, with),
];

/// Items on lines of their own without further indentation.
pub(super) const PLAIN: ListStyle =
    ListStyle { flat: false, indent: false, dynamic: false, new_line: false, skip_first: false, sep: ", ", prefix: "" };

/// Items between blanks, a line each in pretty mode.
pub(super) const WORDS: ListStyle =
    ListStyle { flat: false, indent: true, dynamic: false, new_line: false, skip_first: false, sep: " ", prefix: "" };

// ---- SELECT -----------------------------------------------------------------------------------------------------------

/// What may stand between `SELECT` and the projections, a limit aside.
const HEAD: ArgSet = ArgSet::of(&[Arg::Distinct, Arg::Hint, Arg::Kind, Arg::OperationModifiers]);

fn select(g: &mut Generator<'_>, id: NodeId) {
    let flags = &g.dialect.generator.flags;
    let there = g.tree.arg_set(id);
    if there.may_have(Arg::Kind) && g.tree.text_of(id, Arg::Kind) == "STRUCT" && !flags.select_kinds {
        let query = of_struct(g, id);
        return select(g, query);
    }
    let has_into = there.may_have(Arg::Into) && g.tree.has(id, Arg::Into);
    let creates = has_into && !flags.supports_select_into;
    if creates {
        create_from_into(g, id);
    }
    let excludes = there.may_have(Arg::Exclude) && g.tree.list_len(id, Arg::Exclude) > 0;
    if excludes && flags.star_exclude_requires_derived_table {
        return star_without(g, id, creates);
    }
    if there.may_have(Arg::With) {
        with_clause(g, id);
    }
    let start = g.out.save();
    g.write("SELECT");
    if there.may_have_any(HEAD) || flags.limit_is_top {
        select_head(g, id);
    }
    projections(g, id);
    if excludes {
        g.seg(&flags.star_except);
        g.write(" ");
        g.parens(|g| g.list(id, Arg::Exclude, FLAT));
    }
    if has_into && !creates {
        g.arg(id, Arg::Into);
    }
    g.arg(id, Arg::From);
    query_modifiers(g, id, start);
    if there.may_have(Arg::With) && g.tree.has(id, Arg::With) {
        g.comments_before(start, id);
    }
    if creates {
        g.replaced_since(Part::Ctes, id, start);
    }
}

/// Whether a query makes a table, so that its common table expressions stand behind `AS`.
pub fn creates_table(g: &Generator<'_>, id: NodeId) -> bool {
    !g.dialect.generator.flags.supports_select_into && g.tree.kind(id) == Kind::Select && g.tree.has(id, Arg::Into)
}

/// `SELECT a, * EXCLUDE (b) FROM t` -> `SELECT * EXCEPT (b) FROM (SELECT a, * FROM t)`.
fn star_without(g: &mut Generator<'_>, id: NodeId, creates: bool) {
    let left_out = |arg: Arg| arg == Arg::Exclude || creates && arg == Arg::Into;
    let rest: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| !left_out(*arg)).collect();
    let inner = g.make(Kind::Select, &rest);
    let subquery = g.make(Kind::Subquery, &args![This: inner]);
    let from = g.make(Kind::From, &args![This: subquery]);
    let columns = g.tree.get(id, Arg::Exclude);
    let star = g.make(Kind::Star, &[(Arg::Except, columns)]);
    let list = g.tree.list(&[star]);
    let outer = g.make(Kind::Select, &args![Expressions: list, From: from]);
    g.node(outer);
}

/// `SELECT AS STRUCT a, 1 AS b` -> `SELECT STRUCT(a, b := 1)`, where the former doesn't exist.
fn struct_projection(g: &mut Generator<'_>, id: NodeId) -> NodeId {
    let mut fields = Vec::new();
    for item in g.tree.expressions(id) {
        let name = g.tree.node(item, Arg::Alias).filter(|_| g.tree.kind(item) == Kind::Alias);
        let field = match (name, g.tree.this(item)) {
            (Some(name), Some(value)) => g.make(Kind::PropertyEQ, &args![This: name, Expression: value]),
            _ => item,
        };
        fields.push(Value::Node(field));
    }
    let fields = g.tree.list_of(&fields);
    g.make(Kind::Struct, &[(Arg::Expressions, fields)])
}

/// What a query selects; nothing at all if none of it can be said.
fn projections(g: &mut Generator<'_>, id: NodeId) {
    if !g.dialect.generator.flags.select_kinds && g.tree.text_of(id, Arg::Kind) == "STRUCT" {
        let projection = struct_projection(g, id);
        return g.block(|g| g.node(projection));
    }
    let before = g.out.save();
    let mut start = 0;
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.block(|g| {
            start = g.position();
            g.expressions(id, PLAIN);
        });
        if g.position() == start {
            g.out.restore(before);
        }
    }
}

/// What stands between `SELECT` and the projections.
fn select_head(g: &mut Generator<'_>, id: NodeId) {
    let top = limit_is_top(g, id);
    if g.dialect.generator.flags.limit_is_top {
        g.arg_after(" ", id, Arg::Distinct);
        g.arg(id, Arg::Hint);
        if top {
            super::clauses::top(g, id);
        }
    } else {
        g.arg(id, Arg::Hint);
        g.arg_after(" ", id, Arg::Distinct);
    }
    if g.tree.list_len(id, Arg::OperationModifiers) > 0 {
        g.block(|g| g.list(id, Arg::OperationModifiers, ListStyle { indent: false, ..WORDS }));
    }
    if let Value::Text(kind) = g.tree.get(id, Arg::Kind) {
        if g.dialect.generator.flags.select_kinds {
            g.write(" AS ");
            g.write_text(kind);
        }
    }
}

/// `SELECT AS STRUCT a, b AS c` -> `SELECT STRUCT(a, b AS c)`.
fn of_struct(g: &mut Generator<'_>, id: NodeId) -> NodeId {
    let mut fields = Vec::new();
    for projection in g.tree.expressions(id) {
        let name = g.tree.node(projection, Arg::Alias).filter(|_| g.tree.kind(projection) == Kind::Alias);
        fields.push(match name {
            Some(name) => {
                let value = g.tree.get(projection, Arg::This);
                let field = g.make(Kind::PropertyEQ, &[(Arg::This, name.into()), (Arg::Expression, value)]);
                let comments = g.tree.comments(projection).to_vec();
                g.tree.add_comments(field, comments);
                field
            }
            None => projection,
        });
    }
    let fields = g.tree.list(&fields);
    let value = g.make(Kind::Struct, &[(Arg::Expressions, fields)]);
    let projections = g.tree.list_of(&[value.into()]);
    let arguments: Vec<(Arg, Value)> = g
        .tree
        .arguments(id)
        .filter(|(arg, _)| *arg != Arg::Kind)
        .map(|(arg, value)| if arg == Arg::Expressions { (arg, projections) } else { (arg, value) })
        .collect();
    let query = g.make(Kind::Select, &arguments);
    g.tree.set_parent_only(value, Some(query));
    query
}

/// Whether the limit of a query is written as `TOP`.
pub(super) fn limit_is_top(g: &Generator<'_>, id: NodeId) -> bool {
    g.dialect.generator.flags.limit_is_top
        && g.tree.node(id, Arg::Limit).is_some_and(|limit| g.tree.kind(limit) == Kind::Limit)
}

/// `CREATE TABLE t AS` for `SELECT ... INTO t`.
fn create_from_into(g: &mut Generator<'_>, id: NodeId) {
    let Some(into) = g.tree.node(id, Arg::Into) else { return };
    g.write("CREATE");
    g.flag(into, Arg::Temporary, " TEMPORARY");
    if g.tree.has(into, Arg::Unlogged) {
        match g.dialect.generator.flags.supports_unlogged_tables {
            true => g.write(" UNLOGGED"),
            false => g.unsupported("Unlogged tables are not supported"),
        }
    }
    g.write(" TABLE ");
    g.arg(into, Arg::This);
    g.write(" AS ");
}

fn into(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Expressions]);
    g.seg("INTO");
    g.flag(id, Arg::Temporary, " TEMPORARY");
    if !g.tree.has(id, Arg::Temporary) {
        g.flag(id, Arg::Unlogged, " UNLOGGED");
    }
    g.arg_after(" ", id, Arg::This);
}

fn hint(g: &mut Generator<'_>, id: NodeId) {
    let flags = &g.dialect.generator.flags;
    if !flags.query_hints {
        return g.unsupported("Hints are not supported");
    }
    let sep = match &*flags.query_hint_sep {
        " " => " ",
        _ => ", ",
    };
    g.write(" /*+ ");
    g.expressions(id, ListStyle { sep, skip_first: true, ..ListStyle::default() });
    g.write(" */");
}

/// `BROADCAST(a, b)` inside a hint.
fn join_hint(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.parens(|g| g.expressions(id, FLAT));
}

/// Options are those of one vendor each.
fn query_option(g: &mut Generator<'_>, _: NodeId) {
    g.unsupported("Unsupported query option.");
}

/// The clauses behind what was written of a query since `start`.
fn query_modifiers(g: &mut Generator<'_>, id: NodeId, start: Saved) {
    if !g.replaced_since(Part::QueryModifiers, id, start) {
        modifiers(g, id);
    }
}

/// Joins, clauses and what else stands behind the sources of a query.
pub(super) fn modifiers(g: &mut Generator<'_>, id: NodeId) {
    let dialect = g.dialect;
    let there = g.tree.arg_set(id);
    if there.may_have(Arg::Joins) {
        g.each(id, Arg::Joins);
    }
    for clause in [Arg::Match, Arg::Laterals, Arg::Prewhere, Arg::Where, Arg::Connect, Arg::Group, Arg::Having] {
        if there.may_have(clause) {
            g.each(id, clause);
        }
    }
    clauses(g, id, there, &dialect.generator.after_having);
    if there.may_have(Arg::Order) {
        g.arg(id, Arg::Order);
    }
    if there.may_have(Arg::Limit) || there.may_have(Arg::Offset) || g.replaces(Part::Limits) {
        g.part(Part::Limits, id);
    }
    clauses(g, id, there, &dialect.generator.after_limit);
}

/// Writes those of these clauses that the query has.
fn clauses(g: &mut Generator<'_>, id: NodeId, there: ArgSet, clauses: &[Clause]) {
    for clause in clauses {
        match *clause {
            Clause::Of(arg, render) if there.may_have(arg) => render(g, id),
            Clause::Part(args, part) if there.may_have_any(args) || g.replaces(part) => g.part(part, id),
            _ => {}
        }
    }
}

// ---- WITH -------------------------------------------------------------------------------------------------------------

/// The common table expressions before a statement, with what separates them from it.
pub fn with_clause(g: &mut Generator<'_>, id: NodeId) {
    let Some(with) = g.tree.node(id, Arg::With).filter(|_| !g.replaces(Part::Ctes)) else { return };
    let start = g.position();
    g.node(with);
    if g.position() > start {
        g.sep();
    }
}

fn with(g: &mut Generator<'_>, id: NodeId) {
    // Functions of the query, which only some dialects have.
    g.each(id, Arg::Udfs);
    if g.tree.list_len(id, Arg::Expressions) == 0 {
        return;
    }
    g.write("WITH ");
    if g.dialect.generator.flags.cte_recursive_keyword_required {
        g.flag(id, Arg::Recursive, "RECURSIVE ");
    }
    g.expressions(id, FLAT);
    g.arg_after(" ", id, Arg::Search);
    g.arg_after(" ", id, Arg::Cycle);
}

fn cte(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::Alias);
    g.own_comments(id);
    if g.tree.has(id, Arg::KeyExpressions) {
        g.write(" USING KEY (");
        g.list(id, Arg::KeyExpressions, FLAT);
        g.write(")");
    }
    g.write(" AS ");
    match g.tree.get(id, Arg::Materialized) {
        Value::Bool(true) => g.write("MATERIALIZED "),
        Value::Bool(false) => g.write("NOT MATERIALIZED "),
        _ => {}
    }
    g.wrap(|g| g.arg(id, Arg::This));
}

fn recursive_search(g: &mut Generator<'_>, id: NodeId) {
    let is_cycle = g.tree.text_of(id, Arg::Kind) == "CYCLE";
    if is_cycle {
        g.write("CYCLE ");
    } else {
        g.write("SEARCH ");
        g.arg(id, Arg::Kind);
        g.write(" FIRST BY ");
    }
    g.arg(id, Arg::This);
    g.write(" SET ");
    if g.tree.has(id, Arg::Expression) {
        g.arg(id, Arg::Expression);
    }
    g.arg_after(" TO ", id, Arg::To);
    g.arg_after(" DEFAULT ", id, Arg::Default);
    g.arg_after(" USING ", id, Arg::Using);
}

// ---- set operations -----------------------------------------------------------------------------------------------------

/// A chain of set operations; chains of any length take no stack.
fn set_operations(g: &mut Generator<'_>, id: NodeId) {
    let flags = &g.dialect.generator.flags;
    if !flags.set_op_modifiers && [Arg::Limit, Arg::Offset, Arg::Order].iter().any(|clause| g.tree.has(id, *clause)) {
        return set_operations_as_table(g, id);
    }
    with_clause(g, id);
    let start = g.out.save();
    chain(g, id);
    query_modifiers(g, id, start);
}

enum Step {
    Operand(NodeId),
    Operator(NodeId),
}

fn chain(g: &mut Generator<'_>, id: NodeId) {
    let mut stack = vec![Step::Operand(id)];
    let mut first = true;
    while let Some(step) = stack.pop() {
        match step {
            Step::Operand(node) if g.tree.is(node, Kind::SetOperation) => {
                stack.extend(g.tree.expression(node).map(Step::Operand));
                stack.push(Step::Operator(node));
                stack.extend(g.tree.this(node).map(Step::Operand));
            }
            Step::Operand(node) => {
                if !std::mem::take(&mut first) {
                    g.sep();
                }
                operand(g, node);
            }
            Step::Operator(node) => {
                g.sep();
                let start = g.out.save();
                g.part(Part::SetOperation, node);
                g.comments_before(start, node);
            }
        }
    }
}

/// An operand; one with a limit needs parentheses, or where there are none, a query around it.
fn operand(g: &mut Generator<'_>, node: NodeId) {
    let flags = &g.dialect.generator.flags;
    if flags.set_op_limits || g.tree.kind(node) != Kind::Select || !g.tree.has(node, Arg::Limit) {
        return g.node(node);
    }
    if !flags.set_op_parenthesized_operands {
        g.write("SELECT");
        g.block(|g| g.write("*"));
        g.seg("FROM ");
    }
    g.wrap(|g| g.node(node));
}

/// `LEFT OUTER UNION ALL BY NAME ON (a)`.
pub(super) fn operator(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.kind(id);
    let name = kind.name().to_uppercase();
    let default = g.dialect.semantics.set_op_distinct.default_of(kind);
    let distinct = match g.tree.get(id, Arg::Distinct) {
        Value::Bool(distinct) => Some(distinct),
        _ => default,
    };
    if distinct == Some(false) && kind != Kind::Union && !g.dialect.generator.flags.except_intersect_support_all_clause
    {
        g.unsupported(&format!("{name} ALL is not supported"));
    }
    if distinct.is_none() {
        g.unsupported(&format!("{name} requires DISTINCT or ALL to be specified"));
    }
    for word in g.tree.values(id, [Arg::Side, Arg::Kind]) {
        word_of_join(g, word);
    }
    g.write(&name);
    if distinct != default {
        g.write(if distinct == Some(true) { " DISTINCT" } else { " ALL" });
    }
    g.flag(id, Arg::ByName, " BY NAME");
    if g.tree.list_len(id, Arg::On) > 0 {
        g.write(" ON (");
        g.list(id, Arg::On, FLAT);
        g.write(")");
    }
}

/// `SELECT * FROM (a UNION b) AS _l_0 ORDER BY c LIMIT 1`, where a set operation has no clauses of its own.
fn set_operations_as_table(g: &mut Generator<'_>, id: NodeId) {
    with_clause(g, id);
    g.write("SELECT");
    if limit_is_top(g, id) {
        super::clauses::top(g, id);
    }
    g.block(|g| g.write("*"));
    g.seg("FROM ");
    g.wrap(|g| chain(g, id));
    g.write(" AS _l_0");
    g.arg(id, Arg::Order);
    match limit_is_top(g, id) {
        true => g.arg(id, Arg::Offset),
        false => g.part(Part::Limits, id),
    }
}

// ---- subqueries and VALUES ------------------------------------------------------------------------------------------------

/// A query in parentheses with its alias; shared with dialects that write the alias without `AS`.
fn subquery(g: &mut Generator<'_>, id: NodeId) {
    with_clause(g, id);
    let start = g.out.save();
    // A table without a name gets its number before those inside of the query.
    let unnamed = g.tree.node(id, Arg::Alias).is_some_and(|alias| !g.tree.has(alias, Arg::This));
    let alias = unnamed.then(|| g.captured(|g| super::relation::alias(g, id)));
    g.wrap(|g| g.arg(id, Arg::This));
    let alias_last = g.dialect.semantics.flags.alias_post_tablesample;
    if alias_last {
        g.arg(id, Arg::Sample);
    }
    match alias {
        Some(alias) => g.write(&alias),
        None => super::relation::alias(g, id),
    }
    g.each(id, Arg::Pivots);
    if alias_last {
        let sample = std::mem::replace(&mut g.sample_written, true);
        query_modifiers(g, id, start);
        g.sample_written = sample;
    } else {
        query_modifiers(g, id, start);
    }
}

fn values(g: &mut Generator<'_>, id: NodeId) {
    let in_from = g.tree.ancestors(id).any(|node| matches!(g.tree.kind(node), Kind::From | Kind::Join));
    if !g.dialect.generator.flags.values_as_table && in_from {
        return values_as_union(g, id);
    }
    let parent = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    let has_alias = g.tree.has(id, Arg::Alias);
    let wrapped = g.dialect.generator.flags.wrap_derived_values
        && (has_alias || matches!(parent, Some(Kind::From | Kind::Table)));
    let start = g.out.save();
    if wrapped {
        g.write("(");
    }
    g.write("VALUES");
    g.block(|g| g.expressions(id, PLAIN));
    if wrapped {
        g.write(")");
    }
    query_modifiers(g, id, start);
    if has_alias {
        g.arg_after(" AS ", id, Arg::Alias);
    }
    g.each(id, Arg::Pivots);
}

/// `VALUES` as a union of queries, for dialects that have no such table.
pub fn values_as_union(g: &mut Generator<'_>, id: NodeId) {
    let alias = g.tree.node(id, Arg::Alias);
    let names = alias.map(|alias| g.tree.children(alias, Arg::Columns)).unwrap_or_default();
    let mut union: Option<NodeId> = None;
    for (i, row) in g.tree.expressions(id).into_iter().enumerate() {
        let items = g.tree.expressions(row);
        let projections: Vec<NodeId> = items
            .iter()
            .enumerate()
            .map(|(j, item)| match names.get(j).filter(|_| i == 0) {
                Some(name) => g.make(Kind::Alias, &args![This: *item, Alias: *name]),
                None => *item,
            })
            .collect();
        let list = g.tree.list_of(&projections.iter().map(|node| Value::Node(*node)).collect::<Vec<_>>());
        let select = g.make(Kind::Select, &args![Expressions: list]);
        union = Some(match union {
            Some(left) => g.make(Kind::Union, &args![This: left, Expression: select, Distinct: false]),
            None => select,
        });
    }
    let Some(union) = union else { return };
    for clause in [Arg::Order, Arg::Limit, Arg::Offset] {
        if let Value::Node(clause_) = g.tree.get(id, clause) {
            g.tree.set_raw(union, clause, clause_.into());
        }
    }
    let name = alias.and_then(|alias| g.tree.this(alias));
    let alias = name.map(|name| g.make(Kind::TableAlias, &args![This: name]));
    let pivots = g.tree.get(id, Arg::Pivots);
    let subquery = g.make(Kind::Subquery, &args![This: union, Alias: alias, Pivots: pivots]);
    g.node(subquery);
}
