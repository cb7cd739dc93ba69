//! Amazon Athena: queries are Trino's, definitions are Hive's.
//!
//! <https://docs.aws.amazon.com/athena/latest/ug/ddl-sql-reference.html>

use crate::Definition;
use sqlectic_ast::{Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::{
    dialect::Deputy,
    generator::Generator,
    lexer::{lex, Token, T},
    parser::{add_token_rules, ddl, statements, Parser, Rule, RuleArgs, R},
    Dialect,
};
use std::sync::{Arc, LazyLock};

pub(crate) const DEFINITION: Definition =
    Definition { name: "athena", title: "Athena", extends: Some("trino"), aliases: &[], define };

/// The dialect of definitions.
static DEFINITIONS: LazyLock<Arc<Dialect>> = LazyLock::new(|| {
    let hive =
        Definition { name: "athena", title: "Athena", extends: Some("hive"), aliases: &[], define: of_definitions };
    Arc::new(hive.build().expect("Hive is known"))
});

fn of_definitions(d: &mut Dialect) {
    d.generator.add_renders(&[(Kind::Alter, alter)]);
}

fn define(d: &mut Dialect) {
    d.deputy = Some(Deputy { read: |source| is_definition(source).then(definitions), write: writer });
    d.lexer.keywords.set("UNLOAD", T::Command);
    add_token_rules(&mut d.parser.statements, &[(T::Using, using)]);
    d.parser.sets.ddl_select.extend(&[T::Using]);
    d.parser.replace(Rule::DdlSelect, ddl_select);
    d.generator.add_renders(&[
        (Kind::LocationProperty, |g, id| {
            property(g, id, if in_iceberg(g, id) { "location" } else { "external_location" });
        }),
        (Kind::PartitionedByProperty, |g, id| {
            property(g, id, if in_iceberg(g, id) { "partitioning" } else { "partitioned_by" });
        }),
    ]);
}

fn definitions() -> Arc<Dialect> {
    DEFINITIONS.clone()
}

// ---- reading ---------------------------------------------------------------------------------------------------------

/// Whether a text is a definition: `CREATE`, `ALTER` and `DROP` of anything but views and what a query makes.
fn is_definition(source: &str) -> bool {
    let own = || {
        crate::get("athena")
            .and_then(|athena| lex(source, &athena.lexer).map_err(|_| crate::DialectError::Format(String::new())))
    };
    let lexed = match lex(source, &definitions().lexer) {
        Ok(lexed) => Some(lexed),
        Err(_) => own().ok(),
    };
    let Some(lexed) = lexed else { return false };
    let word = |token: &Token| {
        let span = token.span;
        source.get(span.start as usize..span.end as usize).unwrap_or_default().to_ascii_uppercase()
    };
    let [first, second, rest @ ..] = &lexed.tokens[..] else { return false };
    match word(first).as_str() {
        "DESCRIBE" | "SHOW" => true,
        "ALTER" | "CREATE" | "DROP" => match word(second).as_str() {
            "DATABASE" | "EXTERNAL" | "SCHEMA" => true,
            "VIEW" => false,
            _ => rest.iter().all(|token| token.kind != T::Select),
        },
        text => text.starts_with("MSCK"),
    }
}

/// `USING EXTERNAL FUNCTION ...`, which is kept as text.
fn using(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    statements::as_command(p, mark)
}

/// A query behind `AS`, which may define functions for itself.
fn ddl_select(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.accept(T::Using) {
        true => using(p, a),
        false => ddl::ddl_select(p, a),
    }
}

// ---- writing ---------------------------------------------------------------------------------------------------------

fn writer(tree: &Tree, root: NodeId) -> Option<Arc<Dialect>> {
    let of_view = tree.text_of(root, Arg::Kind).eq_ignore_ascii_case("VIEW");
    let defines = match tree.kind(root) {
        Kind::Alter | Kind::Describe | Kind::Show => true,
        Kind::Drop => !of_view,
        Kind::Create if tree.text_of(root, Arg::Kind).eq_ignore_ascii_case("TABLE") => {
            is_external(tree, root) || !is_made_by_query(tree, root)
        }
        Kind::Create => !of_view,
        _ => false,
    };
    defines.then(definitions)
}

fn is_external(tree: &Tree, create: NodeId) -> bool {
    let properties = tree.node(create, Arg::Properties).map(|properties| tree.expressions(properties));
    properties.is_some_and(|list| list.iter().any(|property| tree.kind(*property) == Kind::ExternalProperty))
}

fn is_made_by_query(tree: &Tree, create: NodeId) -> bool {
    tree.expression(create).is_some_and(|query| tree.is(query, Kind::Query) || tree.kind(query) == Kind::Command)
}

/// Whether the table is one of Iceberg.
/// <https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html#ctas-table-properties>
fn in_iceberg(g: &Generator<'_>, property: NodeId) -> bool {
    let properties = g.tree.parent(property).map(|parent| g.tree.expressions(parent)).unwrap_or_default();
    properties.iter().any(|other| {
        g.tree.kind(*other) == Kind::Property
            && g.tree.text_of(*other, Arg::This).eq_ignore_ascii_case("table_type")
            && g.tree.text_of(*other, Arg::Value).eq_ignore_ascii_case("iceberg")
    })
}

fn property(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.write(name);
    g.write("=");
    g.arg(id, Arg::This);
}

/// Columns are added all at once: `ADD COLUMNS (a INT, b INT)`.
fn alter(g: &mut Generator<'_>, id: NodeId) {
    let columns = g.tree.children(id, Arg::Actions);
    let adds = !columns.is_empty() && columns.iter().all(|action| g.tree.kind(*action) == Kind::ColumnDef);
    if !adds {
        return g.render_base(id);
    }
    let items: Vec<Value> = columns.iter().map(|column| Value::Node(*column)).collect();
    let list = g.tree.list_of(&items);
    let schema = g.make(Kind::Schema, &[(Arg::Expressions, list)]);
    let actions = g.tree.list_of(&[schema.into()]);
    let args: Vec<(Arg, Value)> = g
        .tree
        .arguments(id)
        .map(|(arg, value)| if arg == Arg::Actions { (arg, actions) } else { (arg, value) })
        .collect();
    let all = g.make(Kind::Alter, &args);
    g.render_base(all);
}
