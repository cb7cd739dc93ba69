//! `SET`: settings, variables and characteristics of transactions.

use super::{statements::as_command, Parser, RuleArgs, R};
use sqlectic_ast::{args, Kind, Value};

/// Flag of [`Parser::set`]: the word was `UNSET`.
pub const UNSET: u32 = 1;
/// Flag of [`Parser::set`]: the names are those of tags.
pub const TAG: u32 = 2;

/// Flag of [`Parser::set_item_assignment`]: after `GLOBAL`.
pub const GLOBAL: u32 = 1;
/// Flag of [`Parser::set_item_assignment`]: after `LOCAL`.
pub const LOCAL: u32 = 2;
/// Flag of [`Parser::set_item_assignment`]: after `SESSION`.
pub const SESSION: u32 = 3;
/// Flag of [`Parser::set_item_assignment`]: after some other word, which is the kind.
pub const KIND: u32 = 4;

/// Characteristics of transactions, and the words that go on.
const CHARACTERISTICS: &[(&str, &[&str])] = &[
    ("ISOLATION", &["LEVEL REPEATABLE READ", "LEVEL READ COMMITTED", "LEVEL READ UNCOMITTED", "LEVEL SERIALIZABLE"]),
    ("READ", &["WRITE", "ONLY"]),
];

/// `SET ...`, after its token. What the grammar doesn't know is kept as text.
pub fn set(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let items = p.csv(|p| p.set_item())?;
    if !p.at_end() {
        return as_command(p, mark);
    }
    let items = p.list(&items);
    let (unset, tag) = (a.flags & UNSET != 0, a.flags & TAG != 0);
    p.make_from(mark, Kind::Set, &args![Expressions: items, Unset: unset, Tag: tag]).map(Some)
}

/// One item of `SET`.
pub fn set_item(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let dialect = p.dialect;
    match p.keyed(&dialect.parser.set_items) {
        Some(entry) => entry.call(p, RuleArgs::default()),
        None => p.set_item_assignment(0),
    }
}

/// `name = value`, after a word that is its kind.
pub fn set_item_assignment(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let kind = match a.flags {
        0 => Value::None,
        _ => p.prev_upper(),
    };
    if matches!(a.flags, GLOBAL | SESSION) && p.accept_words(&["TRANSACTION"]) {
        return p.set_transaction(u32::from(a.flags == GLOBAL));
    }
    let left = match p.primary()? {
        Some(primary) => Some(primary),
        None => p.column()?,
    };
    let delimited = p.accept_word(&["=", "TO", ":="]);
    if left.is_none() || p.dialect.parser.flags.set_requires_assignment_delimiter && !delimited {
        p.retreat(mark);
        return Ok(None);
    }
    let right = match p.statement()? {
        Some(right) => Some(right),
        None => p.id_var(super::atom::ANY_TOKEN)?,
    };
    let right = match right {
        Some(name) if matches!(p.tree.kind(name), Kind::Column | Kind::Identifier) => {
            let text = p.tree.name(name).to_string();
            let span = p.tree.span(name);
            let word = p.word_node(&text);
            p.tree.set_span(word, span);
            Some(word)
        }
        right => right,
    };
    let this = p.make(Kind::EQ, &args![This: left, Expression: right])?;
    p.make_from(mark, Kind::SetItem, &args![This: this, Kind: kind]).map(Some)
}

/// Characteristics of a transaction; the flag says whether of all later ones.
pub fn set_transaction(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    p.accept_words(&["TRANSACTION"]);
    let characteristics = p.csv(|p| p.option(CHARACTERISTICS, true))?;
    let characteristics = p.list(&characteristics);
    let kind = p.text("TRANSACTION");
    let global = a.flags != 0;
    p.make_from(mark, Kind::SetItem, &args![Expressions: characteristics, Kind: kind, Global: global]).map(Some)
}
