//! Statements: transactions, `EXECUTE`.

use sqlectic_ast::{args, Kind, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_token_rules, atom::ANY_TOKEN, dml, relation, statements::as_command, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    add_token_rules(&mut p.statements, &[(T::Execute, execute)]);
    p.replace(Rule::Transaction, transaction);
    p.replace(Rule::CommitOrRollback, commit_or_rollback);
    p.replace(Rule::Update, update);
}

// ---- transactions ----------------------------------------------------------------------------------------------------

/// A name of a transaction, or a variable that holds it.
fn transaction_name(p: &mut Parser<'_>) -> R {
    p.id_var(ANY_TOKEN)
}

/// `BEGIN TRAN name WITH MARK 'x'`; another `BEGIN` starts a block, which is kept as text.
/// <https://learn.microsoft.com/en-us/sql/t-sql/language-elements/begin-transaction-transact-sql>
fn transaction(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if !p.accept_word(&["TRAN", "TRANSACTION"]) {
        return as_command(p, mark);
    }
    let this = transaction_name(p)?;
    let description: Value = match p.accept_words(&["WITH", "MARK"]) {
        true => p.string()?.into(),
        false => Value::None,
    };
    p.make_from(mark, Kind::Transaction, &args![This: this, Mark: description]).map(Some)
}

/// `COMMIT TRAN name WITH (DELAYED_DURABILITY = ON)`, `ROLLBACK TRAN name`.
/// <https://learn.microsoft.com/en-us/sql/t-sql/language-elements/commit-transaction-transact-sql>
fn commit_or_rollback(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let is_rollback = p.prev().kind == T::Rollback;
    p.accept_word(&["TRAN", "TRANSACTION"]);
    let this = transaction_name(p)?;
    if is_rollback {
        return p.make_from(mark, Kind::Rollback, &args![This: this]).map(Some);
    }
    let mut durability = Value::None;
    if p.accept_pair(T::With, T::LParen) {
        p.accept_words(&["DELAYED_DURABILITY"]);
        p.accept(T::Eq);
        let on = p.accept_words(&["ON"]);
        if !on {
            p.accept_words(&["OFF"]);
        }
        durability = Value::Bool(on);
        p.r_paren()?;
    }
    p.make_from(mark, Kind::Commit, &args![This: this, Durability: durability]).map(Some)
}

// ---- EXECUTE ---------------------------------------------------------------------------------------------------------

/// `EXECUTE [@status =] name [@parameter =] value, ...`, after its token.
/// <https://learn.microsoft.com/en-us/sql/t-sql/language-elements/execute-transact-sql>
fn execute(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let mut status = Value::None;
    if p.at(T::Parameter) {
        let here = p.mark();
        let variable = p.placeholder()?;
        match variable {
            Some(variable) if p.accept(T::Eq) => status = variable.into(),
            _ => p.retreat(here),
        }
    }
    let this = p.table(relation::SCHEMA)?;
    let items = p.csv(|p| p.expression())?;
    let items = p.opt_list(&items);
    let is_sql = this.is_some_and(|this| {
        p.tree.kind(this) == Kind::Table && p.tree.name(this).eq_ignore_ascii_case("sp_executesql")
    });
    let kind = if is_sql { Kind::ExecuteSql } else { Kind::Execute };
    p.make_from(mark, kind, &args![This: this, Expressions: items, ReturnStatus: status]).map(Some)
}

// ---- UPDATE ----------------------------------------------------------------------------------------------------------

/// `UPDATE ... OPTION(...)`.
fn update(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = dml::update(p, a)? else { return Ok(None) };
    let options = super::queries::options(p)?;
    p.tree.set(node, sqlectic_ast::Arg::Options, options);
    Ok(Some(node))
}
