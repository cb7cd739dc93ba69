//! `XMLELEMENT`, `XMLTABLE`.

use crate::{
    lexer::T,
    parser::{expr, Parser, Rule, RuleArgs, R},
};
use sqlectic_ast::{args, Children, Kind, Value};

/// `XMLELEMENT(NAME x, a, b)`, `XMLELEMENT(EVALNAME x, a)`, after the parenthesis.
pub fn xml_element(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let (this, evaluated) = if p.accept_words(&["EVALNAME"]) {
        (p.bitwise()?, Some(true))
    } else {
        p.accept_words(&["NAME"]);
        (p.id_var(0)?, None)
    };
    let content = if p.accept(T::Comma) {
        let items = p.csv(|p| p.bitwise())?;
        p.list(&items)
    } else {
        Value::Bool(false)
    };
    p.some(Kind::XMLElement, &args![This: this, Expressions: content, Evalname: evaluated])
}

/// `XMLTABLE(path PASSING a COLUMNS b INT PATH 'c')`, after the parenthesis.
pub fn xml_table(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mut namespaces = Value::None;
    if p.is_word(0, "XMLNAMESPACES") && p.next_kind() == T::LParen {
        p.advance_by(2);
        let items = match p.replaces(Rule::NamespaceList) {
            true => p.several(Rule::NamespaceList, 0)?,
            false => namespaces_of(p)?,
        };
        p.r_paren()?;
        p.accept(T::Comma);
        namespaces = p.list(&items);
    }
    let this = p.string()?;
    let mut passing = Value::None;
    if p.accept_words(&["PASSING"]) {
        p.accept_words(&["BY", "VALUE"]);
        let items = p.csv(|p| p.column())?;
        passing = p.list(&items);
    }
    let by_ref = p.accept_words(&["RETURNING", "SEQUENCE", "BY", "REF"]);
    let mut columns = Value::None;
    if p.accept_words(&["COLUMNS"]) {
        let items = p.csv(|p| p.field_def())?;
        columns = p.list(&items);
    }
    p.some(
        Kind::XMLTable,
        &args![This: this, Namespaces: namespaces, Passing: passing, Columns: columns, ByRef: by_ref],
    )
}

/// Namespaces between commas.
pub(in crate::parser) fn namespaces_of(p: &mut Parser<'_>) -> R<Children> {
    p.csv(xml_namespace)
}

/// `'uri' AS x`, `DEFAULT 'uri'`.
fn xml_namespace(p: &mut Parser<'_>) -> R {
    let uri = if p.accept(T::Default) {
        p.string()?
    } else {
        match p.string()? {
            Some(uri) => p.alias(uri, expr::EXPLICIT)?,
            None => None,
        }
    };
    p.some(Kind::XMLNamespace, &args![This: uri])
}
