//! Rows of dates for dialects that don't generate them.

use crate::build::{self, column, name};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT * FROM UNNEST(GENERATE_DATE_ARRAY(a, b, INTERVAL '1' DAY)) AS t(d)
/// -- after
/// WITH RECURSIVE _generated_dates(d) AS (
///   SELECT CAST(a AS DATE) AS d
///   UNION ALL
///   SELECT CAST(DATE_ADD(d, 1, DAY) AS DATE)
///   FROM _generated_dates
///   WHERE CAST(DATE_ADD(d, 1, DAY) AS DATE) <= CAST(b AS DATE)
/// )
/// SELECT * FROM (SELECT d FROM _generated_dates) AS _generated_dates
/// ```
pub fn generate_dates_by_recursion(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if tree.find(root, Kind::GenerateDateArray).is_none() {
        return root;
    }
    let selects: Vec<NodeId> = tree.find_all(root, Kind::Select).collect();
    for select in selects {
        if tree.find_ancestor(select, Kind::Select).is_none() {
            rewrite(tree, select);
        }
    }
    root
}

/// Gives an outermost query a common table expression for each row source of dates in it.
fn rewrite(tree: &mut Tree, select: NodeId) {
    let sources: Vec<NodeId> = tree.walk_breadth(select).filter(|node| generates_dates(tree, *node)).collect();
    let mut ctes = Vec::new();
    for unnest in sources {
        let Some(generator) = tree.expressions(unnest).first().copied() else { continue };
        let source = match ctes.len() {
            0 => "_generated_dates".to_string(),
            n => format!("_generated_dates_{n}"),
        };
        let names = tree.node(unnest, Arg::Alias).map(|alias| tree.children(alias, Arg::Columns));
        let name = names.and_then(|names| names.first().map(|name| tree.name(*name).to_string()));
        let name = name.unwrap_or_else(|| "date_value".to_string());
        if let Some(query) = recursion(tree, generator, &source, &name) {
            ctes.push(cte(tree, query, &source, &name));
            let rows = rows(tree, &source, &name);
            tree.replace(unnest, rows);
        }
    }
    if ctes.is_empty() {
        return;
    }
    if let Some(with) = tree.node(select, Arg::With) {
        ctes.extend(tree.expressions(with));
        tree.set_list(with, Arg::Expressions, &ctes);
        return tree.set(with, Arg::Recursive, true);
    }
    let ctes = tree.list(&ctes);
    let with = tree.make(Kind::With, &args![Expressions: ctes, Recursive: true]);
    tree.set(select, Arg::With, with);
}

/// Whether a node is `UNNEST(GENERATE_DATE_ARRAY(..., INTERVAL ...))` in `FROM` or a join.
fn generates_dates(tree: &Tree, node: NodeId) -> bool {
    let is_source = || tree.parent(node).is_some_and(|parent| matches!(tree.kind(parent), Kind::From | Kind::Join));
    let [only] = tree.expressions(node)[..] else { return false };
    tree.kind(node) == Kind::Unnest
        && tree.kind(only) == Kind::GenerateDateArray
        && tree.node(only, Arg::Step).is_some_and(|step| tree.kind(step) == Kind::Interval)
        && is_source()
}

/// The dates as a recursive query.
fn recursion(tree: &mut Tree, generator: NodeId, source: &str, name_: &str) -> Option<NodeId> {
    let (start, end) = (tree.node(generator, Arg::Start)?, tree.node(generator, Arg::End)?);
    let step = tree.node(generator, Arg::Step)?;
    let first = as_date(tree, start);
    let alias = name(tree, name_);
    let first = build::alias(tree, first, alias);
    let list = tree.list(&[first]);
    let first = tree.make(Kind::Select, &args![Expressions: list]);

    let next = next(tree, step, name_);
    let end = as_date(tree, end);
    let again = tree.copy(next);
    let condition = tree.make(Kind::LTE, &args![This: again, Expression: end]);
    let filter = tree.make(Kind::Where, &args![This: condition]);
    let from = from(tree, source);
    let list = tree.list(&[next]);
    let rest = tree.make(Kind::Select, &args![Expressions: list, From: from, Where: filter]);
    Some(tree.make(Kind::Union, &args![This: first, Expression: rest, Distinct: false]))
}

/// `CAST(DATE_ADD(d, 1, DAY) AS DATE)`.
fn next(tree: &mut Tree, step: NodeId, name_: &str) -> NodeId {
    let amount = tree.this(step).map(|amount| match tree.is_string(amount) {
        true => number(tree, amount),
        false => tree.copy(amount),
    });
    let unit = tree.node(step, Arg::Unit).map(|unit| tree.copy(unit));
    let column = column(tree, name_);
    let sum = tree.make(Kind::DateAdd, &args![This: column, Expression: amount, Unit: unit]);
    as_date(tree, sum)
}

/// The number that a string spells.
fn number(tree: &mut Tree, text: NodeId) -> NodeId {
    let digits = tree.get(text, Arg::This);
    tree.make(Kind::Literal, &args![This: digits, IsString: false])
}

fn as_date(tree: &mut Tree, node: NodeId) -> NodeId {
    let is_date = |tree: &Tree| tree.node(node, Arg::To).is_some_and(|to| tree.text_of(to, Arg::This) == "DATE");
    if tree.kind(node) == Kind::Cast && is_date(tree) {
        return tree.copy(node);
    }
    let this = tree.copy(node);
    let text = tree.text_value("DATE");
    let to = tree.make(Kind::DataType, &args![This: text, Nested: false]);
    tree.make(Kind::Cast, &args![This: this, To: to])
}

fn from(tree: &mut Tree, source: &str) -> NodeId {
    let name = name(tree, source);
    let table = tree.make(Kind::Table, &args![This: name]);
    tree.make(Kind::From, &args![This: table])
}

/// `source(name) AS (query)`.
fn cte(tree: &mut Tree, query: NodeId, source: &str, name_: &str) -> NodeId {
    let (source, column) = (name(tree, source), name(tree, name_));
    let columns = tree.list(&[column]);
    let alias = tree.make(Kind::TableAlias, &args![This: source, Columns: columns]);
    tree.make(Kind::CTE, &args![This: query, Alias: alias])
}

/// `(SELECT name FROM source) AS source`.
fn rows(tree: &mut Tree, source: &str, name_: &str) -> NodeId {
    let column = column(tree, name_);
    let (list, from) = (tree.list(&[column]), from(tree, source));
    let query = tree.make(Kind::Select, &args![Expressions: list, From: from]);
    let alias = name(tree, source);
    let alias = tree.make(Kind::TableAlias, &args![This: alias]);
    tree.make(Kind::Subquery, &args![This: query, Alias: alias])
}
