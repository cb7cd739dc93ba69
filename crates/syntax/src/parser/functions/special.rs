//! Calls with a syntax of their own: casts, `EXTRACT`, `CEIL`, `DECODE` and the like.
//!
//! Each is called after the opening parenthesis and leaves the closing one to the caller.

use super::{apply, by_position, call_arguments, validate};
use crate::{
    lexer::T,
    parser::{atom, types, Function, Parser, RuleArgs, R},
};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

// ---- casts -----------------------------------------------------------------------------------------------------------

/// `CAST(x AS t)`; fails where the dialect's casts do.
pub fn cast(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let strict = p.dialect.parser.flags.strict_cast;
    cast_call(p, strict, Value::None)
}

/// `TRY_CAST(x AS t)`, `SAFE_CAST(x AS t)`: null instead of an error.
pub fn try_cast(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    cast_call(p, false, Value::Bool(true))
}

fn cast_call(p: &mut Parser<'_>, strict: bool, safe: Value) -> R {
    let this = p.assignment()?;
    if !p.accept(T::Alias) {
        if p.accept(T::Comma) {
            let to = p.string()?;
            return p.some(Kind::CastToStrType, &args![This: this, To: to]);
        }
        p.error("Expected AS after CAST")?;
    }
    let mut to = p.types(types::WITH_COLLATION)?;
    if to.is_none() && p.at(T::Format) {
        let unknown = p.text("UNKNOWN");
        to = p.node(Kind::DataType, &args![This: unknown]).map(Some)?;
    }
    match to {
        Some(to) => with_charset(p, to)?,
        None => p.error("Expected TYPE after CAST")?,
    }
    let default = conversion_default(p)?;
    let mut format = None;
    if p.accept_any(&[T::Format, T::Comma]) {
        let text = p.opt_wrapped(|p| p.string())?;
        let zoned = match text {
            Some(text) => p.at_time_zone(text)?,
            None => None,
        };
        if let (Some(to), Some(text)) = (to, text) {
            if is_temporal(p.tree.text_of(to, Arg::This)) {
                return parsed_time(p, this, to, text, zoned, safe);
            }
        }
        format = zoned;
    }
    let action = cast_action(p);
    make_cast(p, strict, &args![This: this, To: to, Format: format, Safe: safe, Action: action, Default: default])
        .map(Some)
}

/// The node of a cast that may fail, or of one that doesn't.
pub fn make_cast(p: &mut Parser<'_>, strict: bool, arguments: &[(Arg, Value)]) -> R<NodeId> {
    if strict {
        return p.make(Kind::Cast, arguments);
    }
    let requires_string = p.dialect.semantics.flags.try_cast_requires_string.then_some(true);
    let mut all = arguments.to_vec();
    all.push((Arg::RequiresString, requires_string.into()));
    // Where only texts are cast, the format of a date follows from its text.
    let find = |arg: Arg| arguments.iter().find(|(known, _)| *known == arg).and_then(|(_, value)| value.node());
    let (this, to) = (find(Arg::This), find(Arg::To));
    let is_text = this.is_some_and(|this| p.tree.is_string(this));
    let is_date = to.is_some_and(|to| p.tree.text_of(to, Arg::This) == "DATE");
    let probes = requires_string.filter(|_| is_text && is_date && find(Arg::Format).is_none());
    all.push((Arg::ProbeDateFormat, probes.into()));
    p.make(Kind::TryCast, &all)
}

/// `DEFAULT x ON CONVERSION ERROR`.
fn conversion_default(p: &mut Parser<'_>) -> R {
    if !p.accept(T::Default) {
        return Ok(None);
    }
    let value = p.bitwise()?;
    p.accept_words(&["ON", "CONVERSION", "ERROR"]);
    Ok(value)
}

/// `RENAME FIELDS`, `ADD FIELDS`.
fn cast_action(p: &mut Parser<'_>) -> Option<NodeId> {
    for words in [["RENAME", "FIELDS"], ["ADD", "FIELDS"]] {
        if p.accept_words(&words) {
            return Some(p.word_node(&words.join(" ")));
        }
    }
    None
}

/// Whether a type is one of dates or times.
fn is_temporal(name: &str) -> bool {
    name.starts_with("DATE") && !name.ends_with("RANGE")
        || name.starts_with("TIMESTAMP")
        || matches!(name, "SMALLDATETIME" | "TIME" | "TIMETZ")
}

/// `CAST(x AS DATE FORMAT f)` parses a text.
fn parsed_time(
    p: &mut Parser<'_>,
    this: Option<NodeId>,
    to: NodeId,
    format: NodeId,
    zoned: Option<NodeId>,
    safe: Value,
) -> R {
    let kind = if p.tree.text_of(to, Arg::This) == "DATE" { Kind::StrToDate } else { Kind::StrToTime };
    let format = p.format_time_of_cast(format);
    let zone = zoned.filter(|node| p.tree.kind(*node) == Kind::AtTimeZone).map(|node| p.tree.get(node, Arg::Zone));
    p.some(kind, &args![This: this, Format: format, Safe: safe, Zone: zone])
}

/// `CONVERT(x USING charset)`, `CONVERT(x, t)`.
pub fn convert(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let strict = p.dialect.parser.flags.strict_cast;
    convert_call(p, strict, Value::None)
}

/// `TRY_CONVERT(x, t)`.
pub fn try_convert(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    convert_call(p, false, Value::Bool(true))
}

fn convert_call(p: &mut Parser<'_>, strict: bool, safe: Value) -> R {
    let this = p.bitwise()?;
    let to = if p.accept(T::Using) {
        let charset = p.charset_name()?;
        let name = p.text("CHARACTER_SET");
        p.some(Kind::DataType, &args![This: name, Kind: charset])?
    } else if p.accept(T::Comma) {
        let to = p.types(0)?;
        if let Some(to) = to {
            with_charset(p, to)?;
        }
        to
    } else {
        None
    };
    let node = make_cast(p, strict, &args![This: this, To: to, Safe: safe])?;
    Ok(Some(node))
}

/// `CHARACTER SET x` behind the type `CHAR`.
fn with_charset(p: &mut Parser<'_>, to: NodeId) -> R<()> {
    if p.tree.text_of(to, Arg::This) == "CHAR" && (p.accept(T::CharacterSet) || p.accept_words(&["CHARACTER", "SET"])) {
        let charset = p.charset_name()?;
        p.tree.set_text(to, Arg::This, "CHARACTER_SET");
        p.tree.set(to, Arg::Kind, charset);
    }
    Ok(())
}

/// The name of a character set: a word, but for names that need their quotes.
pub fn charset_name(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.at(T::Identifier) {
        return p.var_or_string(0);
    }
    let plain = is_plain(p.curr_str());
    let Some(name) = p.identifier()?.filter(|_| !plain) else {
        let text = p.prev_text();
        return p.some(Kind::Var, &args![This: text]);
    };
    Ok(Some(name))
}

/// Whether a name needs no quotes.
fn is_plain(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

// ---- parts of numbers and times --------------------------------------------------------------------------------------

/// `EXTRACT(part FROM x)`, `EXTRACT(part, x)`.
pub fn extract(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let part = match p.function(0)? {
        Some(call) => Some(call),
        None => match p.at(T::Identifier) {
            true => {
                p.advance();
                let text = p.prev_upper();
                p.some(Kind::Var, &args![This: text])?
            }
            false => p.var_or_string(atom::UPPER)?,
        },
    };
    if !p.accept_any(&[T::From, T::Comma]) {
        p.error_at(p.prev().span, "Expected FROM or comma after EXTRACT")?;
    }
    let this = p.bitwise()?;
    p.some(Kind::Extract, &args![This: part, Expression: this])
}

/// `CEIL(x)`, `CEIL(x, n)`, `CEIL(x TO unit)`; `kind` is the rounding.
pub fn ceil_floor(p: &mut Parser<'_>, kind: Kind) -> R {
    let items = call_arguments(p, 0)?;
    let to = if p.accept_words(&["TO"]) { p.var(atom::ANY_TOKEN)? } else { None };
    let (this, decimals) = (items.first().copied(), items.get(1).copied());
    p.some(kind, &args![This: this, Decimals: decimals, To: to])
}

/// `NEXT VALUE FOR s OVER (ORDER BY x)`, after its first word.
pub fn next_value_for(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_words(&["VALUE", "FOR"]) {
        return Ok(None);
    }
    let this = p.column()?;
    let order = if p.accept(T::Over) { p.wrapped(|p| p.order(0))?.into() } else { Value::Bool(false) };
    p.some(Kind::NextValueFor, &args![This: this, Order: order])
}

/// `GAP_FILL(TABLE t, ts_column => 'x', bucket_width => y)`.
pub fn gap_fill(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept(T::Table);
    let table = p.table(0)?;
    p.accept(T::Comma);
    let mut items: Vec<NodeId> = table.into_iter().collect();
    items.extend(call_arguments(p, 0)?);
    apply(p, &Function::Kind(Kind::GapFill), &items).map(Some)
}

// ---- choices and aggregations ----------------------------------------------------------------------------------------

/// `DECODE(x, charset)`, or with more arguments cases and their values.
pub fn decode(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let items = p.csv(|p| p.disjunction())?;
    if items.len() < 3 {
        let (this, charset) = (items.first().copied(), items.get(1).copied());
        return p.some(Kind::Decode, &args![This: this, Charset: charset]);
    }
    let list = p.list(&items);
    p.some(Kind::DecodeCase, &args![Expressions: list])
}

/// `ARG_MAX(DISTINCT x, y, n)`; `kind` is the aggregation.
pub fn arg_max_min(p: &mut Parser<'_>, kind: Kind) -> R {
    let mut items = Vec::new();
    if p.accept(T::Distinct) {
        let item = p.lambda(0)?;
        let list = p.list(item.as_slice());
        items.push(p.make(Kind::Distinct, &args![Expressions: list])?);
        p.accept(T::Comma);
    }
    items.extend(call_arguments(p, 0)?);
    let filled: Vec<(Arg, Value)> =
        [Arg::This, Arg::Expression, Arg::Count].into_iter().zip(items.into_iter().map(Value::Node)).collect();
    p.some(kind, &filled)
}

/// `ANY x`, after its word: a comparison with some value.
pub fn any(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    p.some(Kind::Any, &args![This: this])
}

/// `CONNECT_BY_ROOT x`, after its word.
pub fn connect_by_root(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.column()?;
    p.some(Kind::ConnectByRoot, &args![This: this])
}

/// `PREDICT(MODEL m, TABLE t, options)`.
pub fn predict(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_words(&["MODEL"]);
    let model = p.table(0)?;
    p.accept(T::Comma);
    p.accept(T::Table);
    let this = match p.table(0)? {
        Some(table) => Some(table),
        None => p.select_or_expression(0)?,
    };
    let options = if p.accept(T::Comma) { p.bitwise()? } else { None };
    p.some(Kind::Predict, &args![This: model, Expression: this, ParamsStruct: options])
}

/// Fills a kind by position and reports what is missing: for rules that parse their arguments themselves.
pub fn checked(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let node = by_position(p, kind, items)?;
    validate(p, node, items.len())?;
    Ok(node)
}
