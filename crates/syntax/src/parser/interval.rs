//! Interval literals, brought to one form: a number or expression and a unit.

use super::{atom, column, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Flag of [`Parser::interval`]: the keyword is left out.
pub const WITHOUT_KEYWORD: u32 = 1;

/// An interval literal.
pub fn interval(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    if a.flags & WITHOUT_KEYWORD == 0 && !p.accept(T::Interval) {
        return Ok(None);
    }
    let value = if p.at(T::String) { p.primary()? } else { p.deep(|p| p.term())? };
    let Some(value) = value.filter(|value| !is_column_instead(p, *value)) else {
        p.retreat(mark);
        return Ok(None);
    };
    let before_unit = p.mark();
    let unit = unit(p)?;
    let is_text = p.tree.is_string(value);
    let (value, unit) = canonical(p, value, unit, before_unit);
    let has_fraction = is_text && p.tree.name(value).contains('.');
    // `'1.5 DAY'`, but not `'1.5' DAY`.
    let from_text = unit.is_some() && p.mark() == before_unit;
    let fraction = (has_fraction && from_text).then_some(true);
    let unit = span(p, unit)?;
    let node = p.make_from(mark, Kind::Interval, &args![This: value, Unit: unit, FractionInString: fraction])?;
    super::functions::canonical_unit(&mut p.tree, node, true);
    Ok(Some(node))
}

/// `INTERVAL 1 HOUR 30 MINUTES`, `INTERVAL 1 HOUR + 30 MINUTES`: a number or text behind an interval is another one.
pub(super) fn sum(p: &mut Parser<'_>, interval: NodeId) -> R<NodeId> {
    let mark = p.mark();
    let added = p.accept(T::Plus);
    if !matches!(p.kind(), T::String | T::Number) || added && !is_amount(p) {
        p.retreat(mark);
        return Ok(interval);
    }
    let rest = p.deep(|p| match p.interval(WITHOUT_KEYWORD)? {
        Some(rest) => sum(p, rest).map(Some),
        None => Ok(None),
    })?;
    match rest {
        Some(rest) => p.make(Kind::Add, &args![This: interval, Expression: rest]),
        None => {
            p.retreat(mark);
            Ok(interval)
        }
    }
}

/// Whether the number or text at the cursor has a unit, in it or behind it: `INTERVAL '1 DAY' + 2 * x` adds a product.
fn is_amount(p: &Parser<'_>) -> bool {
    let behind = *p.peek(1);
    let text = p.tree.str(behind.text);
    let word = behind.kind == T::Var || is_unit(text) || p.dialect.parser.interval_units.contains(text);
    word || p.at(T::String) && p.curr_str().bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// `interval IS NULL`: what follows the word is no value, so the word is a name. A bare name counts as a value only
/// before a unit or the end.
fn is_column_instead(p: &Parser<'_>, value: NodeId) -> bool {
    if p.tree.kind(value) != Kind::Column || p.tree.get(value, Arg::Table) != Value::None {
        return false;
    }
    let quoted = p.tree.this(value).is_some_and(|name| p.tree.has(name, Arg::Quoted));
    !quoted && !p.at_end() && !at_unit(p)
}

/// Units of time and their short forms, sorted.
const UNITS: &[&str] = &[
    "C",
    "CENT",
    "CENTS",
    "CENTURIES",
    "CENTURY",
    "D",
    "DAY",
    "DAYOFMONTH",
    "DAYOFWEEK",
    "DAYOFWEEKISO",
    "DAYOFWEEK_ISO",
    "DAYOFYEAR",
    "DAYS",
    "DD",
    "DEC",
    "DECADE",
    "DECADES",
    "DECS",
    "DOW",
    "DOW_ISO",
    "DOY",
    "DW",
    "DW_ISO",
    "DY",
    "EPOCH",
    "EPOCH_MICROSECOND",
    "EPOCH_MICROSECONDS",
    "EPOCH_MILLISECOND",
    "EPOCH_MILLISECONDS",
    "EPOCH_NANOSECOND",
    "EPOCH_NANOSECONDS",
    "EPOCH_SECOND",
    "EPOCH_SECONDS",
    "H",
    "HH",
    "HOUR",
    "HOURS",
    "HR",
    "HRS",
    "M",
    "MI",
    "MICROSEC",
    "MICROSECOND",
    "MICROSECONDS",
    "MICROSECS",
    "MIL",
    "MILLENIA",
    "MILLENNIUM",
    "MILLISEC",
    "MILLISECON",
    "MILLISECOND",
    "MILLISECONDS",
    "MILLISECS",
    "MILS",
    "MIN",
    "MINS",
    "MINUTE",
    "MINUTES",
    "MM",
    "MON",
    "MONS",
    "MONTH",
    "MONTHS",
    "MS",
    "MSEC",
    "MSECOND",
    "MSECONDS",
    "MSECS",
    "NANOSEC",
    "NANOSECOND",
    "NANOSECS",
    "NS",
    "NSEC",
    "NSECOND",
    "NSECONDS",
    "Q",
    "QTR",
    "QTRS",
    "QUARTER",
    "QUARTERS",
    "S",
    "SEC",
    "SECOND",
    "SECONDS",
    "SECS",
    "TIMEZONE_HOUR",
    "TIMEZONE_MINUTE",
    "TZH",
    "TZM",
    "US",
    "USEC",
    "USECOND",
    "USECONDS",
    "USECS",
    "W",
    "WEEK",
    "WEEKDAY",
    "WEEKDAY_ISO",
    "WEEKISO",
    "WEEKOFYEAR",
    "WEEKOFYEARISO",
    "WEEKOFYEAR_ISO",
    "WEEK_ISO",
    "WK",
    "WOY",
    "WY",
    "Y",
    "YEAR",
    "YEARS",
    "YR",
    "YRS",
    "YY",
    "YYY",
    "YYYY",
];

/// Whether a word is a unit of time.
pub fn is_unit(word: &str) -> bool {
    UNITS.binary_search(&word.to_ascii_uppercase().as_str()).is_ok()
}

/// Whether a unit of time follows that the dialect knows.
pub fn at_unit(p: &Parser<'_>) -> bool {
    is_unit(p.curr_str()) || p.dialect.parser.interval_units.contains(p.curr_str())
}

/// A unit: a call such as `CAST(...)`, or a word.
fn unit(p: &mut Parser<'_>) -> R {
    if let Some(function) = p.function(0)? {
        return Ok(Some(function));
    }
    let is_word = p.at(T::Var) || !p.at(T::String) && at_unit(p);
    if !is_word {
        return Ok(None);
    }
    p.var(atom::ANY_TOKEN | atom::UPPER)
}

/// `1 day`, `'1 day'` and `'1' day` are the same.
fn canonical(p: &mut Parser<'_>, value: NodeId, unit: Option<NodeId>, before_unit: usize) -> (NodeId, Option<NodeId>) {
    if column::integer_constant(&p.tree, value).is_some() || p.tree.is_number(value) {
        if p.tree.kind(value) != Kind::Paren {
            let text = match p.tree.kind(value) {
                Kind::Literal => p.tree.get(value, Arg::This),
                _ => {
                    let number = column::integer_constant(&p.tree, value).unwrap_or_default().to_string();
                    p.text(&number)
                }
            };
            let span = p.tree.span(value);
            let string = p.tree.make_at(Kind::Literal, span, &args![This: text, IsString: true]);
            return (string, unit);
        }
    }
    if !p.tree.is_string(value) {
        return (value, unit);
    }
    let text = p.tree.name(value);
    let omits = p.dialect.parser.flags.supports_omitted_interval_span_unit && is_day_time(text) && !p.at_words(&["TO"]);
    let mut parts = Parts { text, at: 0 };
    let (first, more) = (parts.next(), parts.next().is_some());
    let rest = first.is_some_and(|(number, word)| more || !is_all(text, number, word));
    if unit.is_some() && (omits || rest) {
        p.retreat(before_unit);
        return (value, None);
    }
    let Some((number, word)) = first.filter(|_| !rest) else { return (value, unit) };
    let (number, word) = (number.to_string(), word.to_uppercase());
    if unit.is_some() {
        // The word that was taken for the unit is something else: an alias.
        p.retreat(before_unit);
    }
    let span = p.tree.span(value);
    let number = p.text(&number);
    let string = p.tree.make_at(Kind::Literal, span, &args![This: number, IsString: true]);
    let unit = p.word_node(&word);
    p.tree.set_span(unit, span);
    (string, Some(unit))
}

/// Whether a text is an amount and nothing else: a sign, a fraction or a word more would get lost.
fn is_all(text: &str, number: &str, word: &str) -> bool {
    text.trim_start().strip_prefix(number).is_some_and(|rest| rest.trim() == word)
}

/// `1 10:30`: days and a time, so that a unit behind the text tells nothing.
fn is_day_time(text: &str) -> bool {
    let Some((days, time)) = text.trim().split_once(char::is_whitespace) else { return false };
    let hours = time.trim_start().split(':').next().unwrap_or_default();
    days.trim_start_matches('-').parse::<f64>().is_ok()
        && time.contains(':')
        && !hours.is_empty()
        && hours.bytes().all(|byte| byte.is_ascii_digit())
}

/// The numbers of a text that a word follows, with the word: `1 year 2 months` has two, `1 day ago` one.
struct Parts<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Parts<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let digits = |at: usize| at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        loop {
            let run = self.at + bytes[self.at..].iter().position(u8::is_ascii_digit)?;
            let whole = digits(run);
            let start = if run > self.at && bytes[run - 1] == b'-' { run - 1 } else { run };
            let end = match bytes.get(whole) {
                Some(b'.') if digits(whole + 1) > whole + 1 => digits(whole + 1),
                _ => whole,
            };
            let rest = self.text[end..].trim_start();
            let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            if length > 0 {
                self.at = self.text.len() - rest.len() + length;
                return Some((&self.text[start..end], &rest[..length]));
            }
            self.at = whole;
        }
    }
}

/// `YEAR TO MONTH`; nothing if the second unit is missing.
pub fn unit_span(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let unit = unit(p)?;
    if unit.is_some() && p.at_words(&["TO"]) {
        return span(p, unit);
    }
    p.retreat(mark);
    Ok(None)
}

/// `TO MONTH` behind a unit.
fn span(p: &mut Parser<'_>, unit: Option<NodeId>) -> R {
    if unit.is_none() || !p.dialect.parser.flags.interval_spans || !p.accept_words(&["TO"]) {
        return Ok(unit);
    }
    let end = match p.function(0)? {
        Some(function) => Some(function),
        None => p.var(atom::ANY_TOKEN | atom::UPPER)?,
    };
    p.some(Kind::IntervalSpan, &args![This: unit, Expression: end])
}
