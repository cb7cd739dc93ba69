//! Statements that define: tables, views, dictionaries: <https://clickhouse.com/docs/sql-reference/statements>.

use sqlectic_ast::{args, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, atom, constraints as c, ddl, dml, properties, relation, Parser, Rule, RuleArgs,
        RuleFn, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    add_rules(&mut p.properties, PROPERTIES);
    p.properties.remove("DYNAMIC");
    add_rules(&mut p.constraints, CONSTRAINTS);
    p.schema_unnamed_constraints.set("INDEX", ());
    p.schema_unnamed_constraints.remove("CHECK");
    add_rules(&mut p.alter_actions, &[("MODIFY", alter_modify), ("REPLACE", alter_replace)]);
    add_token_rules(&mut p.statements, &[(T::Detach, detach)]);
    for (rule, entry) in RULES {
        p.replace(*rule, *entry);
    }
}

const RULES: &[(Rule, RuleFn)] = &[
    (Rule::Constraint, constraint),
    (Rule::InsertTable, insert_table),
    (Rule::OnProperty, on_property),
    (Rule::Partition, partition),
    (Rule::PartitionedBy, partitioned_by),
    (Rule::Property, property),
    (Rule::PrimaryKey, |p, a| c::primary_key(p, RuleArgs { node: a.node, flags: optional_parens(a.flags) })),
    (Rule::UserDefinedFunctionBody, |p, _| p.lambda(0)),
];

/// Properties by keyword, sorted.
const PROPERTIES: &[(&str, RuleFn)] = &[
    ("DEFINER", definer),
    ("ENGINE", engine),
    ("REFRESH", refresh),
    ("SECURITY", sql_security),
    ("SQL SECURITY", sql_security),
    ("TO", to_table),
    ("UUID", |p, _| c::of(p, Kind::UuidProperty, |p| p.string())),
];

/// Constraints by keyword, sorted.
const CONSTRAINTS: &[(&str, RuleFn)] = &[
    ("ASSUME", |p, _| condition(p, Kind::AssumeColumnConstraint)),
    ("CHECK", |p, _| condition(p, Kind::CheckColumnConstraint)),
    ("CODEC", codec),
    ("INDEX", index),
];

/// The columns of a key among properties need no parentheses.
fn optional_parens(flags: u32) -> u32 {
    match flags & c::IN_PROPERTIES {
        0 => flags,
        _ => flags | c::OPTIONAL_PARENS,
    }
}

// ---- properties ------------------------------------------------------------------------------------------------------

/// `ON CLUSTER name`, after `ON`: <https://clickhouse.com/docs/sql-reference/distributed-ddl>.
fn on_property(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.accept_words(&["CLUSTER"]) {
        return properties::on_property(p, a);
    }
    on_cluster(p)
}

/// The name of a cluster, or a macro for it in quotes.
fn on_cluster(p: &mut Parser<'_>) -> R {
    let this = match p.string()? {
        Some(name) => Some(name),
        None => p.id_var(0)?,
    };
    p.some(Kind::OnCluster, &args![This: this])
}

/// `ENGINE = MergeTree()`, after the word; no name is that of a known function.
fn engine(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.accept(T::Eq);
    let this = p.field(atom::ANY_TOKEN | atom::ANONYMOUS_FUNC)?;
    p.some(Kind::EngineProperty, &args![This: this])
}

/// `TO table`, after the word; the columns behind it are those of the view.
fn to_table(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.table_parts(relation::SCHEMA)?;
    p.some(Kind::ToTableProperty, &args![This: this])
}

/// `PARTITION BY expression`, after the words.
fn partitioned_by(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.assignment()?;
    p.some(Kind::PartitionedByProperty, &args![This: this])
}

/// One property; `DEFINER = name` is none.
fn property(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.at_word(&["DEFINER"]) && p.next_kind() == T::Eq && !matches!(p.peek(2).kind, T::CurrentUser | T::String) {
        true => Ok(None),
        false => properties::property(p, a),
    }
}

/// `DEFINER = 'user'`, `DEFINER = CURRENT_USER`, after the word.
fn definer(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.accept(T::Eq);
    let this: Value = if p.accept(T::CurrentUser) {
        let text = p.prev_upper();
        p.make(Kind::Var, &args![This: text])?.into()
    } else {
        match p.string()? {
            Some(user) => user.into(),
            None => return Ok(None),
        }
    };
    p.some(Kind::DefinerProperty, &args![This: this])
}

/// `SQL SECURITY NONE`, after the words.
fn sql_security(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.accept_words(&["NONE"]) {
        let this = p.prev_upper();
        return p.some(Kind::SqlSecurityProperty, &args![This: this]);
    }
    properties::sql_security(p, a)
}

/// `REFRESH EVERY 1 HOUR OFFSET 5 MINUTE DEPENDS ON t APPEND`, after the word:
/// <https://clickhouse.com/docs/sql-reference/statements/create/view#refreshable-materialized-view>.
fn refresh(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mut cadence = Value::None;
    let mut this = None;
    let mut offset = None;
    if p.accept_word(&["AFTER", "EVERY"]) {
        cadence = p.prev_upper();
        this = span(p)?;
        offset = if p.accept(T::Offset) { span(p)? } else { None };
    }
    let randomize = if p.accept_words(&["RANDOMIZE", "FOR"]) { span(p)? } else { None };
    let depends = match p.accept_words(&["DEPENDS", "ON"]) {
        true => {
            let tables = p.csv(|p| p.table_parts(relation::SCHEMA))?;
            p.opt_list(&tables)
        }
        false => Value::None,
    };
    if cadence == Value::None && depends == Value::None {
        return Ok(None);
    }
    let settings = if p.accept(T::Settings) { properties::settings(p, RuleArgs::default())? } else { None };
    let append = p.accept_words(&["APPEND"]);
    p.some(
        Kind::AutoRefreshProperty,
        &args![
            This: this, Cadence: cadence, Offset: offset, Randomize: randomize, Expressions: depends,
            Settings: settings, Append: append,
        ],
    )
}

/// `1 HOUR`, `1 HOUR 30 MINUTE`.
fn span(p: &mut Parser<'_>) -> R {
    let mut all: Option<NodeId> = None;
    while p.at(T::Number) {
        let mark = p.mark();
        p.advance();
        let text = p.prev_text();
        let amount = p.node(Kind::Literal, &args![This: text, IsString: true])?;
        let unit = p.var(atom::ANY_TOKEN | atom::UPPER)?;
        let interval = p.make_from(mark, Kind::Interval, &args![This: amount, Unit: unit])?;
        all = Some(match all {
            Some(left) => p.make(Kind::Add, &args![This: left, Expression: interval])?,
            None => interval,
        });
    }
    Ok(all)
}

// ---- columns and constraints -----------------------------------------------------------------------------------------

/// A constraint, or `PROJECTION name (SELECT ...)`.
fn constraint(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if let Some(node) = c::constraint(p, a)? {
        return Ok(Some(node));
    }
    let mark = p.mark();
    if !p.accept(T::Projection) {
        return Ok(None);
    }
    let this = p.id_var(0)?;
    let query = p.wrapped(|p| p.statement())?;
    p.make_from(mark, Kind::ProjectionDef, &args![This: this, Expression: query]).map(Some)
}

/// The table of an `INSERT` and its columns, parts of nested ones too: `t (a, b.c)`.
fn insert_table(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let Some(table) = p.table_parts(relation::SCHEMA)? else { return Ok(None) };
    let ends = |kind: T| matches!(kind, T::RParen | T::Sentinel);
    let nested =
        p.at(T::LParen) && (1..).map(|n| p.peek(n).kind).take_while(|kind| !ends(*kind)).any(|kind| kind == T::Dot);
    if !nested {
        p.retreat(mark);
        return dml::insert_table(p, a);
    }
    let columns = p.wrapped_csv(|p| {
        let mut name = p.id_var(atom::ANY_TOKEN)?;
        while p.accept(T::Dot) {
            let part = p.id_var(atom::ANY_TOKEN)?;
            name = p.some(Kind::Dot, &args![This: name, Expression: part])?;
        }
        Ok(name)
    })?;
    let list = p.list(&columns);
    p.make_from(mark, Kind::Schema, &args![This: table, Expressions: list]).map(Some)
}

/// `CHECK a > 1`, after the word; parentheses are left out.
fn condition(p: &mut Parser<'_>, kind: Kind) -> R {
    if kind == Kind::CheckColumnConstraint && matches!(p.kind(), T::Comma | T::RParen) {
        return Ok(None);
    }
    let this = p.assignment()?;
    let Some(inner) = this else { return Ok(None) };
    let this = match p.tree.kind(inner) {
        Kind::Paren | Kind::Subquery => p.tree.this(inner),
        _ => this,
    };
    p.some(kind, &args![This: this])
}

/// `CODEC(Delta, ZSTD(1))`, after the word.
fn codec(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let codecs = p.wrapped_csv(|p| p.assignment())?;
    let list = p.list(&codecs);
    p.some(Kind::CompressColumnConstraint, &args![This: list])
}

/// `INDEX name expression TYPE minmax GRANULARITY 4`, after the word:
/// <https://clickhouse.com/docs/engines/table-engines/mergetree-family/mergetree#table_engine-mergetree-data_skipping-indexes>.
fn index(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.id_var(0)?;
    let expression = p.assignment()?;
    let kind = match p.accept_words(&["TYPE"]) {
        true => match p.function(0)? {
            Some(call) => Some(call),
            None => p.var(0)?,
        },
        false => None,
    };
    let granularity = if p.accept_words(&["GRANULARITY"]) { p.term()? } else { None };
    p.some(
        Kind::IndexColumnConstraint,
        &args![This: this, Expression: expression, IndexType: kind, Granularity: granularity],
    )
}

// ---- ALTER and DETACH ------------------------------------------------------------------------------------------------

/// `PARTITION 201901`, `PARTITION ID 'x'`, `PARTITION ALL`.
fn partition(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    if !p.accept(T::Partition) {
        return Ok(None);
    }
    let parts = match p.accept_words(&["ID"]) {
        true => {
            let this = p.string()?;
            p.some(Kind::PartitionId, &args![This: this])?.into_iter().collect()
        }
        false => p.expressions()?,
    };
    let list = p.list(&parts);
    p.make_from(mark, Kind::Partition, &args![Expressions: list]).map(Some)
}

/// `REPLACE PARTITION p FROM t`, after the word.
fn alter_replace(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let partition = p.partition()?;
    if partition.is_none() || !p.accept(T::From) {
        return Ok(None);
    }
    let source = p.table_parts(0)?;
    p.some(Kind::ReplacePartition, &args![Expression: partition, Source: source])
}

/// `MODIFY COLUMN c Int8`, `MODIFY TTL ...`, after the word.
fn alter_modify(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if p.at(T::Column) {
        return ddl::alter_table_alter_column(p);
    }
    let Some(changes) = p.properties(0)? else { return Ok(None) };
    let changes = p.tree.expressions(changes);
    let list = p.list(&changes);
    p.some(Kind::AlterModifySqlSecurity, &args![Expressions: list])
}

/// `DETACH TABLE IF EXISTS t ON CLUSTER c PERMANENTLY SYNC`, after the word.
fn detach(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let kind = match p.accept_any(&[T::Database, T::Dictionary, T::Table, T::View]) {
        true => p.prev_upper(),
        false => Value::None,
    };
    let exists = p.accept_words(&["IF", "EXISTS"]);
    let this = p.table_parts(0)?;
    let cluster = if p.accept(T::On) { p.on_property()? } else { None };
    let permanent = p.accept_words(&["PERMANENTLY"]);
    let sync = p.accept_words(&["SYNC"]);
    p.make_from(
        mark,
        Kind::Detach,
        &args![This: this, Kind: kind, Exists: exists, Cluster: cluster, Permanent: permanent, Sync: sync],
    )
    .map(Some)
}
