//! Nodes that rewrites make, and what they look for.

use sqlectic_ast::{args, view, Arg, Kind, NodeId, Tree, Value};

/// All nodes of exactly `kind` below and with `root`, inner ones first, so that a rewrite may wrap them.
pub(crate) fn all(tree: &Tree, root: NodeId, kind: Kind) -> Vec<NodeId> {
    let mut found = tree.all_of_kind(root, kind);
    found.reverse();
    found
}

/// All queries, inner ones first, if the tree may have a node of `kind`, a clause of theirs; else none.
pub(crate) fn selects_with(tree: &Tree, root: NodeId, kind: Kind) -> Vec<NodeId> {
    selects_if(tree, root, tree.may_have(kind))
}

/// All queries, inner ones first, if one of them may have anything to do with a rewrite; else none.
pub(crate) fn selects_if(tree: &Tree, root: NodeId, any: bool) -> Vec<NodeId> {
    match any {
        true => all(tree, root, Kind::Select),
        false => Vec::new(),
    }
}

/// The root after a rewrite put something around it.
pub(crate) fn root_of(tree: &Tree, node: NodeId) -> NodeId {
    tree.root(node)
}

/// An unquoted name.
pub(crate) fn name(tree: &mut Tree, text: &str) -> NodeId {
    identifier(tree, text, false)
}

/// A name.
pub(crate) fn identifier(tree: &mut Tree, text: &str, quoted: bool) -> NodeId {
    view::Identifier::draft().this(text).quoted(quoted).make(tree)
}

/// A column of that name.
pub(crate) fn column(tree: &mut Tree, text: &str) -> NodeId {
    let name = name(tree, text);
    view::Column::draft().this(name).make(tree)
}

/// `this AS alias`.
pub(crate) fn alias(tree: &mut Tree, this: NodeId, alias: NodeId) -> NodeId {
    view::Alias::draft().this(this).alias(alias).make(tree)
}

/// `SELECT projections FROM (query) AS name WHERE condition`.
pub(crate) fn select_from(
    tree: &mut Tree,
    projections: &[NodeId],
    query: NodeId,
    name_: &str,
    condition: NodeId,
) -> NodeId {
    let alias = name(tree, name_);
    let alias = view::TableAlias::draft().this(alias).make(tree);
    let subquery = view::Subquery::draft().this(query).alias(alias).make(tree);
    let from = view::From::draft().this(subquery).make(tree);
    let filter = view::Where::draft().this(condition).make(tree);
    view::Select::draft().expressions(projections).from_(from).where_(filter).make(tree)
}

/// Adds a condition to the `WHERE` of a query.
pub(crate) fn and_where(tree: &mut Tree, select: NodeId, condition: NodeId) {
    let condition = match tree.node(select, Arg::Where).and_then(|filter| tree.this(filter)) {
        Some(old) => {
            let old = wrap_connector(tree, old);
            let condition = wrap_connector(tree, condition);
            view::And::draft().this(old).expression(condition).make(tree)
        }
        None => condition,
    };
    let filter = view::Where::draft().this(condition).make(tree);
    tree.set(select, Arg::Where, filter);
}

/// Parentheses around an `AND`, `OR` or `XOR` that becomes an operand.
fn wrap_connector(tree: &mut Tree, node: NodeId) -> NodeId {
    match tree.is(node, Kind::Connector) {
        true => view::Paren::draft().this(node).make(tree),
        false => node,
    }
}

/// The name of a projection as its query's reader sees it; empty if it has none.
pub(crate) fn output_name(tree: &Tree, projection: NodeId) -> String {
    match tree.kind(projection) {
        Kind::Alias => tree.text_of(projection, Arg::Alias).to_string(),
        Kind::Column | Kind::Dot | Kind::Identifier => tree.name(projection).to_string(),
        Kind::Literal => tree.name(projection).to_string(),
        Kind::Subquery => tree.node(projection, Arg::Alias).map_or(String::new(), |alias| tree.name(alias).to_string()),
        Kind::Bracket => match tree.expressions(projection)[..] {
            [only] => output_name(tree, only),
            _ => String::new(),
        },
        Kind::Paren | Kind::Cast | Kind::TryCast => match tree.this(projection) {
            Some(this) => output_name(tree, this),
            None => String::new(),
        },
        _ => String::new(),
    }
}

/// Whether a projection is `*` or `t.*`.
pub(crate) fn is_star(tree: &Tree, projection: NodeId) -> bool {
    tree.kind(projection) == Kind::Star
        || tree.kind(projection) == Kind::Column
            && tree.this(projection).is_some_and(|this| tree.kind(this) == Kind::Star)
}

/// Whether the name of a projection was quoted.
pub(crate) fn is_quoted(tree: &Tree, projection: NodeId) -> bool {
    let name = match tree.kind(projection) {
        Kind::Alias => tree.node(projection, Arg::Alias),
        Kind::Column => tree.this(projection),
        _ => None,
    };
    name.is_some_and(|name| tree.has(name, Arg::Quoted))
}

/// Whether a name needs no quotes, keywords apart.
pub(crate) fn is_plain(name: &str) -> bool {
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_';
    name.starts_with(starts) && name.chars().all(|c| starts(c) || c.is_ascii_digit())
}

/// A name that starts with `prefix` and is not among `taken`.
pub(crate) fn new_name(taken: &mut Vec<String>, prefix: &str) -> String {
    let mut name = prefix.to_string();
    let mut n = 2;
    while taken.contains(&name) {
        name = format!("{prefix}_{n}");
        n += 1;
    }
    taken.push(name.clone());
    name
}

/// A node of `kind` between the root and `node`, `node` included, that doesn't leave the query it stands in.
pub(crate) fn inside_own_query(tree: &Tree, node: NodeId, query: NodeId) -> bool {
    tree.ancestors(node).find(|ancestor| tree.is(*ancestor, Kind::Query)) == Some(query)
}

/// All nodes of exactly `kind` in a query, without those of queries in it; inner ones first.
pub(crate) fn all_own(tree: &Tree, query: NodeId, kind: Kind) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut walk = tree.walk(query);
    while let Some(node) = walk.next() {
        if tree.kind(node) == kind {
            found.push(node);
        }
        if node != query && tree.is(node, Kind::Query) {
            walk.prune();
        }
    }
    found.reverse();
    found
}

/// The value of an argument, taken away.
pub(crate) fn take(tree: &mut Tree, node: NodeId, arg: Arg) -> Value {
    let value = tree.take(node, arg);
    if let Value::Node(child) = value {
        tree.clear_parent(child);
    }
    value
}

/// Whether a join's condition is none, or `TRUE`.
pub(crate) fn is_always(tree: &Tree, condition: Option<NodeId>) -> bool {
    condition.is_none_or(|on| tree.kind(on) == Kind::Boolean && tree.get(on, Arg::This) == Value::Bool(true))
}

/// What a query selects from, in order: the operand of `FROM` and of each join.
pub(crate) fn source_tables(tree: &Tree, select: NodeId) -> Vec<NodeId> {
    let from = tree.node(select, Arg::From).and_then(|from| tree.this(from));
    let joined = tree.children(select, Arg::Joins).into_iter().filter_map(|join| tree.this(join));
    from.into_iter().chain(joined).collect()
}

/// What the columns of a source are qualified with.
pub(crate) fn source_name(tree: &Tree, source: NodeId) -> String {
    match tree.node(source, Arg::Alias) {
        Some(alias) => tree.name(alias).to_string(),
        None => tree.name(source).to_string(),
    }
}

/// `USING (x, y)` as a condition.
pub(crate) fn using(tree: &mut Tree, left: NodeId, right: NodeId, join: NodeId) -> Option<NodeId> {
    let (left, right) = (source_name(tree, left), source_name(tree, right));
    let mut condition = None;
    for column in tree.children(join, Arg::Using) {
        let text = tree.name(column).to_string();
        let mut side = |source: &str| {
            let (column, table) = (name(tree, &text), name(tree, source));
            tree.make(Kind::Column, &args![This: column, Table: table])
        };
        let (a, b) = (side(&left), side(&right));
        let equal = tree.make(Kind::EQ, &args![This: a, Expression: b]);
        condition = Some(match condition {
            None => equal,
            Some(first) => tree.make(Kind::And, &args![This: Value::Node(first), Expression: equal]),
        });
    }
    condition
}
