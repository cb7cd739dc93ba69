//! What the base dialect tells the parser.

use super::token_sets::*;
use sqlectic_ast::Kind;
use sqlectic_syntax::{
    lexer::{TokenSet, T},
    parser::{add_rules, add_token_rules, set, statements, Level, RuleFn},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    sets(d);
    operators(d);
    super::expressions::define(d);
    super::functions::define(d);
    add_token_rules(&mut d.parser.statements, STATEMENTS);
    add_rules(&mut d.parser.set_items, SET_ITEMS);
}

/// Items of `SET` by their first word, sorted.
const SET_ITEMS: &[(&str, RuleFn)] = &[
    ("GLOBAL", |p, _| p.set_item_assignment(set::GLOBAL)),
    ("LOCAL", |p, _| p.set_item_assignment(set::LOCAL)),
    ("SESSION", |p, _| p.set_item_assignment(set::SESSION)),
    ("TRANSACTION", |p, _| p.set_transaction(0)),
];

/// What only the base reads: dialects that have it too say so.
pub(super) fn define_own(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.supports_table_query = true;
    for (token, kind) in [
        (T::CurrentCatalog, Kind::CurrentCatalog),
        (T::Localtime, Kind::Localtime),
        (T::Localtimestamp, Kind::Localtimestamp),
        (T::SessionUser, Kind::SessionUser),
    ] {
        p.no_paren_functions.set(token, kind);
    }
    p.sets.id_var = p.sets.id_var.without(&[T::StraightJoin]);
    p.sets.table_alias = p.sets.table_alias.without(&[T::StraightJoin]);
}

/// Statements by their first token, sorted. Rules are called through their entries, so that a dialect that replaces a
/// rule replaces the statement.
const STATEMENTS: &[(T, RuleFn)] = &[
    (T::Alter, |p, _| p.alter()),
    (T::Analyze, |p, _| p.analyze()),
    (T::Begin, |p, _| p.transaction()),
    (T::Cache, |p, _| p.cache()),
    (T::Comment, |p, _| p.comment()),
    (T::Commit, |p, _| p.commit_or_rollback()),
    (T::Copy, |p, _| p.copy()),
    (T::Create, |p, _| p.create()),
    (T::Declare, |p, _| p.declare()),
    (T::Delete, |p, _| p.delete()),
    (T::Desc, |p, _| p.describe()),
    (T::Describe, |p, _| p.describe()),
    (T::Drop, |p, _| p.drop(0)),
    (T::Grant, |p, _| p.grant()),
    (T::Insert, |p, _| p.insert()),
    (T::Kill, |p, _| p.kill()),
    (T::Load, |p, _| p.load()),
    (T::Merge, |p, _| p.merge()),
    (T::Pragma, |p, _| p.pragma()),
    (T::Refresh, |p, _| p.refresh()),
    (T::Revoke, |p, _| p.revoke()),
    (T::Rollback, |p, _| p.commit_or_rollback()),
    (T::Semicolon, statements::semicolon),
    (T::Set, |p, _| p.set(0)),
    (T::Truncate, |p, _| p.truncate_table()),
    (T::Uncache, |p, _| p.uncache()),
    (T::Update, |p, _| p.update()),
    (T::Use, |p, _| p.use_()),
];

fn sets(d: &mut Dialect) {
    let s = &mut d.parser.sets;
    s.types = TokenSet::new(TYPE_TOKENS);
    s.nested_types = TokenSet::new(NESTED_TYPE_TOKENS);
    s.struct_types = TokenSet::new(STRUCT_TYPE_TOKENS);
    s.enum_types = TokenSet::new(ENUM_TYPE_TOKENS);
    s.aggregate_types = TokenSet::new(&[T::Aggregatefunction, T::Simpleaggregatefunction]);
    s.reserved = TokenSet::new(RESERVED_TOKENS);
    s.id_var = TokenSet::new(TYPE_TOKENS).without(&[T::Union]);
    s.id_var.extend(KEYWORD_IDENTIFIERS);
    s.alias = s.id_var.clone();
    s.colon_placeholder = s.id_var.clone();
    s.table_alias =
        s.id_var.without(&[T::Anti, T::Asof, T::Full, T::Left, T::Lock, T::Natural, T::Right, T::Semi, T::Window]);
    s.update_alias = s.table_alias.without(&[T::Set]);
    s.comment_table_alias = s.table_alias.without(&[T::Is]);
    s.window_alias = s.id_var.without(&[T::Range, T::Rows]);
    s.func = TokenSet::new(FUNC_TOKENS);
    s.creatables = TokenSet::new(CREATABLES);
    s.db_creatables = TokenSet::new(DB_CREATABLES);
    s.alterables = TokenSet::new(&[T::Index, T::Session, T::Table, T::View]);
    s.join_methods = TokenSet::new(&[T::Asof, T::Natural, T::Positional]);
    s.join_sides = TokenSet::new(&[T::Full, T::Left, T::Right]);
    s.join_kinds = TokenSet::new(&[T::Anti, T::Cross, T::Inner, T::Outer, T::Semi, T::StraightJoin]);
    s.ddl_select = TokenSet::new(&[T::LParen, T::Select, T::With]);
    s.distinct = TokenSet::new(&[T::Distinct]);
    s.fetch = s.id_var.without(&[T::Percent, T::Row, T::Rows]);
}

fn operators(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_infix(Level::Assignment, &[(T::ColonEq, Kind::PropertyEQ)]);
    p.add_infix(Level::Disjunction, &[(T::Or, Kind::Or)]);
    p.add_infix(Level::Conjunction, &[(T::And, Kind::And)]);
    p.add_infix(Level::Equality, &[(T::Eq, Kind::EQ), (T::Neq, Kind::NEQ), (T::NullsafeEq, Kind::NullSafeEQ)]);
    p.add_infix(Level::Comparison, &[(T::Gt, Kind::GT), (T::Gte, Kind::GTE), (T::Lt, Kind::LT), (T::Lte, Kind::LTE)]);
    p.add_infix(
        Level::Bitwise,
        &[(T::Amp, Kind::BitwiseAnd), (T::Caret, Kind::BitwiseXor), (T::Pipe, Kind::BitwiseOr)],
    );
    p.add_infix(Level::Term, &[(T::Collate, Kind::Collate), (T::Dash, Kind::Sub), (T::Plus, Kind::Add)]);
    p.add_infix(
        Level::Factor,
        &[
            (T::Div, Kind::IntDiv),
            (T::LrArrow, Kind::Distance),
            (T::LlrrArrow, Kind::DistanceNd),
            (T::Mod, Kind::Mod),
            (T::Slash, Kind::Div),
            (T::Star, Kind::Mul),
        ],
    );
}
