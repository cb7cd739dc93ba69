//! `ANALYZE` in all its forms.

use super::{
    relation::{DB_REFERENCE, SCHEMA},
    statements::as_command,
    Parser, RuleArgs, R,
};
use crate::lexer::T;
use sqlectic_ast::{args, Children, Kind, NodeId, Value};

/// Words that may stand before what is analyzed.
const STYLES: &[&str] =
    &["BUFFER_USAGE_LIMIT", "FULL", "LOCAL", "NO_WRITE_TO_BINLOG", "SAMPLE", "SKIP_LOCKED", "VERBOSE"];

/// The first words of what is gathered.
const GATHERS: &[&str] = &["ALL", "COMPUTE", "DELETE", "DROP", "ESTIMATE", "LIST", "PREDICATE", "UPDATE", "VALIDATE"];

/// What is analyzed.
#[derive(Default)]
struct Target {
    kind: Value,
    tables: Value,
    partition: Option<NodeId>,
}

/// `ANALYZE ...`, after its token. What the grammar doesn't know is kept as text.
pub fn analyze(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if p.at_end() {
        return p.some(Kind::Analyze, &[]);
    }
    let options = styles(p)?;
    let mut target = target(p)?;
    if target.partition.is_none() {
        target.partition = p.attempt(|p| p.partition());
        if target.partition.is_none() && p.at_word(&["PARTITION", "SUBPARTITION"]) {
            return as_command(p, mark);
        }
    }
    let mode = mode(p);
    let expression = gather(p)?;
    let properties = p.properties(0)?;
    let Target { kind, tables, partition } = target;
    p.make_from(
        mark,
        Kind::Analyze,
        &args![
            Kind: kind, Tables: tables, Mode: mode, Partition: partition, Properties: properties,
            Expression: expression, Options: options,
        ],
    )
    .map(Some)
}

/// Words before what is analyzed.
fn styles(p: &mut Parser<'_>) -> R<Value> {
    let mut styles = Vec::new();
    while p.accept_word(STYLES) {
        let style = match p.prev_str().eq_ignore_ascii_case("BUFFER_USAGE_LIMIT") && p.accept(T::Number) {
            true => {
                let style = format!("BUFFER_USAGE_LIMIT {}", p.prev_str());
                p.text(&style)
            }
            false => p.prev_upper(),
        };
        styles.push(style);
    }
    Ok(p.tree.list_of(&styles))
}

/// `TABLE t`, `TABLES IN s`, `t`, ...; nothing if what to gather follows.
fn target(p: &mut Parser<'_>) -> R<Target> {
    let none = p.list(&[]);
    let mut target = Target { tables: none, ..Target::default() };
    let tables = if p.accept(T::Table) {
        target.kind = p.prev_upper();
        p.csv(|p| p.table_parts(0))?
    } else if p.accept_word(&["INDEX", "CLUSTER"]) {
        target.kind = p.prev_upper();
        p.table_parts(0)?.into_iter().collect()
    } else if p.accept_words(&["TABLES"]) {
        if !p.accept_any(&[T::From, T::In]) {
            target.kind = p.text("TABLES");
            return Ok(target);
        }
        let kind = format!("TABLES {}", p.prev_str().to_ascii_uppercase());
        target.kind = p.text(&kind);
        p.table(SCHEMA | DB_REFERENCE)?.into_iter().collect()
    } else if p.accept(T::Database) {
        target.kind = p.prev_upper();
        p.table(SCHEMA | DB_REFERENCE)?.into_iter().collect()
    } else if p.at_word(GATHERS) {
        return Ok(target);
    } else {
        p.csv(|p| p.table_parts(0))?
    };
    target.tables = p.list(&tables);
    Ok(target)
}

/// `WITH SYNC MODE`, `WITH ASYNC MODE`.
fn mode(p: &mut Parser<'_>) -> Value {
    for words in ["SYNC", "ASYNC"] {
        if p.accept_words(&["WITH", words, "MODE"]) {
            return p.text(&format!("WITH {words} MODE"));
        }
    }
    Value::None
}

/// What is gathered, by its first word.
fn gather(p: &mut Parser<'_>) -> R {
    if !p.accept_word(GATHERS) {
        return Ok(None);
    }
    let mark = p.mark() - 1;
    let node = match p.prev_str().to_ascii_uppercase().as_str() {
        "ALL" | "PREDICATE" => columns(p)?,
        "COMPUTE" | "ESTIMATE" => Some(statistics(p)?),
        "DELETE" => delete(p)?,
        "DROP" | "UPDATE" => Some(histogram(p)?),
        "LIST" => list(p)?,
        _ => Some(validate(p)?),
    };
    if let Some(node) = node {
        p.stretch(node, mark);
    }
    Ok(node)
}

/// `ALL COLUMNS`, `PREDICATE COLUMNS`, after the first word.
fn columns(p: &mut Parser<'_>) -> R {
    let this = format!("{} COLUMNS", p.prev_str().to_ascii_uppercase());
    if !p.accept_words(&["COLUMNS"]) {
        return Ok(None);
    }
    let this = p.text(&this);
    p.some(Kind::AnalyzeColumns, &args![This: this])
}

/// `COMPUTE STATISTICS ...`, `ESTIMATE STATISTICS ...`, after the first word.
fn statistics(p: &mut Parser<'_>) -> R<NodeId> {
    let kind = p.prev_upper();
    let option = match p.accept_words(&["DELTA"]) {
        true => p.prev_upper(),
        false => Value::None,
    };
    if !p.accept_words(&["STATISTICS"]) {
        p.error("Expecting token STATISTICS")?;
    }
    let (mut this, mut expressions) = (Value::None, Children::new());
    if p.accept_words(&["NOSCAN"]) {
        this = p.text("NOSCAN");
    } else if p.accept(T::For) {
        if p.accept_words(&["ALL", "COLUMNS"]) {
            this = p.text("FOR ALL COLUMNS");
        } else if p.accept_words(&["COLUMNS"]) {
            this = p.text("FOR COLUMNS");
            expressions = p.csv(|p| p.column_reference())?;
        }
    } else if p.accept_words(&["SAMPLE"]) {
        let sample = p.number()?;
        let kind = match p.accept(T::Percent) {
            true => p.prev_upper(),
            false => Value::None,
        };
        expressions.push(p.make(Kind::AnalyzeSample, &args![Sample: sample, Kind: kind])?);
    }
    let expressions = p.list(&expressions);
    p.make(Kind::AnalyzeStatistics, &args![Kind: kind, Option: option, This: this, Expressions: expressions])
}

/// `DELETE [SYSTEM] STATISTICS`, after the first word.
fn delete(p: &mut Parser<'_>) -> R {
    let kind = match p.accept_words(&["SYSTEM"]) {
        true => p.prev_upper(),
        false => Value::None,
    };
    match p.accept_words(&["STATISTICS"]) {
        true => p.some(Kind::AnalyzeDelete, &args![Kind: kind]),
        false => Ok(None),
    }
}

/// `UPDATE HISTOGRAM ON ...`, `DROP HISTOGRAM ON ...`, after the first word.
fn histogram(p: &mut Parser<'_>) -> R<NodeId> {
    let this = p.prev_upper();
    let (mut columns, mut with) = (Value::None, Vec::new());
    let (mut expression, mut update) = (None, Value::None);
    if p.accept_words(&["HISTOGRAM", "ON"]) {
        let names = p.csv(|p| p.column_reference())?;
        columns = p.list(&names);
        while p.accept(T::With) {
            with.extend(histogram_parameter(p)?);
        }
        if !with.is_empty() {
            let with = p.tree.list_of(&with);
            expression = p.some(Kind::AnalyzeWith, &args![Expressions: with])?;
        }
        if p.at_words(&["MANUAL", "UPDATE"]) || p.at_words(&["AUTO", "UPDATE"]) {
            p.advance();
            update = p.prev_upper();
            p.advance();
        } else if p.accept_words(&["USING", "DATA"]) {
            let data = p.string()?;
            expression = p.some(Kind::UsingData, &args![This: data])?;
        }
    }
    p.make(
        Kind::AnalyzeHistogram,
        &args![This: this, Expressions: columns, Expression: expression, UpdateOptions: update],
    )
}

/// `SYNC MODE`, `5 BUCKETS`, after `WITH`.
fn histogram_parameter(p: &mut Parser<'_>) -> R<Option<Value>> {
    if p.accept_word(&["SYNC", "ASYNC"]) {
        let parameter = format!("{} MODE", p.prev_str().to_ascii_uppercase());
        return Ok(p.accept_words(&["MODE"]).then(|| p.text(&parameter)));
    }
    if !p.accept(T::Number) {
        return Ok(None);
    }
    let parameter = format!("{} BUCKETS", p.prev_str());
    Ok(p.accept_words(&["BUCKETS"]).then(|| p.text(&parameter)))
}

/// `LIST CHAINED ROWS [INTO t]`, after the first word.
fn list(p: &mut Parser<'_>) -> R {
    if !p.accept_words(&["CHAINED", "ROWS"]) {
        return Ok(None);
    }
    let into = p.into()?;
    p.some(Kind::AnalyzeListChainedRows, &args![Expression: into])
}

/// `VALIDATE REF UPDATE ...`, `VALIDATE STRUCTURE ...`, after the first word.
fn validate(p: &mut Parser<'_>) -> R<NodeId> {
    let (mut kind, mut this, mut into) = (Value::None, Value::None, None);
    if p.accept_words(&["REF", "UPDATE"]) {
        kind = p.text("REF");
        let dangling = p.accept_words(&["SET", "DANGLING", "TO", "NULL"]);
        this = p.text(if dangling { "UPDATE SET DANGLING TO NULL" } else { "UPDATE" });
    } else if p.accept_words(&["STRUCTURE"]) {
        kind = p.text("STRUCTURE");
        if p.accept_words(&["CASCADE", "FAST"]) {
            this = p.text("CASCADE FAST");
        } else if p.accept_words(&["CASCADE", "COMPLETE"]) && p.accept_word(&["ONLINE", "OFFLINE"]) {
            let how = format!("CASCADE COMPLETE {}", p.prev_str().to_ascii_uppercase());
            this = p.text(&how);
            into = p.into()?;
        }
    }
    p.make(Kind::AnalyzeValidate, &args![Kind: kind, This: this, Expression: into])
}
