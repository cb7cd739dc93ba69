//! The registry of dialects.
//!
//! A dialect is a [`Definition`]: its name, the dialect it extends, and a function that changes a copy of that one's
//! value. Adding one is a file with a `DEFINITION` and a row in [`DEFINITIONS`].

mod athena;
mod base;
mod bigquery;
mod clickhouse;
mod dax;
mod doris;
mod dremio;
mod drill;
mod druid;
mod duckdb;
mod dune;
mod exasol;
mod fabric;
mod hive;
mod materialize;
mod mysql;
mod oracle;
mod postgres;
mod presto;
mod prql;
mod redshift;
mod risingwave;
mod shared;
mod singlestore;
mod snowflake;
mod solr;
mod spark;
mod sqlite;
mod starrocks;
mod tableau;
mod teradata;
mod tsql;
mod zones;

use sqlectic_syntax::{dialect::Normalization, Dialect};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, OnceLock, RwLock},
};

/// A dialect before it is built.
pub struct Definition {
    /// Its name, in lower case; empty for the base.
    pub name: &'static str,
    /// Its name as its people write it, in one word: `DuckDB`.
    pub title: &'static str,
    /// The dialect it starts from; nothing for the base.
    pub extends: Option<&'static str>,
    /// Other names it is found by.
    pub aliases: &'static [&'static str],
    /// Turns a copy of what it extends into this dialect.
    pub define: fn(&mut Dialect),
}

/// All dialects, sorted by name.
pub const DEFINITIONS: &[Definition] = &[
    base::DEFINITION,
    athena::DEFINITION,
    bigquery::DEFINITION,
    clickhouse::DEFINITION,
    spark::DATABRICKS,
    dax::DEFINITION,
    doris::DEFINITION,
    dremio::DEFINITION,
    drill::DEFINITION,
    druid::DEFINITION,
    duckdb::DEFINITION,
    dune::DEFINITION,
    exasol::DEFINITION,
    fabric::DEFINITION,
    hive::DEFINITION,
    materialize::DEFINITION,
    mysql::DEFINITION,
    oracle::DEFINITION,
    postgres::DEFINITION,
    presto::DEFINITION,
    prql::DEFINITION,
    redshift::DEFINITION,
    risingwave::DEFINITION,
    singlestore::DEFINITION,
    snowflake::DEFINITION,
    solr::DEFINITION,
    spark::SPARK,
    spark::SPARK2,
    sqlite::DEFINITION,
    starrocks::DEFINITION,
    tableau::DEFINITION,
    teradata::DEFINITION,
    presto::TRINO,
    tsql::DEFINITION,
];

static BUILT: LazyLock<Vec<OnceLock<Arc<Dialect>>>> =
    LazyLock::new(|| DEFINITIONS.iter().map(|_| OnceLock::new()).collect());

/// Dialects that programs added, by name.
static ADDED: LazyLock<RwLock<HashMap<String, Arc<Dialect>>>> = LazyLock::new(Default::default);

/// Why a dialect could not be had.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DialectError {
    /// There is none of that name.
    #[error("Unknown dialect '{name}'.{}", nearest.as_ref().map(|n| format!(" Did you mean {n}?")).unwrap_or_default())]
    Unknown {
        /// What was asked for.
        name: String,
        /// The name that is most like it.
        nearest: Option<String>,
    },
    /// Settings after the name are `key = value`, separated by commas.
    #[error("Invalid dialect format: '{0}'. Please use the correct format: 'dialect [, k1 = v2 [, ...]]'.")]
    Format(String),
    /// The dialect has no such setting.
    #[error("Unknown setting '{0}'.")]
    UnknownSetting(String),
    /// The value of a setting is not one of those that exist.
    #[error("Invalid value '{value}' for setting '{key}'. {expected}")]
    Setting {
        /// The setting.
        key: String,
        /// What it was set to.
        value: String,
        /// What exists.
        expected: String,
    },
}

/// The dialect that a name with optional settings asks for: `"snowflake, normalization_strategy = case_sensitive"`.
pub fn get(name: &str) -> Result<Arc<Dialect>, DialectError> {
    let mut parts = name.split(',');
    let plain = parts.next().unwrap_or_default().trim();
    let mut settings = Vec::new();
    for part in parts {
        let (key, value) = match part.split_once('=') {
            Some((key, value)) => (key.trim(), value.trim()),
            None => (part.trim(), "True"),
        };
        if key.is_empty() || value.is_empty() || value.contains('=') {
            return Err(DialectError::Format(name.to_string()));
        }
        settings.push((key.to_string(), value.to_string()));
    }
    let dialect = plain_dialect(plain)?;
    if settings.is_empty() {
        return Ok(dialect);
    }
    let mut dialect = (*dialect).clone();
    for (key, value) in &settings {
        if !dialect.setting_names.contains(&key.as_str()) {
            return Err(DialectError::UnknownSetting(key.clone()));
        }
        if key == "normalization_strategy" {
            dialect.semantics.normalization = normalization(value)?;
        }
    }
    dialect.settings = settings;
    Ok(Arc::new(dialect))
}

/// Makes a dialect known under its name, in place of any other of that name.
pub fn add(dialect: Dialect) -> Arc<Dialect> {
    let dialect = Arc::new(dialect);
    ADDED.write().expect("the lock is never poisoned").insert(dialect.name.to_ascii_lowercase(), dialect.clone());
    dialect
}

fn plain_dialect(name: &str) -> Result<Arc<Dialect>, DialectError> {
    let lower = name.to_ascii_lowercase();
    if let Some(dialect) = ADDED.read().expect("the lock is never poisoned").get(&lower) {
        return Ok(dialect.clone());
    }
    let found = DEFINITIONS.iter().position(|d| d.name == lower || d.aliases.contains(&lower.as_str()));
    match found {
        Some(i) => Ok(build(i)),
        None => Err(DialectError::Unknown { nearest: nearest(&lower), name: name.to_string() }),
    }
}

fn build(i: usize) -> Arc<Dialect> {
    let make = || Arc::new(DEFINITIONS[i].build().expect("a test checks parents"));
    BUILT[i].get_or_init(make).clone()
}

impl Definition {
    /// The dialect, ready for use; it is not in the registry unless it is a row of [`DEFINITIONS`], or [`add`]ed.
    pub fn build(&self) -> Result<Dialect, DialectError> {
        let mut dialect = match self.extends {
            None => Dialect::empty(),
            // What the base adds for itself is not handed on.
            Some("") => base::common(self.name),
            Some(parent) => match DEFINITIONS.iter().position(|d| d.name == parent) {
                Some(i) => build(i).extend(self.name),
                None => plain_dialect(parent)?.extend(self.name),
            },
        };
        (self.define)(&mut dialect);
        if !self.title.is_empty() {
            dialect.title = self.title.to_string();
        }
        dialect.compile();
        Ok(dialect)
    }
}

/// How names are compared, by the strategy's name.
pub fn normalization(value: &str) -> Result<Normalization, DialectError> {
    Ok(match value.to_ascii_uppercase().as_str() {
        "LOWERCASE" => Normalization::Lowercase,
        "UPPERCASE" => Normalization::Uppercase,
        "CASE_SENSITIVE" => Normalization::CaseSensitive,
        "CASE_INSENSITIVE" => Normalization::CaseInsensitive,
        "CASE_INSENSITIVE_UPPERCASE" => Normalization::CaseInsensitiveUppercase,
        _ => {
            return Err(DialectError::Setting {
                key: "normalization_strategy".into(),
                value: value.into(),
                expected: "It is one of lowercase, uppercase, case_sensitive, case_insensitive, \
                           case_insensitive_uppercase."
                    .into(),
            })
        }
    })
}

/// The known name that takes the fewest edits to reach, if it is near.
fn nearest(name: &str) -> Option<String> {
    let names = DEFINITIONS.iter().flat_map(|d| std::iter::once(&d.name).chain(d.aliases));
    names
        .filter(|known| !known.is_empty())
        .map(|known| (edits(name, known), known))
        .filter(|(edits, known)| *edits <= known.len().max(name.len()) / 2)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, known)| known.to_string())
}

/// Levenshtein distance.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let cost = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_sorted_and_their_parents_exist() {
        assert!(DEFINITIONS.windows(2).all(|pair| pair[0].name < pair[1].name));
        for definition in DEFINITIONS {
            if let Some(parent) = definition.extends {
                assert!(DEFINITIONS.iter().any(|d| d.name == parent), "{} extends {parent}", definition.name);
            }
            get(definition.name).expect("every definition builds");
        }
    }

    #[test]
    fn settings_stand_after_the_name() {
        let dialect = get(", normalization_strategy = uppercase").expect("settings are known");
        assert_eq!(dialect.semantics.normalization, Normalization::Uppercase);
        assert!(matches!(get(", normalization_strategy = loud"), Err(DialectError::Setting { .. })));
        assert!(matches!(get(", loud = True"), Err(DialectError::UnknownSetting(_))));
        assert!(matches!(get("nosuch"), Err(DialectError::Unknown { .. })));
    }
}
