//! Definitions: what is created, dropped and renamed.

use super::queries::literal;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::{
    generator::{ddl, types, Generator, RenderFn, FLAT},
    Dialect,
};

/// Renderers, sorted by kind.
pub(in crate::tsql) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Alter, alter),
    (Kind::AutoIncrementColumnConstraint, |g, _| g.write("IDENTITY")),
    (Kind::ColumnDef, column_def),
    (Kind::Constraint, constraint),
    (Kind::Create, create),
    (Kind::Drop, drop),
    (Kind::GeneratedAsIdentityColumnConstraint, identity),
    (Kind::ReturnsProperty, returns),
    (Kind::TemporaryProperty, |_, _| {}),
    (Kind::WithProcedureOptions, |g, id| {
        g.write("WITH ");
        g.expressions(id, FLAT);
    }),
];

// ---- rewrites --------------------------------------------------------------------------------------------------------

/// The table that a `CREATE` names.
fn created_table(tree: &Tree, create: NodeId) -> Option<NodeId> {
    let this = tree.this(create)?;
    match tree.kind(this) {
        Kind::Schema | Kind::UserDefinedFunction | Kind::StoredProcedure => tree.this(this),
        _ => Some(this),
    }
    .filter(|table| tree.kind(*table) == Kind::Table)
}

/// ```sql
/// -- before
/// CREATE TEMPORARY TABLE t AS SELECT a FROM u
/// -- after
/// SELECT * INTO #t FROM (SELECT a FROM u) AS temp
/// ```
///
/// The query stays below the `CREATE`, which may have to ask whether the table exists.
pub(in crate::tsql) fn select_into(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if tree.kind(root) != Kind::Create {
        return root;
    }
    mark_temporary(tree, root);
    if tree.text_of(root, Arg::Kind) != "TABLE" {
        return root;
    }
    let Some(table) = created_table(tree, root) else { return root };
    let like = tree.find(root, Kind::LikeProperty).and_then(|like| tree.this(like));
    let Some(source) = like.or_else(|| tree.expression(root)) else { return root };
    let into = tree.copy(table);
    let into = tree.make(Kind::Into, &args![This: into]);
    let star = tree.make(Kind::Star, &[]);
    let stars = tree.list(&[star]);
    let source = as_source(tree, source);
    let from = tree.make(Kind::From, &args![This: source]);
    let limit = like.map(|_| {
        let zero = tree.integer(0);
        tree.make(Kind::Limit, &args![Expression: zero])
    });
    let select = tree.make(Kind::Select, &args![Expressions: stars, Limit: limit, Into: into, From: from]);
    tree.set(root, Arg::Expression, select);
    root
}

/// A query or table under the name `temp`.
fn as_source(tree: &mut Tree, source: NodeId) -> NodeId {
    let name = tree.text_value("temp");
    let name = tree.make(Kind::Identifier, &[(Arg::This, name), (Arg::Quoted, Value::Bool(false))]);
    let alias = tree.make(Kind::TableAlias, &args![This: name]);
    let source = match tree.kind(source) {
        Kind::Subquery | Kind::Table => tree.copy(source),
        _ => {
            let query = tree.copy(source);
            tree.make(Kind::Subquery, &args![This: query])
        }
    };
    tree.set(source, Arg::Alias, alias);
    source
}

/// A temporary table says so by its name.
fn mark_temporary(tree: &mut Tree, create: NodeId) {
    let properties = tree.node(create, Arg::Properties).map(|all| tree.expressions(all)).unwrap_or_default();
    if properties.iter().any(|property| tree.kind(*property) == Kind::TemporaryProperty) {
        let name = created_table(tree, create).and_then(|table| tree.this(table));
        if let Some(name) = name.filter(|name| tree.kind(*name) == Kind::Identifier) {
            tree.set(name, Arg::Temporary, true);
        }
    }
}

/// Common table expressions stand only before a statement, or before the query of a view.
/// <https://learn.microsoft.com/en-us/sql/t-sql/queries/with-common-table-expression-transact-sql>
pub(in crate::tsql) fn hoist_ctes(tree: &mut Tree, root: NodeId, dialect: &Dialect) -> NodeId {
    match tree.kind(root) {
        Kind::Create => {
            let query = tree.expression(root).filter(|query| tree.is(*query, Kind::Query));
            if let Some(query) = query {
                // What stands before the statement comes first.
                if let Value::Node(with) = tree.take(root, Arg::With) {
                    tree.set(query, Arg::With, with);
                }
                sqlectic_rewrite::move_ctes_to_top_level(tree, query, dialect);
            }
            root
        }
        Kind::Delete
        | Kind::Except
        | Kind::Insert
        | Kind::Intersect
        | Kind::Merge
        | Kind::Select
        | Kind::Subquery
        | Kind::Union
        | Kind::Update => sqlectic_rewrite::move_ctes_to_top_level(tree, root, dialect),
        _ => root,
    }
}

// ---- CREATE ----------------------------------------------------------------------------------------------------------

fn create(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Exists) {
        return create_plain(g, id);
    }
    let Some(question) = existence(g, id) else { return create_plain(g, id) };
    let sql = g.captured(|g| create_plain(g, id));
    g.write("IF NOT EXISTS (SELECT * FROM ");
    g.write(&question);
    g.write(") EXEC(");
    literal(g, &sql);
    g.write(")");
}

/// Where to look for an object that may exist.
fn existence(g: &mut Generator<'_>, id: NodeId) -> Option<String> {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    match g.tree.text_of(id, Arg::Kind) {
        "SCHEMA" => {
            let table = created_table(g.tree, id)?;
            let parts = [Arg::Catalog, Arg::Db, Arg::This].map(|part| g.tree.text_of(table, part).to_string());
            let name: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            Some(format!("INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = {}", quoted(&name.join("."))))
        }
        "TABLE" => {
            let table = created_table(g.tree, id)?;
            let mut sql = "INFORMATION_SCHEMA.TABLES WHERE ".to_string();
            let columns = [("TABLE_NAME", Arg::This), ("TABLE_SCHEMA", Arg::Db), ("TABLE_CATALOG", Arg::Catalog)];
            for (column, part) in columns {
                let name = g.tree.text_of(table, part);
                if !name.is_empty() {
                    let and = if part == Arg::This { "" } else { " AND " };
                    sql.push_str(&format!("{and}{column} = {}", quoted(name)));
                }
            }
            Some(sql)
        }
        "INDEX" => {
            let index = g.tree.this(id)?;
            let table = g.tree.node(index, Arg::Table).map(|table| g.sql(table)).unwrap_or_default();
            let name = quoted(g.tree.text_of(index, Arg::This));
            let table = quoted(&table);
            Some(format!("sys.indexes WHERE object_id = object_id({table}) AND name = {name}"))
        }
        _ => None,
    }
}

/// A `CREATE` that doesn't ask whether the object exists.
fn create_plain(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.text_of(id, Arg::Kind).to_string();
    let query = g.tree.expression(id);
    if let Some(query) = query.filter(|query| kind == "TABLE" && g.tree.has(*query, Arg::Into)) {
        return g.node(query);
    }
    let replaces = g.tree.has(id, Arg::Replace) && !g.tree.has(id, Arg::Exists);
    let drops = |arg: Arg| arg == Arg::Exists || replaces && arg == Arg::Replace;
    let mut arguments: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| !drops(*arg)).collect();
    if kind == "VIEW" {
        without_catalog(g, &mut arguments);
    }
    let plain = g.make(Kind::Create, &arguments);
    if !replaces {
        return ddl::create(g, plain);
    }
    let sql = g.captured(|g| ddl::create(g, plain));
    g.write("CREATE OR ALTER");
    g.write(sql.strip_prefix("CREATE").unwrap_or(&sql));
}

/// Views are created in the current database.
fn without_catalog(g: &mut Generator<'_>, arguments: &mut [(Arg, Value)]) {
    for (_, value) in arguments.iter_mut().filter(|(arg, _)| *arg == Arg::This) {
        let Some(table) = value.node() else { continue };
        if g.tree.kind(table) == Kind::Table {
            let parts: Vec<(Arg, Value)> = g.tree.arguments(table).filter(|(arg, _)| *arg != Arg::Catalog).collect();
            *value = g.make(Kind::Table, &parts).into();
        }
    }
}

/// `CONSTRAINT c PRIMARY KEY CLUSTERED (a) ON [PRIMARY]`.
fn constraint(g: &mut Generator<'_>, id: NodeId) {
    g.write("CONSTRAINT ");
    g.arg(id, Arg::This);
    let parts = g.tree.expressions(id);
    g.write(" ");
    g.join(&parts, " ");
}

/// `x INT = 1 OUTPUT`.
fn column_def(g: &mut Generator<'_>, id: NodeId) {
    types::column_def(g, id);
    g.arg_after(" = ", id, Arg::Default);
    g.arg_after(" ", id, Arg::Output);
}

/// `IDENTITY(1, 1)`.
fn identity(g: &mut Generator<'_>, id: NodeId) {
    let bounds = [Arg::Start, Arg::Increment].map(|arg| match g.tree.get(id, arg) {
        Value::None => g.number_node(1).into(),
        value => value,
    });
    g.func("IDENTITY", &bounds);
}

/// `RETURNS @t TABLE (a INT)`.
fn returns(g: &mut Generator<'_>, id: NodeId) {
    g.write("RETURNS ");
    if let Some(variable) = g.tree.node(id, Arg::Table) {
        g.node(variable);
        g.write(" ");
    }
    g.arg(id, Arg::This);
}

// ---- DROP, ALTER -----------------------------------------------------------------------------------------------------

/// Views are dropped in the current database.
fn drop(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::Kind) != "VIEW" {
        return g.render_base(id);
    }
    let mut tables = Vec::new();
    for table in g.tree.children(id, Arg::Tables) {
        let mut this = [(Arg::This, Value::Node(table))];
        without_catalog(g, &mut this);
        tables.push(this[0].1);
    }
    let list = g.tree.list_of(&tables);
    let arguments: Vec<(Arg, Value)> =
        g.tree.arguments(id).map(|(arg, value)| (arg, if arg == Arg::Tables { list } else { value })).collect();
    let local = g.make(Kind::Drop, &arguments);
    g.render_base(local);
}

/// `ALTER TABLE a RENAME TO b` -> `EXEC sp_rename 'a', 'b'`.
/// <https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-rename-transact-sql>
fn alter(g: &mut Generator<'_>, id: NodeId) {
    let [action] = g.tree.children(id, Arg::Actions)[..] else { return g.render_base(id) };
    let target = g.tree.this(action).filter(|_| g.tree.kind(action) == Kind::AlterRename);
    let (Some(target), Some(table)) = (target, g.tree.this(id)) else { return g.render_base(id) };
    let table = g.sql(table);
    let name = g.tree.name(target).to_string();
    g.write("EXEC sp_rename ");
    literal(g, &table);
    g.write(", ");
    literal(g, &name);
}
