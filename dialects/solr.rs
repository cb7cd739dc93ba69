//! Apache Solr: <https://solr.apache.org/guide/solr/latest/query-guide/sql-query.html>.

use crate::Definition;
use sqlectic_ast::Kind;
use sqlectic_syntax::{dialect::Normalization, lexer::T, parser::Level, Dialect};

pub(crate) const DEFINITION: Definition =
    Definition { name: "solr", title: "Solr", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.lexer.identifiers = vec![('`', '`')];
    d.semantics.normalization = Normalization::CaseInsensitive;
    d.semantics.flags.dpipe_is_string_concat = false;
    d.semantics.flags.initcap_supports_custom_delimiters = false;
    let p = &mut d.parser;
    p.add_infix(Level::Disjunction, &[(T::Dpipe, Kind::Or)]);
    p.sets.table_alias.extend(&[T::Anti, T::Semi]);
    d.generator.after_having.drain(..3);
}
