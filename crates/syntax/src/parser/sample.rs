//! What may follow a table: samples, points in time, changes, hints.

use super::{atom, functions, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Flag of [`Parser::table_sample`]: the clause is one of a query, so `USING SAMPLE` starts it too.
pub const AS_MODIFIER: u32 = 1;

/// A sample clause.
#[inline]
pub fn table_sample(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    match p.accept(T::TableSample) || a.flags & AS_MODIFIER != 0 && p.accept_words(&["USING", "SAMPLE"]) {
        true => sample(p, mark),
        false => Ok(None),
    }
}

/// A sample clause, after the words that start it.
fn sample(p: &mut Parser<'_>, mark: usize) -> R {
    let mut method = if p.at(T::LParen) { None } else { method(p)? };
    let wrapped = p.accept(T::LParen);
    let size = sample_size(p)?;
    if wrapped {
        p.r_paren()?;
    }
    let mut seed = Value::None;
    if p.accept(T::LParen) {
        method = p.var(atom::UPPER)?;
        seed = if p.accept(T::Comma) { p.number()?.into() } else { Value::Bool(false) };
        p.r_paren()?;
    } else if p.accept_word(&["REPEATABLE", "SEED"]) {
        seed = p.wrapped(|p| p.number())?.into();
    }
    if method.is_none() {
        if let Some(default) = p.dialect.parser.default_sampling_method {
            method = Some(p.word_node(default));
        }
    }
    let node = p.node(
        Kind::TableSample,
        &args![
            Expressions: size.expressions, Method: method, BucketNumerator: size.numerator,
            BucketDenominator: size.denominator, BucketField: size.field, Percent: size.percent, Size: size.rows,
            Seed: seed
        ],
    )?;
    p.take_comments(node);
    p.stretch(node, mark);
    Ok(Some(node))
}

/// `BERNOULLI`, `SYSTEM`, `RESERVOIR`, `ROW` ...
fn method(p: &mut Parser<'_>) -> R {
    if p.accept(T::Row) {
        let text = p.prev_upper();
        return p.some(Kind::Var, &args![This: text]);
    }
    p.var(atom::UPPER)
}

/// How much of a table a sample takes.
#[derive(Default)]
struct Size {
    expressions: Option<Value>,
    numerator: Option<NodeId>,
    denominator: Option<NodeId>,
    field: Option<NodeId>,
    percent: Option<NodeId>,
    rows: Option<NodeId>,
}

fn sample_size(p: &mut Parser<'_>) -> R<Size> {
    let mut size = Size::default();
    let mut number = None;
    if p.dialect.parser.flags.tablesample_csv {
        let sizes = p.csv(|p| p.primary())?;
        size.expressions = Some(p.opt_list(&sizes));
    } else {
        number = match (p.kind(), p.next_kind()) {
            (T::Number, T::Slash | T::Star) => p.factor()?,
            _ => match p.primary()? {
                Some(number) => Some(number),
                None => p.placeholder()?,
            },
        };
    }
    if p.accept_words(&["BUCKET"]) {
        size.numerator = p.number()?;
        p.accept_words(&["OUT", "OF"]);
        size.denominator = p.number()?;
        size.field = if p.accept(T::On) { p.field(0)? } else { None };
    } else if p.accept_any(&[T::Percent, T::Mod]) {
        size.percent = number;
    } else if p.accept(T::Rows) || !p.dialect.semantics.flags.tablesample_size_is_percent {
        size.rows = number;
    } else {
        size.percent = number;
    }
    Ok(size)
}

// ---- points in time -----------------------------------------------------------------------------------------------------

/// What may start a version, and whether it is a time or a number of the version.
const VERSION_PHRASES: &[(&[&str], usize, &str)] = &[
    (&["FOR", "SYSTEM_TIME"], 2, "TIMESTAMP"),
    (&["FOR", "SYSTEM", "TIME"], 3, "TIMESTAMP"),
    (&["FOR", "TIMESTAMP"], 2, "TIMESTAMP"),
    (&["FOR", "VERSION"], 2, "VERSION"),
    (&["TIMESTAMP", "AS", "OF"], 1, "TIMESTAMP"),
    (&["VERSION", "AS", "OF"], 1, "VERSION"),
];

/// A point in time or version of a table.
#[inline]
pub fn version(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.kind() {
        T::For | T::Timestamp | T::Timestamptz | T::Var => version_phrase(p),
        _ => Ok(None),
    }
}

fn version_phrase(p: &mut Parser<'_>) -> R {
    let Some((_, length, what)) = VERSION_PHRASES.iter().find(|(words, ..)| p.at_words(words)) else {
        return Ok(None);
    };
    let mark = p.mark();
    p.advance_by(*length);
    let this = p.text(what);
    let (kind, expression) = version_range(p)?;
    let node = p.make(Kind::Version, &args![This: this, Expression: expression, Kind: kind])?;
    p.stretch(node, mark);
    Ok(Some(node))
}

/// `AS OF x`, `FROM x TO y`, `BETWEEN x AND y`, `CONTAINED IN (x, y)`, `ALL`.
fn version_range(p: &mut Parser<'_>) -> R<(Value, Option<NodeId>)> {
    if p.accept_any(&[T::From, T::Between]) {
        let kind = p.prev_upper();
        let start = p.bitwise()?;
        p.accept_word(&["AND", "TO"]);
        let end = p.bitwise()?;
        let bounds: Vec<NodeId> = start.into_iter().chain(end).collect();
        let list = p.list(&bounds);
        return Ok((kind, Some(p.make(Kind::Tuple, &args![Expressions: list])?)));
    }
    if p.accept_words(&["CONTAINED", "IN"]) {
        let bounds = p.wrapped_csv(|p| p.bitwise())?;
        let list = p.list(&bounds);
        let kind = p.text("CONTAINED IN");
        return Ok((kind, Some(p.make(Kind::Tuple, &args![Expressions: list])?)));
    }
    if p.accept(T::All) {
        return Ok((p.text("ALL"), None));
    }
    p.accept_words(&["AS", "OF"]);
    let point = p.type_(0)?;
    Ok((p.text("AS OF"), point))
}

/// `AT (TIMESTAMP => x)`, `BEFORE (STATEMENT => x)`, `END (OFFSET => x)`; the cursor is unmoved if it isn't there.
#[inline]
pub fn historical_data(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    match p.next_kind() == T::LParen && p.at_word(&["AT", "BEFORE", "END"]) {
        true => moment(p),
        false => Ok(None),
    }
}

fn moment(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    p.advance();
    let this = p.prev_upper();
    p.advance();
    if p.accept_word(&["OFFSET", "STATEMENT", "STREAM", "TIMESTAMP", "VERSION"]) {
        let kind = p.prev_upper();
        let expression = if p.accept(T::Farrow) { p.bitwise()? } else { None };
        if expression.is_some() {
            p.r_paren()?;
            let args = args![This: this, Kind: kind, Expression: expression];
            return p.make_from(mark, Kind::HistoricalData, &args).map(Some);
        }
    }
    p.retreat(mark);
    Ok(None)
}

/// `CHANGES (INFORMATION => DEFAULT) AT (...) END (...)`.
pub fn changes(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    if !p.accept_words(&["CHANGES", "(", "INFORMATION", "=>"]) {
        return Ok(None);
    }
    let information = p.var(atom::ANY_TOKEN)?;
    p.r_paren()?;
    let at_before = p.historical_data()?;
    let end = p.historical_data()?;
    p.make_from(mark, Kind::Changes, &args![Information: information, AtBefore: at_before, End: end]).map(Some)
}

// ---- hints --------------------------------------------------------------------------------------------------------------

/// Sets the hints behind a table, if there are any.
pub(super) fn hints(p: &mut Parser<'_>, table: NodeId) -> R<()> {
    let hints = p.table_hints()?;
    if let Some(holder) = hints {
        let list = p.tree.get(holder, Arg::Expressions);
        p.tree.set(table, Arg::Hints, list);
    }
    Ok(())
}

/// Hints after a table; they come as the list of a `Tuple`.
#[inline]
pub fn table_hints(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.kind() {
        T::Force | T::Ignore | T::Use | T::With => hints_after(p),
        _ => Ok(None),
    }
}

fn hints_after(p: &mut Parser<'_>) -> R {
    let mut hints = Vec::new();
    if p.at_pair(T::With, T::LParen) {
        let mark = p.mark();
        p.advance();
        let items = p.wrapped_csv(|p| match p.function(functions::NO_OPTIONAL_PARENS)? {
            Some(function) => Ok(Some(function)),
            None => p.var(atom::ANY_TOKEN),
        })?;
        let list = p.opt_list(&items);
        hints.push(p.make_from(mark, Kind::WithTableHint, &args![Expressions: list])?);
    } else {
        while p.accept_any(&[T::Force, T::Ignore, T::Use]) {
            hints.push(index_hint(p)?);
        }
    }
    if hints.is_empty() {
        return Ok(None);
    }
    let list = p.list(&hints);
    p.node(Kind::Tuple, &args![Expressions: list]).map(Some)
}

/// `USE INDEX FOR JOIN (a)`, after its first word.
fn index_hint(p: &mut Parser<'_>) -> R<NodeId> {
    let mark = p.mark() - 1;
    let this = p.prev_upper();
    p.accept_word(&["INDEX", "KEY"]);
    let mut target = Value::None;
    if p.accept(T::For) && !p.at_end() {
        p.advance();
        target = p.prev_upper();
    }
    let names = p.wrapped_id_vars()?;
    let list = p.list(&names);
    p.make_from(mark, Kind::IndexTableHint, &args![This: this, Target: target, Expressions: list])
}
