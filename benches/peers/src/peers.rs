//! The other crates, and how each does a task.

use crate::work::{Texts, Work};
use polyglot_sql::DialectType;
use sqlparser::{ast::Statement, dialect::GenericDialect, parser::Parser, tokenizer::Tokenizer};

/// Another crate.
pub struct Peer {
    pub name: &'static str,
    /// Prepares a task with texts and the dialects to read and write, if the crate has such a thing.
    pub prepare: fn(&str, Texts, (&str, &str)) -> Option<Work>,
}

pub const PEERS: [Peer; 2] =
    [Peer { name: "sqlparser", prepare: sqlparser_work }, Peer { name: "polyglot-sql", prepare: polyglot_work }];

fn sqlparser_work(task: &str, texts: Texts, _: (&str, &str)) -> Option<Work> {
    fn parse(text: &str) -> Option<Vec<Statement>> {
        Parser::new(&GenericDialect {}).with_recursion_limit(10_000).try_with_sql(text).ok()?.parse_statements().ok()
    }
    let tokens = |text: &str| Tokenizer::new(&GenericDialect {}, text).tokenize_with_location().ok();
    match task {
        "lex" => Some(Work::with_texts(texts, tokens)),
        "parse" => Some(Work::with_texts(texts, parse)),
        "generate" => Some(Work::with_trees(texts, parse, |statements| statements[0].to_string())),
        _ => None,
    }
}

fn polyglot_work(task: &str, texts: Texts, pair: (&str, &str)) -> Option<Work> {
    const GENERIC: DialectType = DialectType::Generic;
    let parse = |text: &str| polyglot_sql::parse(text, GENERIC).ok();
    match task {
        "lex" => {
            let dialect = polyglot_sql::dialects::Dialect::get(GENERIC);
            Some(Work::with_texts(texts, move |text| dialect.tokenize(text).ok()))
        }
        "parse" => Some(Work::with_texts(texts, parse)),
        "generate" => Some(Work::with_trees(texts, parse, |trees| polyglot_sql::generate(&trees[0], GENERIC).ok())),
        "transpile" => {
            let (read, write): (DialectType, DialectType) = (pair.0.parse().ok()?, pair.1.parse().ok()?);
            Some(Work::with_texts(texts, move |text| polyglot_sql::transpile(text, read, write).ok()))
        }
        _ => None,
    }
}
