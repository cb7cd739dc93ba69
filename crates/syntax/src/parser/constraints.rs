//! Constraints of tables and columns.
//!
//! Rules of [`ParserTables::constraints`](super::ParserTables) are called after their keyword.

use super::{atom, put, relation, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Flag of [`Parser::unnamed_constraint`]: only constraints that a table may have without a name.
pub const SCHEMA: u32 = 1;
/// Flag of [`Parser::references`]: `REFERENCES` was consumed.
pub const AFTER_KEYWORD: u32 = 1;
/// Flag of [`Parser::primary_key`]: the key is a property of the table, so that it has columns.
pub const IN_PROPERTIES: u32 = 1;
/// Flag of [`Parser::primary_key`]: the columns may stand without parentheses.
pub const OPTIONAL_PARENS: u32 = 2;

/// What may follow a key.
const KEY_OPTIONS: &[&str] = &[
    "DEFERRABLE",
    "INITIALLY DEFERRED",
    "INITIALLY IMMEDIATE",
    "MATCH FULL",
    "MATCH PARTIAL",
    "MATCH SIMPLE",
    "NORELY",
    "NOT ENFORCED",
    "RELY",
    "USING BTREE",
    "USING HASH",
];

/// A named or unnamed constraint of a table.
pub fn constraint(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    if !p.accept(T::Constraint) {
        return p.unnamed_constraint(SCHEMA);
    }
    let this = p.id_var(atom::ANY_TOKEN)?;
    let mut parts = Vec::new();
    loop {
        let part = match p.unnamed_constraint(0)? {
            Some(part) => Some(part),
            None => p.function(0)?,
        };
        match part {
            Some(part) => parts.push(part),
            None => break,
        }
    }
    let parts = p.opt_list(&parts);
    p.make_from(mark, Kind::Constraint, &args![This: this, Expressions: parts]).map(Some)
}

/// A constraint without a name.
pub fn unnamed_constraint(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let dialect = p.dialect;
    if a.flags & SCHEMA != 0 && !dialect.parser.schema_unnamed_constraints.contains(p.curr_str()) {
        return Ok(None);
    }
    if p.at(T::Identifier) {
        return Ok(None);
    }
    keyed(p)
}

/// A constraint of a column.
pub fn column_constraint(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    let name = if p.accept(T::Constraint) { p.id_var(atom::ANY_TOKEN)? } else { None };
    let kind = match keyed(p)? {
        Some(kind) => kind,
        None if p.accept_pair(T::Char, T::Set) => {
            let this = p.var_or_string(0)?;
            p.make(Kind::CharacterSetColumnConstraint, &args![This: this])?
        }
        None => return Ok(name),
    };
    p.make_from(mark, Kind::ColumnConstraint, &args![This: name, Kind: kind]).map(Some)
}

/// A constraint by its keyword; nothing, and nothing consumed, if none follows.
fn keyed(p: &mut Parser<'_>) -> R {
    let dialect = p.dialect;
    if matches!(p.kind(), T::String | T::Sentinel) {
        return Ok(None);
    }
    let Some(entry) = dialect.parser.constraints.get(p.curr_str()) else { return Ok(None) };
    let mark = p.mark();
    p.advance();
    let node = entry.call(p, RuleArgs::default())?;
    match node {
        Some(node) => p.stretch(node, mark),
        None => p.retreat(mark),
    }
    Ok(node)
}

/// Consumes one of these phrases and returns it in upper case.
pub fn phrase(p: &mut Parser<'_>, phrases: &[&'static str]) -> Option<&'static str> {
    phrases.iter().copied().find(|phrase| {
        let words: smallvec::SmallVec<[&str; 4]> = phrase.split(' ').collect();
        p.accept_words(&words)
    })
}

// ---- keys ------------------------------------------------------------------------------------------------------------

/// What may follow a key: `NOT ENFORCED`, `ON DELETE CASCADE`, ... as texts.
pub fn key_options(p: &mut Parser<'_>) -> R<Value> {
    let mut options = Vec::new();
    loop {
        if p.accept(T::On) {
            p.advance();
            let event = p.prev_str().to_string();
            let Some(action) = phrase(p, &["NO ACTION", "CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT"]) else {
                p.error("Invalid key constraint")?;
                break;
            };
            options.push(p.text(&format!("ON {event} {action}")));
        } else if let Some(option) = phrase(p, KEY_OPTIONS) {
            options.push(p.text(option));
        } else {
            break;
        }
    }
    Ok(p.tree.list_of(&options))
}

/// `PRIMARY KEY`, with columns for a table.
pub fn primary_key(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let desc = match p.kind() {
        T::Asc => Some(false),
        T::Desc => Some(true),
        _ => None,
    };
    if desc.is_some() {
        p.advance();
    }
    if a.flags & IN_PROPERTIES == 0 && !p.at(T::LParen) {
        let options = key_options(p)?;
        return p.some(Kind::PrimaryKeyColumnConstraint, &args![Desc: desc, Options: options]);
    }
    let parts = match a.flags & OPTIONAL_PARENS {
        0 => p.wrapped_csv(|p| p.primary_key_part())?,
        _ => p.opt_wrapped_csv(|p| p.primary_key_part())?,
    };
    let include = p.index_params()?;
    let options = key_options(p)?;
    let parts = p.opt_list(&parts);
    p.some(Kind::PrimaryKey, &args![Expressions: parts, Include: include, Options: options])
}

/// One part of a primary key.
pub fn primary_key_part(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.field(0)
}

/// `UNIQUE`, with columns for a table.
pub fn unique(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_word(&["INDEX", "KEY"]);
    let nulls = p.accept_words(&["NULLS", "NOT", "DISTINCT"]);
    let name = p.unique_key()?;
    let this = super::ddl::schema_of(p, name)?;
    let index_type = match p.accept(T::Using) {
        true => {
            p.advance();
            p.prev_text()
        }
        false => Value::Bool(false),
    };
    let on_conflict = p.on_conflict()?;
    let options = key_options(p)?;
    p.some(
        Kind::UniqueColumnConstraint,
        &args![Nulls: nulls, This: this, IndexType: index_type, OnConflict: on_conflict, Options: options],
    )
}

/// The name of a unique key; what starts another constraint is none.
pub fn unique_key(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.at(T::Identifier) && p.dialect.parser.constraints.contains(p.curr_str()) {
        return Ok(None);
    }
    p.id_var(0)
}

/// `FOREIGN KEY`.
pub fn foreign_key(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let columns = match p.at(T::References) {
        true => Value::None,
        false => {
            let columns = p.wrapped_id_vars()?;
            p.list(&columns)
        }
    };
    let reference = p.references(0)?;
    let mut actions = [Value::None, Value::None];
    while p.accept(T::On) {
        let update = p.at(T::Update);
        if !p.accept_any(&[T::Delete, T::Update]) {
            p.error("Expected DELETE or UPDATE")?;
        }
        let action = match phrase(p, &["NO ACTION", "SET NULL", "SET DEFAULT"]) {
            Some(action) => p.text(action),
            None => {
                p.advance();
                p.prev_upper()
            }
        };
        actions[usize::from(update)] = action;
    }
    let options = key_options(p)?;
    let [delete, update] = actions;
    p.some(
        Kind::ForeignKey,
        &args![Expressions: columns, Reference: reference, Options: options, Delete: delete, Update: update],
    )
}

/// `REFERENCES ...`.
pub fn references(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    if a.flags & AFTER_KEYWORD == 0 && !p.accept(T::References) {
        return Ok(None);
    }
    let this = p.table(relation::SCHEMA)?;
    let options = key_options(p)?;
    p.make_from(mark, Kind::Reference, &args![This: this, Options: options]).map(Some)
}

// ---- values ----------------------------------------------------------------------------------------------------------

/// `CHECK (a > 0)`; without a parenthesis the word is a name.
pub fn check(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.at(T::LParen) {
        return Ok(None);
    }
    let this = p.wrapped(|p| p.assignment())?;
    let enforced = p.accept_words(&["ENFORCED"]);
    p.some(Kind::CheckColumnConstraint, &args![This: this, Enforced: enforced])
}

/// `COLLATE x`.
pub fn collate(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = match p.identifier()? {
        Some(name) => Some(name),
        None => p.column()?,
    };
    p.some(Kind::CollateColumnConstraint, &args![This: this])
}

/// `COMPRESS`, with one value or several in parentheses.
pub fn compress(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = match p.at(T::LParen) {
        true => {
            let values = p.wrapped_csv(|p| p.bitwise())?;
            p.list(&values)
        }
        false => p.bitwise()?.into(),
    };
    p.some(Kind::CompressColumnConstraint, &args![This: this])
}

/// `NOT NULL` and what else starts with `NOT`.
pub fn not(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept(T::Null) {
        p.some(Kind::NotNullColumnConstraint, &[])
    } else if p.accept_words(&["CASESPECIFIC"]) {
        p.some(Kind::CaseSpecificColumnConstraint, &args![Not: true])
    } else if p.accept_words(&["FOR", "REPLICATION"]) {
        p.some(Kind::NotForReplicationColumnConstraint, &[])
    } else {
        Ok(None)
    }
}

/// `NULL`.
pub fn null(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.some(Kind::NotNullColumnConstraint, &args![AllowNull: true])
}

/// `CASESPECIFIC`.
pub fn case_specific(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.some(Kind::CaseSpecificColumnConstraint, &args![Not: false])
}

/// `TTL e`, the lifetime of a column's values.
pub fn ttl(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    let this = p.list(this.as_slice());
    p.some(Kind::MergeTreeTTL, &args![Expressions: this])
}

/// `ON UPDATE f()`, or the place that `ON` names.
pub fn on(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept(T::Update) {
        let this = p.function(0)?;
        return p.some(Kind::OnUpdateColumnConstraint, &args![This: this]);
    }
    let this = p.id_var(atom::ANY_TOKEN)?;
    p.some(Kind::OnProperty, &args![This: this])
}

/// `PERIOD FOR SYSTEM_TIME (a, b)`; else the word is a name.
pub fn period(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_words(&["FOR", "SYSTEM_TIME"]) {
        return Ok(None);
    }
    let columns = p.wrapped_id_vars()?;
    let (first, second) = (columns.first().copied(), columns.get(1).copied());
    p.some(Kind::PeriodForSystemTimeConstraint, &args![This: first, Expression: second])
}

/// `INLINE LENGTH n`.
pub fn inline(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_words(&["LENGTH"]) {
        return Ok(None);
    }
    let this = p.bitwise()?;
    p.some(Kind::InlineLengthColumnConstraint, &args![This: this])
}

/// `CLUSTERED (a)`, `NONCLUSTERED (a)`.
pub fn clustered(p: &mut Parser<'_>, kind: Kind) -> R {
    let columns = p.wrapped_csv(|p| p.ordered())?;
    let columns = p.list(&columns);
    p.some(kind, &args![This: columns])
}

/// `EXCLUDE USING gist(a WITH &&)`.
pub fn exclude(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.index_params()?;
    p.some(Kind::ExcludeColumnConstraint, &args![This: this])
}

/// `LIKE t INCLUDING DEFAULTS`: columns taken from a table.
pub fn like(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let table = p.table(relation::SCHEMA)?;
    let mut parts = Vec::new();
    while p.accept_word(&["EXCLUDING", "INCLUDING"]) {
        let which = p.prev_upper();
        let Some(name) = p.id_var(atom::ANY_TOKEN)? else { return Ok(None) };
        let upper = p.prev_upper();
        let span = p.tree.span(name);
        let what = p.tree.make_at(Kind::Var, span, &args![This: upper]);
        parts.push(p.make(Kind::Property, &args![This: which, Value: what])?);
    }
    let parts = p.list(&parts);
    p.some(Kind::LikeProperty, &args![This: table, Expressions: parts])
}

/// `BUCKET(16, a)` or `TRUNCATE(a, 3)` among columns; without a parenthesis the word is a name.
pub fn partition_transform(p: &mut Parser<'_>, kind: Kind) -> R {
    if !p.at(T::LParen) {
        return Ok(None);
    }
    let items = p.wrapped_csv(|p| match p.primary()? {
        Some(primary) => Ok(Some(primary)),
        None => p.column(),
    })?;
    let (mut this, mut number) = (items.first().copied(), items.get(1).copied());
    if this.is_some_and(|this| p.tree.kind(this) == Kind::Literal) {
        std::mem::swap(&mut this, &mut number);
    }
    p.some(kind, &args![This: this, Expression: number])
}

// ---- generated values ------------------------------------------------------------------------------------------------

/// `GENERATED ALWAYS AS ...`: an identity, an expression, or a bound of a row's lifetime.
pub fn generated(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let mut args = Vec::new();
    if p.accept_words(&["BY", "DEFAULT"]) {
        let on_null = p.accept_pair(T::On, T::Null);
        args.extend(args![This: false, OnNull: on_null]);
    } else {
        p.accept_words(&["ALWAYS"]);
        args.extend(args![This: true]);
    }
    p.accept(T::Alias);
    if p.accept(T::Row) {
        let start = p.accept_words(&["START"]);
        if !start {
            p.accept(T::End);
        }
        let hidden = p.accept_words(&["HIDDEN"]);
        return p.some(Kind::GeneratedAsRowColumnConstraint, &args![Start: start, Hidden: hidden]);
    }
    let identity = p.accept_words(&["IDENTITY"]);
    if p.accept(T::LParen) {
        if identity {
            identity_options(p, &mut args)?;
        } else {
            args.push((Arg::Expression, p.disjunction()?.into()));
        }
        p.r_paren()?;
    }
    p.make_from(mark, Kind::GeneratedAsIdentityColumnConstraint, &args).map(Some)
}

/// `STORED` or `VIRTUAL` behind a generated expression: the column is computed. `always`: even without one of them.
pub fn stored_or_virtual(p: &mut Parser<'_>, generated: Option<NodeId>, always: bool) -> R {
    let Some(node) = generated else { return Ok(None) };
    let Some(this) = p.tree.expression(node) else { return Ok(generated) };
    let stored = p.accept_words(&["STORED"]);
    if !stored && !p.accept_words(&["VIRTUAL"]) && !always {
        return Ok(generated);
    }
    p.some(Kind::ComputedColumnConstraint, &args![This: this, Persisted: stored])
}

/// `START WITH 1 INCREMENT BY 1 ...`, or only the two numbers.
fn identity_options(p: &mut Parser<'_>, args: &mut Vec<(Arg, Value)>) -> R<()> {
    let words: [(&[&str], Arg); 4] = [
        (&["START", "WITH"], Arg::Start),
        (&["INCREMENT", "BY"], Arg::Increment),
        (&["MINVALUE"], Arg::Minvalue),
        (&["MAXVALUE"], Arg::Maxvalue),
    ];
    let mut started = false;
    for (words, arg) in words {
        if p.accept_words(words) {
            put(args, arg, p.bitwise()?);
            started |= arg == Arg::Start;
        }
    }
    if p.accept_words(&["CYCLE"]) {
        args.push((Arg::Cycle, true.into()));
    } else if p.accept_words(&["NO", "CYCLE"]) {
        args.push((Arg::Cycle, false.into()));
    }
    if !started && p.at(T::Number) {
        let numbers = p.csv(|p| p.bitwise())?;
        for (number, arg) in numbers.into_iter().zip([Arg::Start, Arg::Increment]) {
            put(args, arg, number);
        }
    }
    Ok(())
}

/// `AUTO_INCREMENT`, `IDENTITY(1, 1)`, `AUTOINCREMENT START 1 INCREMENT 1`.
pub fn auto_increment(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let (mut start, mut increment, mut order) = (None, None, None);
    if p.at(T::LParen) {
        let numbers = p.wrapped_csv(|p| p.bitwise())?;
        (start, increment) = (numbers.first().copied(), numbers.get(1).copied());
    }
    while let Some(word) = phrase(p, &["START", "INCREMENT", "ORDER", "NOORDER"]) {
        match word {
            "START" => start = p.bitwise()?,
            "INCREMENT" => increment = p.bitwise()?,
            _ => order = Some(word == "ORDER"),
        }
    }
    if start.is_none() && increment.is_none() && order.is_none() {
        return p.some(Kind::AutoIncrementColumnConstraint, &[]);
    }
    p.some(
        Kind::GeneratedAsIdentityColumnConstraint,
        &args![Start: start, Increment: increment, This: false, Order: order],
    )
}

/// A constraint that holds what `inner` parses.
pub fn of(p: &mut Parser<'_>, kind: Kind, inner: impl FnOnce(&mut Parser<'_>) -> R) -> R {
    let this: Option<NodeId> = inner(p)?;
    p.some(kind, &args![This: this])
}
