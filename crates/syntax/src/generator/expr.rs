//! Operators, names, literals, `CASE`, lambdas, brackets.

use super::{Generator, Identify, ListStyle, Measure, Part, Render, RenderFn, FLAT};
use crate::error::Note;
use smallvec::SmallVec;
use sqlectic_ast::{args, Arg, ArgSet, Kind, NodeId, Text, Value};

/// Infix operators, sorted by kind.
pub(super) const OPERATORS: &[(Kind, &str)] = &[
    (Kind::Add, "+"),
    (Kind::Adjacent, "-|-"),
    (Kind::ArrayContainedBy, "<@"),
    (Kind::ArrayContainsAll, "@>"),
    (Kind::ArrayOverlaps, "&&"),
    (Kind::BitwiseAnd, "&"),
    (Kind::BitwiseLeftShift, "<<"),
    (Kind::BitwiseOr, "|"),
    (Kind::BitwiseRightShift, ">>"),
    (Kind::BitwiseXor, "^"),
    (Kind::DPipe, "||"),
    (Kind::Distance, "<->"),
    (Kind::DistanceNd, "<<->>"),
    (Kind::EQ, "="),
    (Kind::ExtendsLeft, "&<"),
    (Kind::ExtendsRight, "&>"),
    (Kind::GT, ">"),
    (Kind::GTE, ">="),
    (Kind::Glob, "GLOB"),
    (Kind::JSONBContainsAllTopKeys, "?&"),
    (Kind::JSONBContainsAnyTopKeys, "?|"),
    (Kind::JSONBContainsTopKey, "?"),
    (Kind::JSONBDeleteAtPath, "#-"),
    (Kind::JSONBPathExists, "@?"),
    (Kind::LT, "<"),
    (Kind::LTE, "<="),
    (Kind::Mul, "*"),
    (Kind::NEQ, "<>"),
    (Kind::NullSafeEQ, "IS NOT DISTINCT FROM"),
    (Kind::NullSafeNEQ, "IS DISTINCT FROM"),
    (Kind::Overlaps, "OVERLAPS"),
    (Kind::PropertyEQ, ":="),
    (Kind::SimilarTo, "SIMILAR TO"),
    (Kind::Sub, "-"),
];

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Alias, alias),
    (Kind::Aliases, aliases),
    (Kind::And, connector),
    (Kind::Array, array),
    (Kind::AtIndex, at_index),
    (Kind::AtTimeZone, at_time_zone),
    (Kind::Between, between),
    (Kind::BitwiseNot, bitwise_not),
    (Kind::Boolean, boolean),
    (Kind::Bracket, bracket),
    (Kind::Case, case),
    (Kind::Collate, collate),
    (Kind::Column, column),
    (Kind::Comprehension, comprehension),
    (Kind::Distinct, distinct),
    (Kind::Div, div),
    (Kind::Dot, dot),
    (Kind::Escape, escape),
    (Kind::FormatPhrase, format_phrase),
    (Kind::FromTimeZone, from_time_zone),
    (Kind::ILike, ilike),
    (Kind::Identifier, identifier),
    (Kind::If, if_),
    (Kind::In, in_),
    (Kind::IntDiv, int_div),
    (Kind::Interval, interval),
    (Kind::IntervalSpan, interval_span),
    (Kind::Introducer, introducer),
    (Kind::Is, is),
    (Kind::JSON, json),
    (Kind::Kwarg, kwarg),
    (Kind::Lambda, lambda),
    (Kind::Like, like),
    (Kind::Match, word_search),
    (Kind::Mod, modulo),
    (Kind::ModelAttribute, |g, _| g.unsupported("The model!attribute syntax is not supported")),
    (Kind::Neg, neg),
    (Kind::Not, not),
    (Kind::Null, null),
    (Kind::Operator, operator),
    (Kind::Or, connector),
    (Kind::Parameter, parameter),
    (Kind::Paren, paren),
    (Kind::Placeholder, placeholder),
    (Kind::PseudoType, this_only),
    (Kind::SessionParameter, session_parameter),
    (Kind::Slice, slice),
    (Kind::Star, star),
    (Kind::Struct, struct_),
    (Kind::Tuple, tuple),
    (Kind::Var, this_only),
    (Kind::Xor, connector),
];

/// A kind that is its `this`.
pub fn this_only(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
}

// ---- operators -------------------------------------------------------------------------------------------------------

/// The operator that nodes of a kind are written as.
#[inline]
fn operator_of(g: &Generator<'_>, node: NodeId) -> Option<&'static str> {
    match g.dialect.generator.render(g.tree.kind(node)) {
        Some(Render::Operator(op)) => Some(op),
        _ => None,
    }
}

/// A kind that is written as an infix operator.
pub(super) fn operator_of_kind(g: &mut Generator<'_>, id: NodeId) {
    operators(g, id, operator_of(g, id).unwrap_or_default());
}

/// A chain of infix operators; left-deep chains of any length take no stack.
pub(super) fn operators(g: &mut Generator<'_>, id: NodeId, op: &'static str) {
    match g.tree.this(id) {
        Some(left) if operator_of(g, left).is_some() => {}
        Some(left) => {
            g.operand_node(id, Arg::This, left);
            return operator_and_right(g, id, op);
        }
        None => return binary(g, id, op),
    }
    // The node itself may be written so for once.
    let operator_of = |g: &Generator<'_>, node| if node == id { Some(op) } else { operator_of(g, node) };
    let mut spine: SmallVec<[NodeId; 8]> = SmallVec::new();
    let mut node = id;
    let goes_on =
        |g: &Generator<'_>, node, left| operator_of(g, left).is_some() && !g.stands_apart(node, Arg::This, left);
    while let Some(left) = g.tree.this(node).filter(|left| goes_on(g, node, *left)) {
        spine.push(node);
        node = left;
    }
    g.operand(node, Arg::This);
    loop {
        operator_and_right(g, node, operator_of(g, node).unwrap_or_default());
        match spine.pop() {
            Some(outer) => node = outer,
            None => return,
        }
    }
}

/// `left op right`.
pub fn binary(g: &mut Generator<'_>, id: NodeId, op: &str) {
    g.operand(id, Arg::This);
    operator_and_right(g, id, op);
}

fn operator_and_right(g: &mut Generator<'_>, id: NodeId, op: &str) {
    g.write(" ");
    g.write(op);
    g.own_comments(id);
    g.write(" ");
    g.operand(id, Arg::Expression);
}

/// Conditions joined by `AND`, `OR` and `XOR`, whichever binds tighter: on one line, or each on its own.
fn connector(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.kind(id);
    // The nodes whose right operands are still to write.
    let mut pending: SmallVec<[NodeId; 16]> = SmallVec::new();
    let group = g.open_flat_group();
    let (mut width, mut first) = (0, true);
    let mut next = Some(id);
    let mut before = None;
    loop {
        while let Some(node) = next.filter(|node| joins(g, *node, kind)) {
            pending.push(node);
            next = g.tree.this(node);
        }
        if let Some(operand) = next {
            let measure = match (std::mem::take(&mut first), before) {
                (false, Some(before)) => joined(g, before),
                _ => g.measure(),
            };
            match g.tree.parent(operand).filter(|_| operand != id) {
                Some(parent) => g.operand_node(parent, g.tree.parent_arg(operand), operand),
                None => g.node(operand),
            }
            width += g.width_since(measure);
        }
        before = pending.pop();
        let Some(node) = before else { break };
        next = g.tree.expression(node);
    }
    let broken = width > g.options.max_text_width;
    g.close_group(group, broken);
}

/// Whether a node's operands stand in one list with those of `kind`, which it is an operand of.
#[inline]
fn joins(g: &Generator<'_>, node: NodeId, kind: Kind) -> bool {
    let inner = g.tree.kind(node);
    inner == kind
        || matches!(inner, Kind::And | Kind::Or | Kind::Xor)
            && !g.dialect.generator.is_written_otherwise(inner)
            && !g.tree.parent(node).is_some_and(|parent| g.stands_apart(parent, g.tree.parent_arg(node), node))
}

/// Writes the word before the right side of a connector, and gives the place where it starts.
#[inline]
fn joined(g: &mut Generator<'_>, id: NodeId) -> Measure {
    g.group_blank();
    let measure = g.measure();
    g.write(match g.tree.kind(id) {
        Kind::And => "AND",
        Kind::Or => "OR",
        _ => "XOR",
    });
    g.own_comments(id);
    g.write(" ");
    measure
}

fn not(g: &mut Generator<'_>, id: NodeId) {
    g.write("NOT ");
    g.operand(id, Arg::This);
}

fn neg(g: &mut Generator<'_>, id: NodeId) {
    g.write("-");
    // `--` would start a comment.
    if g.tree.this(id).is_some_and(|this| starts_with_minus(g, this)) {
        g.write(" ");
    }
    g.operand(id, Arg::This);
}

/// Whether the first operand of what is written is negated.
fn starts_with_minus(g: &Generator<'_>, mut id: NodeId) -> bool {
    while g.is_operator(id) && g.tree.kind(id) != Kind::Not {
        let Some(left) = g.tree.this(id) else { return false };
        id = left;
    }
    g.tree.kind(id) == Kind::Neg || g.tree.is_number(id) && g.tree.name(id).starts_with('-')
}

fn bitwise_not(g: &mut Generator<'_>, id: NodeId) {
    g.write("~");
    g.operand(id, Arg::This);
}

fn like(g: &mut Generator<'_>, id: NodeId) {
    if !super::quantified::expand(g, id) {
        pattern(g, id, "LIKE", "NOT LIKE");
    }
}

fn ilike(g: &mut Generator<'_>, id: NodeId) {
    if !super::quantified::expand(g, id) {
        pattern(g, id, "ILIKE", "NOT ILIKE");
    }
}

/// `x LIKE y ESCAPE z`.
fn escape(g: &mut Generator<'_>, id: NodeId) {
    if !super::quantified::expand(g, id) {
        binary(g, id, "ESCAPE");
    }
}

fn is(g: &mut Generator<'_>, id: NodeId) {
    let boolean = g.tree.expression(id).filter(|right| g.tree.kind(*right) == Kind::Boolean);
    if let Some(boolean) = boolean.filter(|_| !g.dialect.generator.flags.is_bool_allowed) {
        if g.tree.has(boolean, Arg::This) == g.tree.has(id, Arg::Negate) {
            g.write("NOT ");
        }
        return g.operand(id, Arg::This);
    }
    pattern(g, id, "IS", "IS NOT");
}

fn pattern(g: &mut Generator<'_>, id: NodeId, op: &str, negated: &str) {
    let op = if g.tree.has(id, Arg::Negate) { negated } else { op };
    binary(g, id, op);
}

/// `a OPERATOR(schema.+) b`.
fn operator(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" OPERATOR(");
    g.arg(id, Arg::Operator);
    g.write(")");
    g.own_comments(id);
    g.write(" ");
    g.arg(id, Arg::Expression);
}

fn collate(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.generator.flags.collate_is_func {
        return super::functions::function_fallback(g, id);
    }
    binary(g, id, "COLLATE");
}

/// `x (FORMAT '999')`.
fn format_phrase(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" (FORMAT ");
    g.arg(id, Arg::Format);
    g.write(")");
}

fn modulo(g: &mut Generator<'_>, id: NodeId) {
    let op = g.dialect.generator.flags.mod_operator.clone();
    // A call may be the right operand of an operator that binds as tightly.
    match is_right_factor(g, id) {
        true => g.paren(|g| binary(g, id, &op)),
        false => binary(g, id, &op),
    }
}

/// Whether a node is the right operand of a multiplication or division.
pub fn is_right_factor(g: &Generator<'_>, id: NodeId) -> bool {
    let parent = g.tree.parent(id).filter(|parent| g.tree.expression(*parent) == Some(id));
    parent.is_some_and(|parent| matches!(g.tree.kind(parent), Kind::Div | Kind::IntDiv | Kind::Mod | Kind::Mul))
}

/// Division; what the source dialect does with integers and with zero is spelled out where the target differs.
fn div(g: &mut Generator<'_>, id: NodeId) {
    let (typed, safe) = (g.tree.has(id, Arg::Typed), g.tree.has(id, Arg::Safe));
    let flags = &g.dialect.semantics.flags;
    let (dialect_typed, dialect_safe) = (flags.typed_division, flags.safe_division);
    let (Some(mut left), Some(mut right)) = (g.tree.this(id), g.tree.expression(id)) else {
        return binary(g, id, "/");
    };
    if safe && !dialect_safe {
        let zero = g.number_node(0);
        right = g.make(Kind::Nullif, &args![This: right, Expression: zero]);
    }
    if dialect_typed && !typed {
        let is_real = |g: &Generator<'_>, node| super::types::says_type(g.tree, node, super::types::REAL_TYPES);
        if !is_real(g, left) && !is_real(g, right) {
            let double = super::types::data_type(g, "DOUBLE");
            left = g.make(Kind::Cast, &args![This: left, To: double]);
        }
    } else if !dialect_typed && typed {
        let is_integer = |g: &Generator<'_>, node| super::types::says_type(g.tree, node, super::types::INTEGER_TYPES);
        if is_integer(g, left) && is_integer(g, right) {
            let quotient = g.make(Kind::Div, &args![This: left, Expression: right]);
            let bigint = super::types::data_type(g, "BIGINT");
            let cast = g.make(Kind::Cast, &args![This: quotient, To: bigint]);
            return g.node(cast);
        }
    }
    g.operand_node(id, Arg::This, left);
    g.write(" /");
    g.own_comments(id);
    g.write(" ");
    g.operand_node(id, Arg::Expression, right);
}

/// Integer division: a quotient cast to an integer.
fn int_div(g: &mut Generator<'_>, id: NodeId) {
    let (left, right) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let mut quotient = g.make(Kind::Div, &[(Arg::This, left), (Arg::Expression, right)]);
    if g.dialect.generator.flags.cast_to_int_rounds {
        quotient = g.make(Kind::Trunc, &args![This: quotient]);
    }
    let bigint = super::types::data_type(g, "BIGINT");
    let cast = g.make(Kind::Cast, &args![This: quotient, To: bigint]);
    g.node(cast);
}

fn between(g: &mut Generator<'_>, id: NodeId) {
    let symmetric = g.tree.get(id, Arg::Symmetric);
    let supported = g.dialect.generator.flags.supports_between_flags;
    if symmetric == Value::Bool(true) && !supported {
        // Either order of the bounds.
        g.write("(");
        bounds(g, id, " BETWEEN ", Arg::Low, Arg::High);
        g.write(" OR ");
        bounds(g, id, " BETWEEN ", Arg::High, Arg::Low);
        g.write(")");
        return;
    }
    let word = match symmetric {
        Value::Bool(true) => " BETWEEN SYMMETRIC ",
        Value::Bool(false) if supported => " BETWEEN ASYMMETRIC ",
        _ => " BETWEEN ",
    };
    bounds(g, id, word, Arg::Low, Arg::High);
}

fn bounds(g: &mut Generator<'_>, id: NodeId, word: &str, low: Arg, high: Arg) {
    g.operand(id, Arg::This);
    g.write(word);
    g.operand(id, low);
    g.write(" AND ");
    g.operand(id, high);
}

fn in_(g: &mut Generator<'_>, id: NodeId) {
    let arguments = [Arg::This, Arg::IsGlobal, Arg::Query, Arg::Unnest, Arg::Field];
    let [this, is_global, query, unnest, field] = g.tree.values(id, arguments);
    match this.node() {
        Some(this) => g.operand_node(id, Arg::This, this),
        None => g.value(this),
    }
    if g.tree.truthy(is_global) {
        g.write(" GLOBAL");
    }
    g.write(" IN ");
    if g.tree.truthy(query) {
        return g.value(query);
    }
    if let Value::Node(unnest) = unnest {
        return g.part(Part::InUnnest, unnest);
    }
    if g.tree.truthy(field) {
        return g.value(field);
    }
    g.write("(");
    g.expressions(id, ListStyle { dynamic: true, new_line: true, skip_first: true, ..ListStyle::default() });
    g.write(")");
}

/// The items of a list as a query.
pub(super) fn in_unnest(g: &mut Generator<'_>, unnest: NodeId) {
    g.write("(SELECT ");
    g.node(unnest);
    g.write(")");
}

fn json(g: &mut Generator<'_>, id: NodeId) {
    g.write("JSON");
    if let Value::Text(kind) = g.tree.get(id, Arg::This) {
        g.write(" ");
        g.write_text(kind);
    }
    match g.tree.get(id, Arg::With) {
        Value::Bool(true) => g.write(" WITH"),
        Value::Bool(false) => g.write(" WITHOUT"),
        _ => {}
    }
    g.flag(id, Arg::Unique, " UNIQUE KEYS");
}

// ---- names -----------------------------------------------------------------------------------------------------------

/// What few columns have besides a name and a table.
const RARE: ArgSet = ArgSet::of(&[Arg::Catalog, Arg::Db, Arg::JoinMark]);

fn column(g: &mut Generator<'_>, id: NodeId) {
    // Most are a name and nothing else.
    if let Some(this) = g.tree.sole_node(id, Arg::This) {
        return g.node(this);
    }
    let there = g.tree.arg_set(id);
    if !there.may_have_any(RARE) {
        if let (Some(table), Some(this)) = (g.tree.node(id, Arg::Table), g.tree.this(id)) {
            g.node(table);
            g.write(".");
            return g.node(this);
        }
    }
    super::relation::dotted(g, id, there, [Arg::Catalog, Arg::Db, Arg::Table, Arg::This]);
    if there.may_have(Arg::JoinMark) && g.tree.has(id, Arg::JoinMark) {
        if g.dialect.semantics.flags.supports_column_join_marks {
            g.write(" (+)");
        } else {
            g.unsupported("Outer join syntax using the (+) operator is not supported.");
        }
    }
}

fn dot(g: &mut Generator<'_>, id: NodeId) {
    // Long paths are left-deep: no recursion.
    let mut parts = Vec::new();
    let mut left = id;
    while g.tree.kind(left) == Kind::Dot {
        parts.push(g.tree.get(left, Arg::Expression));
        match g.tree.this(left) {
            Some(this) => left = this,
            None => break,
        }
    }
    if g.tree.kind(left) != Kind::Dot {
        g.node(left);
    }
    for part in parts.into_iter().rev() {
        g.write(".");
        g.value(part);
    }
}

/// A name, in quotes if it needs them.
pub fn identifier(g: &mut Generator<'_>, id: NodeId) {
    let (Some(text), quoted) = g.tree.text_and_flag(id, Arg::This, Arg::Quoted) else { return };
    let name = g.tree.str(text);
    let digit = name.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if quoted || digit || !g.names_stay || is_reserved(g, name) {
        return changed_identifier(g, id, text, quoted);
    }
    g.out.push(name);
}

#[inline]
fn is_reserved(g: &Generator<'_>, name: &str) -> bool {
    let words = &g.dialect.generator.reserved_keywords;
    !words.is_empty() && words.contains(name)
}

/// A name that is not, or may not be, written as it is: in quotes, or in lower case.
#[inline(never)]
fn changed_identifier(g: &mut Generator<'_>, id: NodeId, text: Text, quoted: bool) {
    let name = g.tree.str(text);
    let lower = g.options.normalize && !quoted && name.bytes().any(|byte| byte.is_ascii_uppercase());
    if !quoted && (!needs_quotes(g, id, name) || is_bare_table(g, id, name)) {
        return match lower {
            true => g.write(&g.tree.str(text).to_lowercase()),
            false => g.write_text(text),
        };
    }
    let (open, close) = g.dialect.lexer.identifiers.first().copied().unwrap_or(('"', '"'));
    let backslash = g.dialect.lexer.identifier_escapes.contains(&'\\');
    let doubled = |c: char| c == close || c == '\\' && backslash;
    if !lower && !name.contains(doubled) {
        g.write_char(open);
        g.write_text(text);
        return g.write_char(close);
    }
    let mut out = String::with_capacity(name.len() + 2);
    out.push(open);
    for c in name.chars() {
        if doubled(c) {
            out.push(c);
        }
        out.push(c);
    }
    out.push(close);
    if lower {
        out = out.to_lowercase();
    }
    g.write(&out);
}

/// Whether a name is the one of a table that is no object.
fn is_bare_table(g: &Generator<'_>, id: NodeId, name: &str) -> bool {
    g.dialect.generator.bare_tables.iter().any(|bare| name.eq_ignore_ascii_case(bare))
        && g.tree.parent_arg(id) == Arg::This
        && g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Table)
}

fn needs_quotes(g: &Generator<'_>, id: NodeId, name: &str) -> bool {
    let starts_with_digit = name.as_bytes().first().is_some_and(u8::is_ascii_digit);
    let asked = match g.options.identify {
        Identify::Always => true,
        Identify::Safe => is_safe_name(g, name),
        Identify::Never => false,
    };
    if asked && !is_bare_argument(g, id) {
        return true;
    }
    starts_with_digit && !g.dialect.lexer.flags.identifiers_can_start_with_digit || is_reserved(g, name)
}

/// Whether a name is an argument by itself, no column: quotes, which nobody wrote, could make something else of it.
fn is_bare_argument(g: &Generator<'_>, id: NodeId) -> bool {
    let Some(parent) = g.tree.parent(id) else { return false };
    match g.tree.kind(parent) {
        Kind::Placeholder | Kind::Rollback => true,
        Kind::ColumnDef => g.tree.parent(parent).is_some_and(|of| g.tree.kind(of) == Kind::UserDefinedFunction),
        Kind::Unnest => !g.dialect.generator.flags.unnest_with_ordinality,
        kind => kind.is(Kind::Func),
    }
}

/// Whether a name keeps its meaning when it is quoted.
fn is_safe_name(g: &Generator<'_>, name: &str) -> bool {
    use crate::dialect::Normalization;
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !name.as_bytes().first().is_some_and(u8::is_ascii_digit);
    is_word
        && match g.dialect.semantics.normalization {
            Normalization::Uppercase => !name.bytes().any(|b| b.is_ascii_lowercase()),
            Normalization::CaseInsensitive => true,
            _ => !name.bytes().any(|b| b.is_ascii_uppercase()),
        }
}

fn alias(g: &mut Generator<'_>, id: NodeId) {
    let [this, alias] = g.tree.values(id, [Arg::This, Arg::Alias]);
    g.value(this);
    g.value_after(" AS ", alias);
}

fn aliases(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" AS (");
    g.expressions(id, FLAT);
    g.write(")");
}

fn star(g: &mut Generator<'_>, id: NodeId) {
    g.write("*");
    if g.tree.has(id, Arg::Ilike) {
        g.seg("ILIKE");
        g.arg_after(" ", id, Arg::Ilike);
    }
    let except = g.dialect.generator.flags.star_except.clone();
    for (arg, word) in [(Arg::Except, &*except), (Arg::Replace, "REPLACE"), (Arg::Rename, "RENAME")] {
        if g.tree.has(id, arg) {
            g.seg(word);
            g.write(" (");
            g.list(id, arg, FLAT);
            g.write(")");
        }
    }
}

fn placeholder(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::This) {
        let token = g.dialect.generator.flags.named_placeholder_token.clone();
        g.write(&token);
        g.arg(id, Arg::This);
    } else {
        g.write("?");
    }
}

fn parameter(g: &mut Generator<'_>, id: NodeId) {
    let token = g.dialect.generator.flags.parameter_token.clone();
    g.write(&token);
    g.arg(id, Arg::This);
}

fn session_parameter(g: &mut Generator<'_>, id: NodeId) {
    g.write("@@");
    if g.tree.has(id, Arg::Kind) {
        g.arg(id, Arg::Kind);
        g.write(".");
    }
    g.arg(id, Arg::This);
}

// ---- literals --------------------------------------------------------------------------------------------------------

fn boolean(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::This) { "TRUE" } else { "FALSE" });
}

fn null(g: &mut Generator<'_>, _id: NodeId) {
    g.write("NULL");
}

fn introducer(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" ");
    g.arg(id, Arg::Expression);
}

// ---- parentheses, lists, brackets ------------------------------------------------------------------------------------

fn paren(g: &mut Generator<'_>, id: NodeId) {
    g.paren(|g| g.arg(id, Arg::This));
}

fn tuple(g: &mut Generator<'_>, id: NodeId) {
    g.write("(");
    g.expressions(id, ListStyle { dynamic: true, new_line: true, skip_first: true, ..ListStyle::default() });
    g.write(")");
}

fn array(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.get(id, Arg::Expressions);
    g.func("ARRAY", &[items]);
}

/// `STRUCT(value AS name, ...)`.
fn struct_(g: &mut Generator<'_>, id: NodeId) {
    let fields = g.tree.expressions(id);
    let fields: Vec<Value> = fields.into_iter().map(|field| Value::Node(struct_field(g, field))).collect();
    g.func("STRUCT", &fields);
}

/// `name := value` as an alias.
pub fn struct_field(g: &mut Generator<'_>, field: NodeId) -> NodeId {
    if g.tree.kind(field) != Kind::PropertyEQ {
        return field;
    }
    let (name, value) = (g.tree.get(field, Arg::This), g.tree.get(field, Arg::Expression));
    let mut name = name;
    if let Some(node) = name.node().filter(|node| g.tree.is_string(*node)) {
        let word = |text: &str| {
            let word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            word && !text.is_empty() && !text.as_bytes()[0].is_ascii_digit()
        };
        let (text, quoted) = (g.tree.get(node, Arg::This), !word(g.tree.name(node)));
        name = g.make(Kind::Identifier, &args![This: text, Quoted: quoted]).into();
    }
    g.make(Kind::Alias, &args![This: value, Alias: name])
}

/// `x[1]`, `x[1:2]`.
pub fn bracket(g: &mut Generator<'_>, id: NodeId) {
    let items = bracket_items(g, id);
    g.operand(id, Arg::This);
    g.write("[");
    g.join(&items, ", ");
    g.write("]");
}

/// The items of a bracket with the dialect's first index.
pub fn bracket_items(g: &mut Generator<'_>, id: NodeId) -> Vec<NodeId> {
    bracket_items_from(g, id, g.dialect.semantics.flags.index_offset)
}

/// The items of a bracket, where the first index is `first`.
pub fn bracket_items_from(g: &mut Generator<'_>, id: NodeId, first: i64) -> Vec<NodeId> {
    let items = g.tree.expressions(id);
    let given = match g.tree.get(id, Arg::Offset) {
        Value::Int(offset) => offset,
        _ => 0,
    };
    let offset = first - given;
    match items[..] {
        [item] if offset != 0 => {
            let this = g.tree.this(id).unwrap_or(id);
            let moved = crate::parser::index::moved(g.tree, g.dialect, this, item, offset);
            if moved != item {
                g.notes.push(Note::IndexMoved(offset));
            }
            vec![moved]
        }
        [item] if first == 0 && !g.dialect.ancestors.is_empty() && g.tree.kind(item) == Kind::Neg => {
            g.unsupported("Indexes from the end of an array are not supported");
            items.to_vec()
        }
        _ => items.to_vec(),
    }
}

fn slice(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(":");
    if g.tree.has(id, Arg::Step) && !g.tree.has(id, Arg::Expression) {
        g.write("-");
    }
    g.arg(id, Arg::Expression);
    g.arg_after(":", id, Arg::Step);
}

fn comprehension(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" FOR ");
    g.arg(id, Arg::Expression);
    g.arg_after(", ", id, Arg::Position);
    g.write(" IN ");
    g.arg(id, Arg::Iterator);
    g.arg_after(" IF ", id, Arg::Condition);
}

fn at_index(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" AT ");
    g.arg(id, Arg::Expression);
}

fn at_time_zone(g: &mut Generator<'_>, id: NodeId) {
    g.operand(id, Arg::This);
    g.write(" AT TIME ZONE ");
    g.operand(id, Arg::Zone);
}

fn from_time_zone(g: &mut Generator<'_>, id: NodeId) {
    g.operand(id, Arg::This);
    g.write(" AT TIME ZONE ");
    g.operand(id, Arg::Zone);
    g.write(" AT TIME ZONE 'UTC'");
}

// ---- CASE, lambdas, intervals -----------------------------------------------------------------------------------------

fn case(g: &mut Generator<'_>, id: NodeId) {
    let group = g.open_indented_group();
    let mut width = 4;
    g.write("CASE");
    if g.tree.has(id, Arg::This) {
        g.write(" ");
        let measure = g.measure();
        g.arg(id, Arg::This);
        width += g.width_since(measure) + 1;
    }
    let part = |g: &mut Generator<'_>, word: &str, node: NodeId, arg: Arg, width: &mut usize| {
        g.group_blank();
        let measure = g.measure();
        g.write(word);
        g.arg(node, arg);
        *width += g.width_since(measure);
    };
    for branch in g.tree.children(id, Arg::Ifs) {
        part(g, "WHEN ", branch, Arg::This, &mut width);
        part(g, "THEN ", branch, Arg::True, &mut width);
    }
    if g.tree.has(id, Arg::Default) {
        part(g, "ELSE ", id, Arg::Default, &mut width);
    }
    let broken = width + 3 > g.options.max_text_width;
    g.close_group(group, broken && g.pretty());
    g.sep_if(broken);
    g.write("END");
}

/// `IF(a, b, c)` as a `CASE`.
fn if_(g: &mut Generator<'_>, id: NodeId) {
    let (this, yes, no) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::True), g.tree.get(id, Arg::False));
    let branch = g.make(Kind::If, &[(Arg::This, this), (Arg::True, yes)]);
    let ifs = g.tree.list_of(&[Value::Node(branch)]);
    let case = g.make(Kind::Case, &[(Arg::Ifs, ifs), (Arg::Default, no)]);
    g.node(case);
}

/// `a MATCH 'words'`; what exactly is searched for is said by few.
fn word_search(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Kind) || g.tree.has(id, Arg::Analyzer) {
        g.unsupported("MATCH variants and USING ANALYZER are not supported in this dialect");
    }
    binary(g, id, "MATCH");
}

fn lambda(g: &mut Generator<'_>, id: NodeId) {
    lambda_with(g, id, "->");
}

/// A lambda with this arrow.
pub fn lambda_with(g: &mut Generator<'_>, id: NodeId, arrow: &str) {
    let arguments = g.tree.expressions(id);
    let single = arguments.len() == 1;
    if !single {
        g.write("(");
    }
    g.join(&arguments, ", ");
    if !single {
        g.write(")");
    }
    g.write(" ");
    g.write(arrow);
    g.write(" ");
    g.arg(id, Arg::This);
}

fn kwarg(g: &mut Generator<'_>, id: NodeId) {
    binary(g, id, "=>");
}

fn distinct(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    g.write("DISTINCT");
    if items.len() > 1 && !g.dialect.generator.flags.multi_arg_distinct {
        // One value that is null if any of them is.
        let list = g.tree.list_of(&items.iter().map(|item| Value::Node(*item)).collect::<Vec<_>>());
        let tuple = g.tree.make(Kind::Tuple, &[]);
        g.tree.set_raw(tuple, Arg::Expressions, list);
        let mut branches = Vec::new();
        for item in &items {
            let null = g.make(Kind::Null, &[]);
            let this = super::functions::wrapped(g, (*item).into());
            let is = g.make(Kind::Is, &[(Arg::This, this), (Arg::Expression, null.into())]);
            let null = g.make(Kind::Null, &[]);
            branches.push(Value::Node(g.make(Kind::If, &args![This: is, True: null])));
        }
        let ifs = g.tree.list_of(&branches);
        let case = g.make(Kind::Case, &[(Arg::Ifs, ifs), (Arg::Default, tuple.into())]);
        g.write(" ");
        return g.node(case);
    }
    if !items.is_empty() {
        g.write(" ");
        g.expressions(id, FLAT);
    }
    if g.tree.has(id, Arg::On) {
        g.write(" ON ");
        g.arg(id, Arg::On);
    }
}

/// An interval literal.
pub fn interval(g: &mut Generator<'_>, id: NodeId) {
    let flags = &g.dialect.generator.flags;
    let (single, plural) = (flags.single_string_interval, flags.interval_allows_plural_form);
    let mut unit = g.captured(|g| g.arg(id, Arg::Unit));
    if !plural {
        if let Some(singular) = g.dialect.generator.time_part_singulars.get(&unit) {
            unit = singular.to_string();
        }
    }
    let this = g.tree.this(id);
    if single {
        g.write("INTERVAL ");
        let Some(this) = this else { return g.write(&unit) };
        if g.tree.is_string(this) || g.tree.is_number(this) {
            let mut text = g.tree.name(this).to_string();
            if !unit.is_empty() {
                text.push(' ');
                text.push_str(&unit);
            }
            return super::strings::write_string(g, &text);
        }
        // A computed number of units; of several, no one can be counted.
        if g.tree.node(id, Arg::Unit).is_some_and(|unit| g.tree.kind(unit) == Kind::IntervalSpan) {
            g.unsupported("Computed intervals of several fields are not supported");
        }
        g.write("'1 ");
        g.write(&unit);
        g.write("' * ");
        let this = g.as_operand(Kind::Mul, Arg::Expression, this.into());
        return g.value(this);
    }
    g.write("INTERVAL");
    if let Some(this) = this {
        let kinds = &g.dialect.generator.unwrapped_interval_values;
        if kinds.contains(&g.tree.kind(this)) {
            g.write(" ");
            g.node(this);
        } else {
            g.write(" (");
            g.node(this);
            g.write(")");
        }
    }
    if !unit.is_empty() {
        g.write(" ");
        g.write(&unit);
    }
}

fn interval_span(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" TO ");
    g.arg(id, Arg::Expression);
}
