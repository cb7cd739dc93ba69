//! Properties of views, functions and procedures.

use super::super::{atom, ddl, Parser, RuleArgs, R};
use super::{stability, upper_text};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// `RETURNS INT`, `RETURNS TABLE (a INT)`, `RETURNS NULL ON NULL INPUT`.
pub fn returns(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let is_table = p.accept(T::Table);
    let mut null = None;
    let this = if is_table {
        if p.accept(T::Lt) {
            let mark = p.mark() - 2;
            let fields = p.csv(|p| p.struct_types(0))?;
            if !p.accept(T::Gt) {
                p.error("Expecting >")?;
            }
            let (name, fields) = (p.text("TABLE"), p.list(&fields));
            Some(p.make_from(mark, Kind::Schema, &args![This: name, Expressions: fields])?)
        } else {
            let name = p.text("TABLE");
            let name = p.make(Kind::Var, &args![This: name])?;
            ddl::schema_of(p, Some(name))?
        }
    } else if p.accept_words(&["NULL", "ON", "NULL", "INPUT"]) {
        null = Some(true);
        None
    } else {
        p.types(0)?
    };
    p.some(Kind::ReturnsProperty, &args![This: this, IsTable: is_table, Null: null])
}

/// `CALLED ON NULL INPUT`.
pub fn called_on_null(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_words(&["ON", "NULL", "INPUT"]) {
        return Ok(None);
    }
    p.some(Kind::CalledOnNullInputProperty, &[])
}

/// `READS SQL DATA` and the like, after the first word.
pub fn sql_access(p: &mut Parser<'_>, rest: &[&str], phrase: &str) -> R {
    if !p.accept_words(rest) {
        return Ok(None);
    }
    let phrase = p.text(phrase);
    p.some(Kind::SqlReadWriteProperty, &args![This: phrase])
}

/// `NO PRIMARY INDEX`, `NO SQL`.
pub fn no(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept_words(&["PRIMARY", "INDEX"]) {
        return p.some(Kind::NoPrimaryIndexProperty, &[]);
    }
    sql_access(p, &["SQL"], "NO SQL")
}

/// `SQL SECURITY DEFINER`, after `SECURITY`.
pub fn sql_security(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept(T::Eq);
    match upper_text(p, &["DEFINER", "INVOKER", "NONE"]) {
        Value::None => Ok(None),
        who => p.some(Kind::SqlSecurityProperty, &args![This: who]),
    }
}

/// `DEFINER = user@host`.
pub fn definer(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept(T::Eq);
    let user = p.id_var(atom::ANY_TOKEN)?;
    p.accept(T::Parameter);
    let host = match p.accept(T::Mod) {
        true => Some("%".to_string()),
        false => p.id_var(atom::ANY_TOKEN)?.map(|host| quoted_name(p, host)),
    };
    let (Some(user), Some(host)) = (user, host) else { return Ok(None) };
    let text = format!("{}@{host}", quoted_name(p, user));
    let text = p.text(&text);
    p.some(Kind::DefinerProperty, &args![This: text])
}

/// A name, in double quotes if it was quoted.
fn quoted_name(p: &Parser<'_>, name: NodeId) -> String {
    let text = p.tree.text_of(name, Arg::This);
    match p.tree.has(name, Arg::Quoted) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_string(),
    }
}

/// `PARAMETER STYLE PANDAS`, after the keywords.
pub fn parameter_style(p: &mut Parser<'_>) -> R {
    let style = upper_text(p, &["PANDAS"]);
    p.some(Kind::ParameterStyleProperty, &args![This: style])
}

/// `VOLATILE`: a kind of table right behind `CREATE`, else how a function depends on its arguments.
pub fn volatile(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    if mark >= 2 && matches!(p.peek_at(mark - 2).kind, T::Create | T::Replace | T::Unique) {
        return p.some(Kind::VolatileProperty, &[]);
    }
    stability(p, "VOLATILE")
}
