//! Kinds of `SHOW` that MySQL doesn't have: <https://docs.singlestore.com/cloud/reference/sql-reference/show-commands/>.

use crate::mysql::show::named;
use sqlectic_syntax::{
    parser::{add_rules, RuleFn},
    Dialect,
};

/// By the words behind `SHOW`, sorted.
const ITEMS: &[(&str, RuleFn)] = &[
    ("AGGREGATES", named!("AGGREGATES")),
    ("CDC EXTRACTOR POOL", named!("CDC EXTRACTOR POOL")),
    ("CREATE AGGREGATE", named!("CREATE AGGREGATE" of "")),
    ("CREATE PIPELINE", named!("CREATE PIPELINE" of "")),
    ("CREATE PROJECTION", named!("CREATE PROJECTION" of "")),
    ("DATABASE STATUS", named!("DATABASE STATUS")),
    ("DISTRIBUTED_PLANCACHE STATUS", named!("DISTRIBUTED_PLANCACHE STATUS")),
    ("FULLTEXT SERVICE METRICS FOR NODE", named!("FULLTEXT SERVICE METRICS FOR NODE" of "")),
    ("FULLTEXT SERVICE METRICS LOCAL", named!("FULLTEXT SERVICE METRICS LOCAL")),
    ("FULLTEXT SERVICE STATUS", named!("FULLTEXT SERVICE STATUS")),
    ("FUNCTIONS", named!("FUNCTIONS")),
    ("GROUPS", named!("GROUPS")),
    ("INDEXES", named!("INDEX" of "FROM")),
    ("KEYS", named!("INDEX" of "FROM")),
    ("LINKS", named!("LINKS" of "ON")),
    ("LOAD ERRORS", named!("LOAD ERRORS")),
    ("LOAD WARNINGS", named!("LOAD WARNINGS")),
    ("PARTITIONS", named!("PARTITIONS" of "ON")),
    ("PIPELINES", named!("PIPELINES")),
    ("PLAN", named!("PLAN" of "")),
    ("PLANCACHE", named!("PLANCACHE")),
    ("PROCEDURES", named!("PROCEDURES")),
    ("PROJECTIONS", named!("PROJECTIONS" of "ON TABLE")),
    ("REPLICATION STATUS", named!("REPLICATION STATUS")),
    ("REPRODUCTION", named!("REPRODUCTION")),
    ("RESOURCE POOLS", named!("RESOURCE POOLS")),
    ("ROLES", named!("ROLES")),
    ("USERS", named!("USERS")),
];

pub(super) fn define(d: &mut Dialect) {
    add_rules(&mut d.parser.show_items, ITEMS);
}
