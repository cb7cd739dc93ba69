//! Names that need quotes.

use sqlectic_syntax::Dialect;

/// <https://doris.apache.org/docs/sql-manual/basic-element/reserved-keywords>
const RESERVED: &str = "
    account_lock account_unlock add adddate admin after agg_state aggregate alias all alter analyze analyzed
    analyzer and anti append array array_range as asc asof at authors auto auto_increment backend backends
    backup begin belong between bigint bin binary binlog bitand bitmap bitmap_union bitor bitxor blob boolean
    both brief broker buckets build builtin bulk by cached call cancel case cast catalog catalogs chain char
    char_filter character charset check clean cluster clusters collate collation collect column columns comment
    commit committed compact complete config connection connection_id consistent constraint constraints convert
    copy count create creation cron cross cube current current_catalog current_date current_time
    current_timestamp current_user data database databases date date_add date_ceil date_diff date_floor date_sub
    dateadd datediff datetime datetimev1 datetimev2 datev1 datev2 day days_add days_sub decimal decimalv2
    decimalv3 decommission default deferred delete demand desc describe diagnose disk distinct distinctpc
    distinctpcsa distributed distribution div do doris_internal_table_id double drop dropp dual dump duplicate
    dynamic else enable encryptkey encryptkeys end ends engine engines enter errors events every except exclude
    execute exists expired explain export extended external extract failed_login_attempts false fast feature
    fields file filter first float follower following for force foreign format free from frontend frontends full
    function functions generic global grant grants graph group grouping groups hash having hdfs help histogram
    hll hll_union hostname hour hub identified if ignore immediate in incremental index indexes infile inner
    insert install int integer intermediate intersect interval into inverted ipv4 ipv6 is is_not_null_pred
    is_null_pred isnull isolation job jobs join json jsonb key keys kill label largeint last lateral layout ldap
    ldap_admin_password leading left less level like limit lines link list load local localtime localtimestamp
    location lock logical low_priority manual map match match_all match_any match_condition match_phrase
    match_phrase_edge match_phrase_prefix match_regexp materialized max maxvalue memo merge migrate migrations
    min minus minute modify month mtmv name names natural negative never next ngram_bf no no_use_mv non_nullable
    not null nulls observer of offset on only open optimized or order outer outfile over overwrite parameter
    parsed partition partitions password password_expire password_history password_lock_time password_reuse path
    pause percent period permissive physical plan play plugin plugins policy preceding prepare primary proc
    procedure process processlist profile properties property quantile_state quantile_union query quota random
    range read real rebalance recover recycle references refresh regexp release rename repair repeatable replace
    replace_if_not_null replica repositories repository resource resources restore restrictive resume returns
    revoke rewritten right rlike role roles rollback rollup routine row rows s3 sample schedule scheduler schema
    schemas second select semi sequence serializable session set sets shape show signed skew smallint snapshot
    soname split sql_block_rule start starts stats status stop storage stream streaming string struct subdate
    sum superuser switch sync system table tables tablesample tablet tablets task tasks temporary terminated
    text than then time timestamp timestampadd timestampdiff tinyint to token_filter tokenizer trailing
    transaction trash tree triggers trim true truncate try_cast type type_cast types unbounded uncommitted
    uninstall union unique unlock unsigned update use use_mv user using value values varchar variables variant
    vault verbose version view warnings week when where whitelist with work workload write xor year";

pub(super) fn define(d: &mut Dialect) {
    d.lexer.flags.dash_comment_requires_boundary = false;
    d.generator.reserved_keywords = Default::default();
    for word in RESERVED.split_whitespace() {
        d.generator.reserved_keywords.set(word, ());
    }
}
