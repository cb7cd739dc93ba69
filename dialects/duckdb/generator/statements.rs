//! Statements, definitions and their properties.

use sqlectic_ast::{Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{clauses, strings, Generator, Location, Part, RenderFn},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let g = &mut d.generator;
    g.after_having = vec![clauses::WINDOWS, clauses::QUALIFY, clauses::SAMPLE];
    g.after_limit = vec![clauses::AFTER_LIMIT, clauses::NO_FOR, clauses::OPTIONS];
    g.parts.set_function(Part::AfterLimit, clauses::locks);
    let kinds: Vec<Kind> = g.property_locations.keys().copied().collect();
    for kind in kinds {
        g.property_locations.insert(kind, Location::Unsupported);
    }
    g.add_locations(LOCATIONS);
    for word in RESERVED {
        g.reserved_keywords.set(word, ());
    }
}

/// Properties that DuckDB has; it knows no others.
const LOCATIONS: &[(Kind, Location)] = &[
    (Kind::IcebergProperty, Location::PostCreate),
    (Kind::LikeProperty, Location::PostSchema),
    (Kind::ReturnsProperty, Location::PostAlias),
    (Kind::SequenceProperties, Location::PostExpression),
    (Kind::TemporaryProperty, Location::PostCreate),
    (Kind::TriggerProperties, Location::PostExpression),
];

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::AutoIncrementColumnConstraint, no_auto_increment),
    (Kind::CommentColumnConstraint, no_comment),
    (Kind::CurrentSchemas, current_schemas),
    // What a table is stored as is the catalog's business.
    (Kind::IcebergProperty, |_, _| {}),
    (Kind::Install, install),
    (Kind::RawString, raw_string),
    (Kind::Return, |g, id| g.arg(id, Arg::This)),
    (Kind::ReturnsProperty, returns),
    (Kind::Show, show),
];

/// `FORCE INSTALL x FROM y`.
fn install(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Force, "FORCE ");
    g.write("INSTALL");
    g.arg_after(" ", id, Arg::This);
    g.arg_after(" FROM ", id, Arg::From);
}

/// `SHOW TABLES FROM a.b`.
fn show(g: &mut Generator<'_>, id: NodeId) {
    g.write("SHOW ");
    g.arg(id, Arg::This);
    g.arg_after(" FROM ", id, Arg::From);
}

/// Columns count by themselves only with a sequence: <https://duckdb.org/docs/stable/sql/statements/create_sequence>.
fn no_auto_increment(g: &mut Generator<'_>, _id: NodeId) {
    g.unsupported("The AUTOINCREMENT column constraint is not supported by DuckDB");
}

/// Whether to list implied schemas has to be told.
fn current_schemas(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.has(id, Arg::This) {
        true => g.function_named(id, "CURRENT_SCHEMAS"),
        false => g.write("CURRENT_SCHEMAS(TRUE)"),
    }
}

fn no_comment(g: &mut Generator<'_>, _id: NodeId) {
    g.unsupported("CommentColumnConstraint unsupported");
}

/// A macro returns a table, or says nothing.
fn returns(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::IsTable, "TABLE");
}

/// A text between dollars.
fn raw_string(g: &mut Generator<'_>, id: NodeId) {
    let text = g.tree.text_of(id, Arg::This).to_string();
    strings::write_string(g, &text);
}

/// Words that have to be quoted where they are names, sorted.
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "anti",
    "any",
    "array",
    "as",
    "asc",
    "asof",
    "asymmetric",
    "at",
    "authorization",
    "binary",
    "both",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "columns",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "deferrable",
    "desc",
    "describe",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "fetch",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "generated",
    "glob",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "lambda",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "map",
    "natural",
    "not",
    "notnull",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "pivot",
    "pivot_longer",
    "pivot_wider",
    "placing",
    "positional",
    "primary",
    "qualify",
    "references",
    "returning",
    "right",
    "select",
    "semi",
    "session_user",
    "show",
    "similar",
    "some",
    "struct",
    "summarize",
    "symmetric",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "true",
    "try_cast",
    "tuple",
    "union",
    "unique",
    "unpack",
    "unpivot",
    "user",
    "using",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
];
