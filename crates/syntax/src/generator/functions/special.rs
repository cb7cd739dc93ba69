//! Functions on values with a syntax of their own: `EXTRACT`, `TRIM`, `OVERLAY`, `MATCH` and the like.

use super::{function_fallback, trailing_list, wrapped};
use crate::generator::{types, Generator, RenderFn};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Renderers of this family, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Booland, |g, id| wrapped_connector(g, id, " AND ")),
    (Kind::Boolor, |g, id| wrapped_connector(g, id, " OR ")),
    (Kind::Ceil, |g, id| ceil_floor(g, id, "CEIL")),
    (Kind::Chr, chr),
    (Kind::Concat, concat),
    (Kind::ConcatWs, concat_ws),
    (Kind::ConnectByRoot, connect_by_root),
    (Kind::ConvertToCharset, convert_to_charset),
    (Kind::CurrentCatalog, |g, _| g.write("CURRENT_CATALOG")),
    (Kind::DecodeCase, decode_case),
    (Kind::DynamicIdentifier, dynamic_identifier),
    (Kind::Extract, extract),
    (Kind::Floor, |g, id| ceil_floor(g, id, "FLOOR")),
    (Kind::GapFill, gap_fill),
    (Kind::Hex, hex),
    (Kind::Initcap, initcap),
    (Kind::Int64, int64),
    (Kind::Log, log),
    (Kind::LowerHex, lower_hex),
    (Kind::MatchAgainst, match_against),
    (Kind::NextValueFor, next_value_for),
    (Kind::Nvl2, nvl2),
    (Kind::OverflowTruncateBehavior, overflow_truncate),
    (Kind::Overlay, overlay),
    (Kind::Pad, pad),
    (Kind::Rand, rand),
    (Kind::SafeDivide, safe_divide),
    (Kind::SessionUser, |g, _| g.write("SESSION_USER")),
    (Kind::Space, space),
    (Kind::String, string),
    (Kind::ToChar, to_char),
    (Kind::ToDouble, to_double),
    (Kind::ToNumber, to_number),
    (Kind::TranslateCharacters, translate_characters),
    (Kind::Trim, trim),
    (Kind::Uuid, uuid),
    (Kind::WeightString, weight_string),
];

// ---- numbers ---------------------------------------------------------------------------------------------------------

fn ceil_floor(g: &mut Generator<'_>, id: NodeId, name: &str) {
    if !g.tree.has(id, Arg::To) {
        return super::function_fallback(g, id);
    }
    g.write(name);
    g.write("(");
    g.arg(id, Arg::This);
    g.arg_after(" TO ", id, Arg::To);
    g.write(")");
}

/// `((a) AND (b))`.
fn wrapped_connector(g: &mut Generator<'_>, id: NodeId, op: &str) {
    g.paren(|g| {
        g.paren(|g| g.arg(id, Arg::This));
        g.write(op);
        g.paren(|g| g.arg(id, Arg::Expression));
    });
}

/// A logarithm, its base where the dialect has it.
fn log(g: &mut Generator<'_>, id: NodeId) {
    let (mut this, mut expression) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    match g.dialect.semantics.flags.log_base_first {
        Some(false) if expression.is_some() => std::mem::swap(&mut this, &mut expression),
        None if expression.is_some() => {
            let base = this.node().map(|node| g.tree.name(node).to_string()).unwrap_or_default();
            if matches!(base.as_str(), "2" | "10") {
                return g.func(&format!("LOG{base}"), &[expression]);
            }
            let base = g.captured(|g| g.value(this));
            g.unsupported(&format!("Unsupported logarithm with base {base}"));
        }
        _ => {}
    }
    g.func("LOG", &[this, expression]);
}

fn rand(g: &mut Generator<'_>, id: NodeId) {
    let (this, lower, upper) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Lower), g.tree.get(id, Arg::Upper));
    if !(lower.is_some() && upper.is_some()) {
        return g.func("RAND", &[this]);
    }
    let range = g.make(Kind::Sub, &[(Arg::This, upper), (Arg::Expression, lower)]);
    let lower = g.as_operand(Kind::Add, Arg::Expression, lower);
    g.parens(|g| g.node(range));
    g.write(" * ");
    g.func("RAND", &[this]);
    g.write(" + ");
    g.value(lower);
}

/// `CASE WHEN b <> 0 THEN a / b ELSE NULL END`.
fn safe_divide(g: &mut Generator<'_>, id: NodeId) {
    let (this, expression) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let (this, expression) = (wrapped(g, this), wrapped(g, expression));
    let zero = g.number_node(0);
    let condition = g.make(Kind::NEQ, &[(Arg::This, expression), (Arg::Expression, zero.into())]);
    let quotient = g.make(Kind::Div, &[(Arg::This, this), (Arg::Expression, expression)]);
    let null = g.make(Kind::Null, &[]);
    let choice = g.make(Kind::If, &args![This: condition, True: quotient, False: null]);
    g.node(choice);
}

fn int64(g: &mut Generator<'_>, id: NodeId) {
    cast_this(g, id, Kind::Cast, "BIGINT");
}

fn cast_this(g: &mut Generator<'_>, id: NodeId, kind: Kind, name: &str) {
    let this = g.tree.get(id, Arg::This);
    let to = types::data_type(g, name);
    let cast = g.make(kind, &args![This: this, To: to]);
    g.node(cast);
}

fn to_double(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Format]);
    number_cast(g, id);
}

/// A cast to a floating-point number that fails as the call does.
fn number_cast(g: &mut Generator<'_>, id: NodeId) {
    let kind = if g.tree.has(id, Arg::Safe) { Kind::TryCast } else { Kind::Cast };
    cast_this(g, id, kind, "DOUBLE");
}

fn to_number(g: &mut Generator<'_>, id: NodeId) {
    if !g.dialect.generator.flags.supports_to_number {
        g.unsupported("Unsupported TO_NUMBER function");
        return number_cast(g, id);
    }
    if !g.tree.has(id, Arg::Format) {
        g.unsupported("Conversion format is required for TO_NUMBER");
        return number_cast(g, id);
    }
    g.func_of(id, "TO_NUMBER", &[Arg::This, Arg::Format]);
}

/// `STRING(x, zone)`: the text of an instant in a zone.
fn string(g: &mut Generator<'_>, id: NodeId) {
    let zone = g.tree.get(id, Arg::Zone);
    if zone == Value::None {
        return cast_this(g, id, Kind::Cast, "VARCHAR");
    }
    let this = g.tree.get(id, Arg::This);
    let utc = g.string_node("UTC");
    let local = g.make(Kind::ConvertTimezone, &args![SourceTz: utc, TargetTz: zone, Timestamp: this]);
    let text = types::cast_to(g, local, "VARCHAR");
    g.node(text);
}

/// `IDENTIFIER('a.b')` is the name, if it is constant.
fn dynamic_identifier(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.get(id, Arg::Expressions) != Value::None {
        g.unsupported("IDENTIFIER() as the name of a function is not supported");
    }
    match g.tree.this(id).filter(|name| g.tree.is_string(*name)) {
        Some(name) => g.arg(name, Arg::This),
        None => {
            g.unsupported("IDENTIFIER() with non-literal arguments is not supported");
            g.func_of(id, "IDENTIFIER", &[Arg::This]);
        }
    }
}

fn to_char(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Format]);
    cast_this(g, id, Kind::Cast, "TEXT");
}

// ---- texts -----------------------------------------------------------------------------------------------------------

fn chr(g: &mut Generator<'_>, id: NodeId) {
    g.write_function_name("CHR");
    g.write("(");
    trailing_list(g, id, Arg::Expressions);
    g.arg_after(" USING ", id, Arg::Charset);
    g.write(")");
}

/// The arguments of a concatenation: texts where the dialect wants texts, empty ones for nulls.
pub fn concat_arguments(g: &mut Generator<'_>, id: NodeId) -> Vec<Value> {
    let semantics = &g.dialect.semantics.flags;
    let is_ws = g.tree.kind(id) == Kind::ConcatWs;
    let coalesces = if is_ws { semantics.concat_ws_coalesce } else { semantics.concat_coalesce };
    let casts = semantics.strict_string_concat && g.tree.has(id, Arg::Safe);
    let fills = !coalesces && g.tree.has(id, Arg::Coalesce);
    let mut items: Vec<Value> = g.tree.expressions(id).iter().map(|item| Value::Node(*item)).collect();
    if casts {
        let skip = usize::from(is_ws);
        for item in items.iter_mut().skip(skip) {
            *item = types::cast_to(g, *item, "TEXT").into();
        }
    }
    if fills {
        for item in items.iter_mut() {
            if !item.node().is_some_and(|node| g.tree.is_string(node) || is_array(g, node)) {
                let empty = g.string_node("");
                let rest = g.tree.list_of(&[empty.into()]);
                *item = g.make(Kind::Coalesce, &[(Arg::This, *item), (Arg::Expressions, rest)]).into();
            }
        }
    }
    items
}

/// Whether an expression is known to be an array.
fn is_array(g: &Generator<'_>, node: NodeId) -> bool {
    match g.tree.kind(node) {
        Kind::Array => true,
        Kind::Coalesce | Kind::Paren => g.tree.this(node).is_some_and(|this| is_array(g, this)),
        _ => types::says_type(g.tree, node, &["ARRAY"]),
    }
}

/// `CONCAT(a, b)`; where the dialect's takes nulls as empty texts and this one doesn't, it is `a || b`.
fn concat(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.semantics.flags.concat_coalesce && !g.tree.has(id, Arg::Coalesce) {
        return concat_as_operator(g, id);
    }
    let items = concat_arguments(g, id);
    if let ([item], false) = (&items[..], g.dialect.generator.flags.supports_single_arg_concat) {
        return g.value(*item);
    }
    g.func("CONCAT", &items);
}

fn concat_as_operator(g: &mut Generator<'_>, id: NodeId) {
    let items: Vec<NodeId> = g.tree.expressions(id).to_vec();
    let single = items.len() == 1;
    let mut chain: Option<NodeId> = None;
    for item in items {
        let looser = matches!(g.tree.kind(item), Kind::Between | Kind::In | Kind::Not | Kind::Or | Kind::And)
            || g.tree.is(item, Kind::Predicate) && g.tree.is(item, Kind::Binary);
        let item = if looser && !single { g.make(Kind::Paren, &args![This: item]) } else { item };
        chain = Some(match chain {
            Some(left) => g.make(Kind::DPipe, &args![This: left, Expression: item, Safe: true]),
            None => item,
        });
    }
    let Some(chain) = chain else { return g.func("CONCAT", &[]) };
    use Kind as K;
    let parent = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    match !single && matches!(parent, Some(K::Add | K::Div | K::Mod | K::Mul | K::Neg | K::Sub)) {
        true => g.paren(|g| g.node(chain)),
        false => g.node(chain),
    }
}

/// `CONCAT_WS(s, a, b)`; where the dialect's leaves out nulls and this one doesn't, they are tested for.
fn concat_ws(g: &mut Generator<'_>, id: NodeId) {
    let mut items = concat_arguments(g, id);
    if let Some(separator) = g.tree.expressions(id).first() {
        items[0] = Value::Node(*separator);
    }
    if !g.dialect.semantics.flags.concat_ws_coalesce || g.tree.has(id, Arg::Coalesce) || items.is_empty() {
        return g.func("CONCAT_WS", &items);
    }
    let list = g.tree.list_of(&items);
    let mut any: Option<NodeId> = None;
    for item in g.tree.expressions(id) {
        let null = g.make(Kind::Null, &[]);
        let operand = wrapped(g, item.into());
        let is = g.make(Kind::Is, &[(Arg::This, operand), (Arg::Expression, null.into())]);
        any = Some(match any {
            Some(left) => g.make(Kind::Or, &args![This: left, Expression: is]),
            None => is,
        });
    }
    let call = g.make(Kind::ConcatWs, &args![Coalesce: true]);
    g.tree.set_raw(call, Arg::Expressions, list);
    let null = g.make(Kind::Null, &[]);
    let branch = g.make(Kind::If, &args![This: any, True: null]);
    let ifs = g.tree.list_of(&[branch.into()]);
    let choice = g.make(Kind::Case, &[(Arg::Ifs, ifs), (Arg::Default, call.into())]);
    g.node(choice);
}

fn convert_to_charset(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "CONVERT", &[Arg::This, Arg::Dest, Arg::Source]);
}

fn hex(g: &mut Generator<'_>, id: NodeId) {
    let name = g.dialect.generator.flags.hex_func.clone();
    let lower = g.dialect.semantics.flags.hex_lowercase;
    hex_call(g, id, if lower { Some("UPPER") } else { None }, &name);
}

fn lower_hex(g: &mut Generator<'_>, id: NodeId) {
    let name = g.dialect.generator.flags.hex_func.clone();
    let lower = g.dialect.semantics.flags.hex_lowercase;
    hex_call(g, id, if lower { None } else { Some("LOWER") }, &name);
}

fn hex_call(g: &mut Generator<'_>, id: NodeId, case: Option<&str>, name: &str) {
    if let Some(case) = case {
        g.write_function_name(case);
        g.write("(");
    }
    g.func_of(id, name, &[Arg::This]);
    if case.is_some() {
        g.write(")");
    }
}

/// `INITCAP(x, delimiters)`; delimiters that are the dialect's own are left out.
fn initcap(g: &mut Generator<'_>, id: NodeId) {
    let (this, delimiters) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let Some(node) = delimiters.node() else { return g.func("INITCAP", &[this]) };
    let default = &g.dialect.semantics.flags.initcap_default_delimiters;
    if g.tree.is_string(node) && g.tree.name(node) == default.as_ref() {
        return g.func("INITCAP", &[this]);
    }
    if !g.dialect.semantics.flags.initcap_supports_custom_delimiters {
        let dialect = &g.dialect.name;
        g.unsupported(&format!("INITCAP does not support custom delimiters in dialect '{dialect}'"));
        return g.func("INITCAP", &[this]);
    }
    g.func("INITCAP", &[this, delimiters]);
}

fn match_against(g: &mut Generator<'_>, id: NodeId) {
    let prefix = g.dialect.generator.flags.match_against_table_prefix.clone();
    let mut items = Vec::new();
    for item in g.tree.expressions(id) {
        if g.tree.kind(item) == Kind::Table && !prefix.is_empty() {
            let table = g.captured(|g| {
                g.write(&prefix);
                g.node(item);
            });
            items.push(g.word_node(&table).into());
        } else {
            items.push(Value::Node(item));
        }
    }
    g.func("MATCH", &items);
    g.write(" AGAINST(");
    g.arg(id, Arg::This);
    g.arg_after(" ", id, Arg::Modifier);
    g.write(")");
}

fn overflow_truncate(g: &mut Generator<'_>, id: NodeId) {
    g.write("TRUNCATE");
    g.arg_after(" ", id, Arg::This);
    g.write(if g.tree.has(id, Arg::WithCount) { " WITH COUNT" } else { " WITHOUT COUNT" });
}

fn overlay(g: &mut Generator<'_>, id: NodeId) {
    g.write("OVERLAY(");
    g.arg(id, Arg::This);
    g.write(" PLACING ");
    g.arg(id, Arg::Expression);
    g.write(" FROM ");
    g.arg(id, Arg::From);
    g.arg_after(" FOR ", id, Arg::For);
    g.write(")");
}

fn pad(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::IsLeft) { "LPAD" } else { "RPAD" };
    let (this, length) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let mut fill = g.tree.get(id, Arg::FillPattern);
    if fill == Value::None && g.dialect.generator.flags.pad_fill_pattern_is_required {
        fill = g.string_node(" ").into();
    }
    g.func(name, &[this, length, fill]);
}

fn space(g: &mut Generator<'_>, id: NodeId) {
    let blank = g.string_node(" ");
    let times = g.tree.get(id, Arg::This);
    let repeat = g.make(Kind::Repeat, &args![This: blank, Times: times]);
    g.node(repeat);
}

fn translate_characters(g: &mut Generator<'_>, id: NodeId) {
    g.write("TRANSLATE(");
    g.arg(id, Arg::This);
    g.write(" USING ");
    g.arg(id, Arg::Expression);
    g.flag(id, Arg::WithError, " WITH ERROR");
    g.write(")");
}

/// `TRIM(x, y)`, `LTRIM`, `RTRIM`.
fn trim(g: &mut Generator<'_>, id: NodeId) {
    let name = match g.tree.text_of(id, Arg::Position) {
        "LEADING" => "LTRIM",
        "TRAILING" => "RTRIM",
        _ => "TRIM",
    };
    g.func_of(id, name, &[Arg::This, Arg::Expression]);
}

fn weight_string(g: &mut Generator<'_>, id: NodeId) {
    g.write_function_name("WEIGHT_STRING");
    g.write("(");
    g.arg(id, Arg::This);
    g.arg_after(" AS ", id, Arg::To);
    g.write(")");
}

// ---- choices ---------------------------------------------------------------------------------------------------------

/// `DECODE(x, a, b, c)`, or the `CASE` that it stands for.
fn decode_case(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.generator.flags.supports_decode_case {
        let items = g.tree.get(id, Arg::Expressions);
        return g.func("DECODE", &[items]);
    }
    let items = g.tree.expressions(id);
    let Some((this, rest)) = items.split_first() else { return };
    let mut branches = Vec::new();
    let mut pairs = rest.chunks_exact(2);
    for pair in &mut pairs {
        let condition = decode_condition(g, *this, pair[0]);
        branches.push(Value::Node(g.make(Kind::If, &args![This: condition, True: pair[1]])));
    }
    let default = pairs.remainder().first().copied();
    let ifs = g.tree.list_of(&branches);
    let case = g.make(Kind::Case, &[(Arg::Ifs, ifs), (Arg::Default, default.into())]);
    g.node(case);
}

/// `x = a`, where null equals null.
fn decode_condition(g: &mut Generator<'_>, this: NodeId, search: NodeId) -> NodeId {
    let is_null = |g: &mut Generator<'_>, operand: Value| {
        let null = g.make(Kind::Null, &[]);
        g.make(Kind::Is, &[(Arg::This, operand), (Arg::Expression, null.into())])
    };
    let (left, right) = (wrapped(g, this.into()), wrapped(g, search.into()));
    if g.tree.kind(search) == Kind::Null {
        return is_null(g, left);
    }
    let equal = g.make(Kind::EQ, &[(Arg::This, left), (Arg::Expression, right)]);
    if g.tree.kind(search) == Kind::Literal {
        return equal;
    }
    let (one, other) = (is_null(g, left), is_null(g, right));
    let both = g.make(Kind::And, &args![This: one, Expression: other]);
    let both = g.make(Kind::Paren, &args![This: both]);
    g.make(Kind::Or, &args![This: equal, Expression: both])
}

fn nvl2(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.generator.flags.nvl2_supported {
        return function_fallback(g, id);
    }
    let null = g.make(Kind::Null, &[]);
    let this = g.tree.get(id, Arg::This);
    let this = match this {
        Value::Node(node) if g.tree.is(node, Kind::Binary) || g.tree.is(node, Kind::Connector) => {
            g.make(Kind::Paren, &args![This: node]).into()
        }
        this => this,
    };
    let is = g.make(Kind::Is, &[(Arg::This, this), (Arg::Expression, null.into())]);
    let condition = g.make(Kind::Not, &args![This: is]);
    let (yes, no) = (g.tree.get(id, Arg::True), g.tree.get(id, Arg::False));
    let branch = g.make(Kind::If, &[(Arg::This, condition.into()), (Arg::True, yes)]);
    let ifs = g.tree.list_of(&[branch.into()]);
    let case = g.make(Kind::Case, &[(Arg::Ifs, ifs), (Arg::Default, no)]);
    g.node(case);
}

// ---- other -----------------------------------------------------------------------------------------------------------

fn extract(g: &mut Generator<'_>, id: NodeId) {
    g.write("EXTRACT(");
    // A part that is cast to a text is one by its name, too.
    let cast = g.tree.this(id).filter(|part| g.tree.kind(*part) == Kind::Cast);
    match cast.and_then(|cast| g.tree.this(cast)).or(g.tree.this(id)) {
        Some(part) if g.tree.is_string(part) && !g.dialect.generator.flags.extract_allows_quotes => {
            let part = g.tree.name(part).to_string();
            g.write(&part);
        }
        _ => g.arg(id, Arg::This),
    }
    g.write(" FROM ");
    g.arg(id, Arg::Expression);
    g.write(")");
}

fn connect_by_root(g: &mut Generator<'_>, id: NodeId) {
    g.write("CONNECT_BY_ROOT ");
    g.arg(id, Arg::This);
}

fn gap_fill(g: &mut Generator<'_>, id: NodeId) {
    let this = g.captured(|g| {
        g.write("TABLE ");
        g.arg(id, Arg::This);
    });
    let mut arguments = vec![Value::Node(g.word_node(&this))];
    arguments.extend(g.positional_args(id).into_iter().skip(1));
    g.func("GAP_FILL", &arguments);
}

fn next_value_for(g: &mut Generator<'_>, id: NodeId) {
    g.write("NEXT VALUE FOR ");
    g.arg(id, Arg::This);
    if let Some(order) = g.tree.node(id, Arg::Order) {
        g.write(" OVER (");
        super::window::flat_order(g, order);
        g.write(")");
    }
}

/// `UUID()`, as a text where it was one.
fn uuid(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::IsString) && !g.dialect.semantics.flags.uuid_is_string_type {
        let plain = g.make(Kind::Uuid, &[]);
        let cast = types::cast_to(g, plain, "VARCHAR");
        return g.node(cast);
    }
    g.func("UUID", &[]);
}
