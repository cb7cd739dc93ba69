//! JSON functions with a syntax of their own.
//!
//! Each is called after the opening parenthesis and leaves the closing one to the caller.

use crate::{
    lexer::T,
    parser::{atom, expr, types, Parser, RuleArgs, R},
};
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// What may stand before `ON EMPTY` and the like.
const CONDITIONS: &[&str] = &["ERROR", "NULL", "TRUE", "FALSE", "EMPTY"];

// ---- objects and arrays ----------------------------------------------------------------------------------------------

/// `JSON_OBJECT('k': x NULL ON NULL WITH UNIQUE KEYS)`; `kind` may be the aggregation.
pub fn json_object(p: &mut Parser<'_>, kind: Kind) -> R {
    let items = if p.accept(T::Star) {
        vec![p.star()?].into_iter().flatten().collect()
    } else if p.at(T::RParen) {
        Children::new()
    } else {
        p.csv(|p| {
            let pair = p.json_key_value()?;
            p.format_json(pair)
        })?
    };
    let null_handling = null_handling(p)?;
    let unique = if p.accept_words(&["WITH", "UNIQUE"]) {
        Value::Bool(true)
    } else if p.accept_words(&["WITHOUT", "UNIQUE"]) {
        Value::Bool(false)
    } else {
        Value::None
    };
    p.accept_words(&["KEYS"]);
    let return_type = return_type(p)?;
    let encoding: Value = if p.accept_words(&["ENCODING"]) { p.var(0)?.into() } else { Value::Bool(false) };
    let list = p.list(&items);
    p.some(
        kind,
        &args![
            Expressions: list,
            NullHandling: null_handling,
            UniqueKeys: unique,
            ReturnType: return_type,
            Encoding: encoding,
        ],
    )
}

/// `'k': x`, `KEY 'k' VALUE x`, `'k', x`.
pub fn json_key_value(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_words(&["KEY"]);
    let key = p.column()?;
    p.accept_any(&[T::Colon, T::Comma, T::Is]);
    p.accept_words(&["VALUE"]);
    let value = p.bitwise()?;
    if key.is_none() && value.is_none() {
        return Ok(None);
    }
    p.some(Kind::JSONKeyValue, &args![This: key, Expression: value])
}

/// `FORMAT JSON` after a node.
pub fn format_json(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match a.node {
        Some(this) if p.accept_words(&["FORMAT", "JSON"]) => p.some(Kind::FormatJson, &args![This: this]),
        this => Ok(this),
    }
}

/// `NULL ON NULL`, `ABSENT ON NULL`.
fn null_handling(p: &mut Parser<'_>) -> R<Value> {
    on_handling(p, "NULL", &["NULL", "ABSENT"])
}

/// `RETURNING t FORMAT JSON`; false if it isn't there.
fn return_type(p: &mut Parser<'_>) -> R<Value> {
    if !p.accept_words(&["RETURNING"]) {
        return Ok(Value::Bool(false));
    }
    let to = p.type_(0)?;
    Ok(p.format_json(to)?.into())
}

/// `JSON_ARRAY(a, b FORMAT JSON NULL ON NULL RETURNING t STRICT)`.
pub fn json_array(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let items = p.csv(|p| {
        let item = p.bitwise()?;
        p.format_json(item)
    })?;
    let null_handling = null_handling(p)?;
    let return_type = return_type(p)?;
    let strict = p.accept_words(&["STRICT"]);
    let list = p.list(&items);
    p.some(
        Kind::JSONArray,
        &args![NullHandling: null_handling, ReturnType: return_type, Strict: strict, Expressions: list],
    )
}

/// `JSON_ARRAYAGG(a FORMAT JSON ORDER BY b NULL ON NULL RETURNING t STRICT)`.
pub fn json_array_agg(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    let this = p.format_json(this)?;
    let order = p.order(0)?;
    let null_handling = null_handling(p)?;
    let return_type = return_type(p)?;
    let strict = p.accept_words(&["STRICT"]);
    p.some(
        Kind::JSONArrayAgg,
        &args![NullHandling: null_handling, ReturnType: return_type, Strict: strict, This: this, Order: order],
    )
}

// ---- parts of JSON values --------------------------------------------------------------------------------------------

/// `JSON_VALUE(x, path RETURNING t NULL ON EMPTY)`.
pub fn json_value(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    p.accept(T::Comma);
    let path = path(p)?;
    let returning: Value = if p.accept_words(&["RETURNING"]) { p.types(0)?.into() } else { Value::Bool(false) };
    let on_condition = p.on_condition()?;
    p.some(Kind::JSONValue, &args![This: this, Path: path, Returning: returning, OnCondition: on_condition])
}

/// `JSON_EXISTS(x, path PASSING a AS b TRUE ON ERROR)`.
pub fn json_exists(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    let this = p.format_json(this)?;
    p.accept(T::Comma);
    let path = path(p)?;
    let passing = if p.accept_words(&["PASSING"]) {
        let items = p.csv(|p| match p.bitwise()? {
            Some(item) => p.alias(item, expr::EXPLICIT),
            None => Ok(None),
        })?;
        p.list(&items)
    } else {
        Value::Bool(false)
    };
    let on_condition = p.on_condition()?;
    p.some(Kind::JSONExists, &args![This: this, Path: path, Passing: passing, OnCondition: on_condition])
}

fn path(p: &mut Parser<'_>) -> R {
    match p.bitwise()? {
        Some(path) => p.to_json_path(path).map(Some),
        None => Ok(None),
    }
}

/// `NULL ON EMPTY ERROR ON ERROR`, in the dialect's order.
pub fn on_condition(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let empty_first = p.dialect.semantics.flags.on_condition_empty_before_error;
    let (empty, error) = if empty_first {
        let empty = on_handling(p, "EMPTY", CONDITIONS)?;
        (empty, on_handling(p, "ERROR", CONDITIONS)?)
    } else {
        let error = on_handling(p, "ERROR", CONDITIONS)?;
        (on_handling(p, "EMPTY", CONDITIONS)?, error)
    };
    let null = on_handling(p, "NULL", CONDITIONS)?;
    if !(empty.is_some() || error.is_some() || null.is_some()) {
        return Ok(None);
    }
    p.some(Kind::OnCondition, &args![Empty: empty, Error: error, Null: null])
}

/// `value ON on` for one of these values, or `DEFAULT x ON on`; nothing if it isn't there.
pub fn on_handling(p: &mut Parser<'_>, on: &str, values: &[&str]) -> R<Value> {
    for value in values {
        if p.accept_words(&[value, "ON", on]) {
            return Ok(p.text(&format!("{value} ON {on}")));
        }
    }
    let mark = p.mark();
    if !p.is_dead_end(mark) && p.accept(T::Default) {
        let value = match p.seen.default.take() {
            Some((at, value, end)) if at == mark => {
                p.retreat(end);
                Some(value)
            }
            _ => p.bitwise()?,
        };
        if p.accept_words(&["ON", on]) {
            return Ok(value.into());
        }
        // Only `ON` may follow, whatever it is that the value is for.
        match value.filter(|_| p.at(T::On)) {
            Some(value) => {
                p.seen.default = Some((mark, value, p.mark()));
                p.retreat(mark);
            }
            None => p.retreat_for_good(mark),
        }
    }
    Ok(Value::None)
}

// ---- tables ----------------------------------------------------------------------------------------------------------

/// `JSON_TABLE(x, path COLUMNS (a INT PATH 'b'))`.
pub fn json_table(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    let this = p.format_json(this)?;
    let path: Value = if p.accept(T::Comma) { p.string()?.into() } else { Value::Bool(false) };
    let error_handling = on_handling(p, "ERROR", &["ERROR", "NULL"])?;
    let empty_handling = on_handling(p, "EMPTY", &["ERROR", "NULL"])?;
    let schema = p.json_schema()?;
    p.some(
        Kind::JSONTable,
        &args![
            This: this,
            Schema: schema,
            Path: path,
            ErrorHandling: error_handling,
            EmptyHandling: empty_handling,
        ],
    )
}

/// `COLUMNS (a INT PATH 'b', ...)`.
pub fn json_schema(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_words(&["COLUMNS"]);
    let columns = p.opt_wrapped_csv(|p| p.json_column_def())?;
    let list = p.list(&columns);
    p.some(Kind::JSONSchema, &args![Expressions: list])
}

/// `a INT FORMAT JSON PATH 'b'`, `a FOR ORDINALITY`, `NESTED PATH 'b' COLUMNS (...)`.
pub fn json_column_def(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let nested = p.is_word(0, "NESTED");
    let (mut this, mut kind, mut ordinality) = (None, None, Value::None);
    if nested {
        p.advance();
    } else {
        this = p.id_var(0)?;
        ordinality = p.accept_words(&["FOR", "ORDINALITY"]).into();
        kind = p.types(types::NO_IDENTIFIERS)?;
    }
    let format = p.accept_words(&["FORMAT", "JSON"]);
    let path: Value = if p.accept_words(&["PATH"]) { p.string()?.into() } else { Value::Bool(false) };
    let schema = if nested { p.deep(|p| p.json_schema())? } else { None };
    p.some(
        Kind::JSONColumnDef,
        &args![
            This: this,
            Kind: kind,
            Path: path,
            NestedSchema: schema,
            Ordinality: ordinality,
            FormatJson: format,
        ],
    )
}

/// `OPENJSON(x, path) WITH (a INT 'b' AS JSON)`.
pub fn open_json(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    let path: Value = if p.accept(T::Comma) { p.string()?.into() } else { Value::Bool(false) };
    let mut columns = Value::None;
    if p.at_pair(T::RParen, T::With) {
        p.advance_by(2);
        p.l_paren()?;
        let items = p.csv(open_json_column)?;
        columns = p.list(&items);
    }
    p.some(Kind::OpenJSON, &args![This: this, Path: path, Expressions: columns])
}

/// `a INT 'path' AS JSON`.
fn open_json_column(p: &mut Parser<'_>) -> R {
    let this = p.field(atom::ANY_TOKEN)?;
    let kind = p.types(0)?;
    let path = p.string()?;
    let as_json = p.accept_pair(T::Alias, T::Json);
    p.some(Kind::OpenJSONColumnDef, &args![This: this, Kind: kind, Path: path, AsJson: as_json])
}

/// The path of a JSON function, read as a path.
pub fn with_path(p: &mut Parser<'_>, node: NodeId, arg: Arg) -> R<NodeId> {
    if let Some(path) = p.tree.node(node, arg) {
        let path = p.to_json_path(path)?;
        p.tree.set(node, arg, path);
    }
    Ok(node)
}
