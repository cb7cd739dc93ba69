//! Statements that add, change and remove rows, and their common clauses.

use super::{Generator, ListStyle, Part, RenderFn, FLAT};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::ConditionalInsert, conditional_insert),
    (Kind::Delete, delete),
    (Kind::Directory, directory),
    (Kind::Insert, insert),
    (Kind::MultitableInserts, multitable_inserts),
    (Kind::OnConflict, on_conflict),
    (Kind::Partition, partition),
    (Kind::Returning, returning),
    (Kind::Update, update),
];

/// The `WITH` of a statement, and a line break.
pub fn ctes(g: &mut Generator<'_>, id: NodeId) {
    if let Some(with) = g.tree.node(id, Arg::With).filter(|_| !g.replaces(Part::Ctes)) {
        g.node(with);
        g.sep();
    }
}

// ---- INSERT ----------------------------------------------------------------------------------------------------------

fn insert(g: &mut Generator<'_>, id: NodeId) {
    ctes(g, id);
    g.write("INSERT");
    g.arg(id, Arg::Hint);
    g.arg_after(" OR ", id, Arg::Alternative);
    g.flag(id, Arg::Ignore, " IGNORE");
    g.write(" ");
    insert_body(g, id, false);
}

/// What follows `INSERT`, from `INTO` on.
fn insert_body(g: &mut Generator<'_>, id: NodeId, in_list: bool) {
    let is_directory = g.tree.this(id).is_some_and(|this| g.tree.kind(this) == Kind::Directory);
    let dialect = g.dialect;
    match (g.tree.has(id, Arg::Overwrite), is_directory) {
        (true, true) => g.write("OVERWRITE"),
        (true, false) => g.write(dialect.generator.flags.insert_overwrite.trim_start()),
        _ => g.write("INTO"),
    }
    g.flag(id, Arg::IsFunction, " FUNCTION");
    g.arg_after(" ", id, Arg::This);
    node_after(g, " ", id, Arg::Stored);
    g.flag(id, Arg::ByName, " BY NAME");
    g.flag(id, Arg::Exists, " IF EXISTS");
    node_after(g, " ", id, Arg::Partition);
    node_after(g, " ", id, Arg::Settings);
    if g.tree.has(id, Arg::Where) {
        g.seg("REPLACE WHERE ");
        g.arg(id, Arg::Where);
    }
    if g.tree.has(id, Arg::Using) {
        g.seg("REPLACE USING (");
        g.list(id, Arg::Using, FLAT);
        g.write(")");
    }
    let returning_end = dialect.generator.flags.returning_end;
    if !returning_end {
        g.arg(id, Arg::Returning);
    }
    let default = returning_end && g.tree.has(id, Arg::Default);
    // A target alone is followed by a blank, except in a list of targets.
    if !in_list || g.tree.has(id, Arg::Expression) {
        g.sep();
        g.arg(id, Arg::Expression);
    }
    if g.tree.has(id, Arg::Conflict) {
        g.arg_after(" ", id, Arg::Conflict);
    }
    if default {
        g.write("DEFAULT VALUES");
    }
    if returning_end {
        g.arg(id, Arg::Returning);
    }
    node_after(g, "TABLE ", id, Arg::Source);
}

/// A node with something before it, unless the argument is false.
pub(super) fn node_after(g: &mut Generator<'_>, before: &str, id: NodeId, arg: Arg) {
    if let Some(node) = g.tree.node(id, arg) {
        g.prefixed(before, |g| g.node(node));
    }
}

fn directory(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Local, "LOCAL ");
    g.write("DIRECTORY ");
    g.arg(id, Arg::This);
    g.arg_after(" ", id, Arg::RowFormat);
}

fn multitable_inserts(g: &mut Generator<'_>, id: NodeId) {
    ctes(g, id);
    if !g.tree.has(id, Arg::Kind) {
        return inserts_from(g, id);
    }
    g.write("INSERT ");
    g.arg(id, Arg::Kind);
    g.block(|g| g.expressions(id, ListStyle { sep: " ", indent: false, ..ListStyle::default() }));
    g.sep();
    g.arg(id, Arg::Source);
}

/// `FROM t INSERT INTO a SELECT b INSERT INTO c SELECT d`.
fn inserts_from(g: &mut Generator<'_>, id: NodeId) {
    g.write("FROM ");
    g.arg(id, Arg::Source);
    for insert in g.tree.expressions(id) {
        g.sep();
        g.node(insert);
    }
}

fn conditional_insert(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Expression) {
        g.write("WHEN ");
        g.arg(id, Arg::Expression);
        g.write(" THEN ");
    } else if g.tree.has(id, Arg::Else) {
        g.write("ELSE ");
    }
    if let Some(insert) = g.tree.this(id) {
        insert_body(g, insert, true);
    }
}

fn on_conflict(g: &mut Generator<'_>, id: NodeId) {
    let duplicate = g.tree.has(id, Arg::Duplicate);
    if duplicate && g.dialect.generator.flags.duplicate_key_update_with_set && !g.dialect.ancestors.is_empty() {
        g.unsupported("ON DUPLICATE KEY does not name a key");
    }
    g.write(if duplicate { "ON DUPLICATE KEY" } else { "ON CONFLICT" });
    g.arg_after(" ON CONSTRAINT ", id, Arg::Constraint);
    if g.tree.has(id, Arg::ConflictKeys) {
        g.write("(");
        for (i, key) in g.tree.children(id, Arg::ConflictKeys).into_iter().enumerate() {
            if i > 0 {
                g.write(", ");
            }
            conflict_key(g, key);
        }
        g.write(")");
    }
    g.arg(id, Arg::IndexPredicate);
    g.arg_after(" ", id, Arg::Action);
    if g.tree.has(id, Arg::Expressions) {
        let with_set = g.dialect.generator.flags.duplicate_key_update_with_set;
        g.write(if with_set { " SET " } else { " " });
        g.expressions(id, FLAT);
    }
    g.arg(id, Arg::Where);
}

/// A key names an index: nulls have no place in it.
fn conflict_key(g: &mut Generator<'_>, key: NodeId) {
    if g.tree.kind(key) != Kind::Ordered || g.tree.has(key, Arg::WithFill) {
        return g.node(key);
    }
    g.arg(key, Arg::This);
    match g.tree.get(key, Arg::Desc) {
        Value::Bool(true) => g.write(" DESC"),
        Value::Bool(false) => g.write(" ASC"),
        _ => {}
    }
}

fn returning(g: &mut Generator<'_>, id: NodeId) {
    g.seg("RETURNING ");
    g.expressions(id, FLAT);
}

fn partition(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::Subpartition) { "SUBPARTITION(" } else { "PARTITION(" });
    g.expressions(id, FLAT);
    g.write(")");
}

// ---- UPDATE ----------------------------------------------------------------------------------------------------------

fn update(g: &mut Generator<'_>, id: NodeId) {
    let flags = &g.dialect.generator.flags;
    let (with_from, returning_end) = (flags.update_statement_supports_from, flags.returning_end);
    ctes(g, id);
    g.write("UPDATE");
    g.arg(id, Arg::Hint);
    g.arg_after(" ", id, Arg::This);
    let joined = !with_from && g.tree.has(id, Arg::From);
    if joined {
        from_as_joins(g, id);
        g.write(" SET ");
        qualified_assignments(g, id);
    } else {
        g.write(" SET ");
        g.expressions(id, FLAT);
    }
    if !returning_end {
        g.arg(id, Arg::Returning);
    }
    if !joined {
        g.arg(id, Arg::From);
    }
    g.arg(id, Arg::Where);
    if returning_end {
        g.arg(id, Arg::Returning);
    }
    g.arg(id, Arg::Order);
    g.arg(id, Arg::Limit);
    let options = g.captured(|g| g.list(id, Arg::Options, ListStyle::default()));
    if !options.is_empty() {
        g.write(" OPTION(");
        g.write(&options);
        g.write(")");
    }
}

/// `UPDATE t SET ... FROM a JOIN b ON c` -> `UPDATE t JOIN a ON TRUE JOIN b ON c SET ...`
fn from_as_joins(g: &mut Generator<'_>, id: NodeId) {
    let Some(source) = g.tree.node(id, Arg::From).and_then(|from| g.tree.this(from)) else { return };
    let joins = g.tree.children(source, Arg::Joins);
    let alone: Vec<(Arg, Value)> = g.tree.arguments(source).filter(|(arg, _)| *arg != Arg::Joins).collect();
    let kind = g.tree.kind(source);
    let source = g.make(kind, &alone);
    let join = g.make(Kind::Join, &args![This: source]);
    join_on_true(g, join);
    for join in joins {
        join_on_true(g, join);
    }
}

/// A join; on `TRUE` if it has no condition.
fn join_on_true(g: &mut Generator<'_>, join: NodeId) {
    if g.tree.has(join, Arg::On) || g.tree.has(join, Arg::Using) {
        return g.node(join);
    }
    let condition = g.make(Kind::Boolean, &args![This: true]);
    let mut args: Vec<(Arg, Value)> = g.tree.arguments(join).filter(|(arg, _)| *arg != Arg::On).collect();
    args.push((Arg::On, condition.into()));
    let join = g.make(Kind::Join, &args);
    g.node(join);
}

/// Assignments whose columns say which table they are of.
fn qualified_assignments(g: &mut Generator<'_>, id: NodeId) {
    let table = g.tree.this(id).and_then(|table| match g.tree.node(table, Arg::Alias) {
        Some(alias) => g.tree.this(alias),
        None => g.tree.this(table),
    });
    let assignments = g.tree.expressions(id);
    let mut qualified = Vec::with_capacity(assignments.len());
    for assignment in assignments {
        let column = g.tree.this(assignment).filter(|left| g.tree.kind(*left) == Kind::Column);
        let (Some(table), Some(column)) = (table, column.filter(|column| !g.tree.has(*column, Arg::Table))) else {
            qualified.push(assignment);
            continue;
        };
        let name = g.tree.this(column);
        let column = g.make(Kind::Column, &args![This: name, Table: table]);
        let value = g.tree.get(assignment, Arg::Expression);
        qualified.push(g.make(Kind::EQ, &args![This: column, Expression: value]));
    }
    g.nodes(&qualified, FLAT);
}

// ---- DELETE ----------------------------------------------------------------------------------------------------------

fn delete(g: &mut Generator<'_>, id: NodeId) {
    let returning_end = g.dialect.generator.flags.returning_end;
    ctes(g, id);
    g.write("DELETE");
    g.arg(id, Arg::Hint);
    if g.tree.has(id, Arg::Tables) {
        g.write(" ");
        loose_list(g, id, Arg::Tables);
    }
    if !returning_end {
        g.arg(id, Arg::Returning);
    }
    node_after(g, " FROM ", id, Arg::This);
    if g.tree.has(id, Arg::Using) {
        g.write(" USING ");
        loose_list(g, id, Arg::Using);
    }
    node_after(g, " ", id, Arg::Cluster);
    g.arg(id, Arg::Where);
    if returning_end {
        g.arg(id, Arg::Returning);
    }
    g.arg(id, Arg::Order);
    g.arg(id, Arg::Limit);
}

/// A list that starts where the line is, yet indented as if on lines of its own.
pub(super) fn loose_list(g: &mut Generator<'_>, id: NodeId, arg: Arg) {
    g.list(id, arg, ListStyle::default());
}
