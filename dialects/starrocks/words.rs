//! Words of statements that are kept as text, and names that need quotes.

use sqlectic_syntax::{lexer::T, Dialect};

/// <https://docs.starrocks.io/docs/sql-reference/sql-statements/keywords/>
const RESERVED: &str = "
    add all alter analyze and array as asc between bigint bitmap both by case char character check collate
    column compaction convert create cross cube current_date current_role current_time current_timestamp
    current_user database databases decimal decimal128 decimal32 decimal64 decimalv2 default deferred delete
    dense_rank desc describe distinct double drop dual else except exists explain false first_value float for
    force from full function grant group grouping grouping_id groups having hll host if ignore immediate in
    index infile inner insert int integer intersect into is join json key keys kill lag largeint last_value
    lateral lead left like limit load localtime localtimestamp maxvalue minus mod not ntile null on or order
    outer outfile over partition percentile primary procedure qualify range rank read regexp release rename
    replace revoke right rlike row row_number rows schema schemas select set set_var show smallint system table
    terminated text then tinyint to true union unique unsigned update use using values varchar when where with
";

/// Words that start statements of which nothing more is read, sorted.
const COMMANDS: &[&str] = &[
    "ADD BACKEND BLACKLIST",
    "ADD COMPUTE NODE BLACKLIST",
    "ADD SQL DIGEST BLACKLIST",
    "ADD SQLBLACKLIST",
    "ADMIN",
    "BACKUP",
    "CANCEL",
    "DEALLOCATE",
    "DELETE BACKEND BLACKLIST",
    "DELETE COMPUTE NODE BLACKLIST",
    "DELETE SQL DIGEST BLACKLIST",
    "DELETE SQLBLACKLIST",
    "EXPORT",
    "INSTALL",
    "PAUSE",
    "RECOVER",
    "RESTORE",
    "RESUME",
    "STOP",
    "SUBMIT",
    "TRANSLATE TRINO",
    "UNINSTALL",
];

pub(super) fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    for words in COMMANDS {
        l.keywords.set(words, T::Command);
    }
    for (word, kind) in [("HLL", T::Hllsketch), ("LARGEINT", T::Int128), ("REFRESH", T::Refresh)] {
        l.keywords.set(word, kind);
    }
    for word in ["#>", "#>>", "IGNORE"] {
        l.keywords.remove(word);
    }
    l.comments.retain(|(start, _)| start != "#");
    l.flags.dash_comment_requires_boundary = false;
    d.generator.reserved_keywords = Default::default();
    for word in RESERVED.split_whitespace() {
        d.generator.reserved_keywords.set(word, ());
    }
}
