//! `GRANT` and `REVOKE`.

use super::{statements::as_command, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Kind, NodeId, Value};

/// What `GRANT` and `REVOKE` start with.
struct Privileges {
    privileges: Value,
    kind: Value,
    securable: Option<NodeId>,
}

/// `privilege, ... ON [kind] name`.
fn privileges(p: &mut Parser<'_>) -> R<Privileges> {
    let privileges = p.csv(|p| p.grant_privilege())?;
    let privileges = p.list(&privileges);
    p.accept(T::On);
    let kind = match p.accept_set(&p.dialect.parser.sets.creatables) {
        true => p.prev_upper(),
        false => Value::None,
    };
    let securable = p.attempt(|p| p.table_parts(0));
    Ok(Privileges { privileges, kind, securable })
}

/// `GRANT ...`, after its token. What the grammar doesn't know is kept as text.
pub fn grant(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let Privileges { privileges, kind, securable } = privileges(p)?;
    if securable.is_none() || !p.accept_words(&["TO"]) {
        return as_command(p, mark);
    }
    let principals = p.csv(|p| p.grant_principal())?;
    let principals = p.list(&principals);
    let grant_option = p.accept_words(&["WITH", "GRANT", "OPTION"]);
    if !p.at_end() {
        return as_command(p, mark);
    }
    p.make_from(
        mark,
        Kind::Grant,
        &args![
            Privileges: privileges, Kind: kind, Securable: securable, Principals: principals,
            GrantOption: grant_option,
        ],
    )
    .map(Some)
}

/// `REVOKE ...`, after its token. What the grammar doesn't know is kept as text.
pub fn revoke(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let grant_option = p.accept_words(&["GRANT", "OPTION", "FOR"]);
    let Privileges { privileges, kind, securable } = privileges(p)?;
    if securable.is_none() || !p.accept_words(&["FROM"]) {
        return as_command(p, mark);
    }
    let principals = p.csv(|p| p.grant_principal())?;
    let principals = p.list(&principals);
    let cascade = match p.accept_word(&["CASCADE", "RESTRICT"]) {
        true => p.prev_upper(),
        false => Value::None,
    };
    if !p.at_end() {
        return as_command(p, mark);
    }
    p.make_from(
        mark,
        Kind::Revoke,
        &args![
            Privileges: privileges, Kind: kind, Securable: securable, Principals: principals,
            GrantOption: grant_option, Cascade: cascade,
        ],
    )
    .map(Some)
}

/// A privilege: words, and the columns it is limited to.
pub fn grant_privilege(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    let mut words = String::new();
    while !p.at_end() && !matches!(p.kind(), T::LParen | T::On | T::Comma) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&p.curr_str().to_uppercase());
        p.advance();
    }
    if words.is_empty() {
        p.error("Expected privilege")?;
    }
    let text = p.text(&words);
    let this = p.node(Kind::Var, &args![This: text])?;
    let columns = match p.at(T::LParen) {
        true => {
            let columns = p.wrapped_csv(|p| p.column())?;
            p.list(&columns)
        }
        false => Value::None,
    };
    p.make_from(mark, Kind::GrantPrivilege, &args![This: this, Expressions: columns]).map(Some)
}

/// Who gets or loses a privilege.
pub fn grant_principal(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    let kind = match p.accept_word(&["GROUP", "ROLE"]) {
        true => p.prev_upper(),
        false => Value::Bool(false),
    };
    match p.id_var(super::atom::ANY_TOKEN)? {
        Some(this) => p.make_from(mark, Kind::GrantPrincipal, &args![This: this, Kind: kind]).map(Some),
        None => Ok(None),
    }
}
