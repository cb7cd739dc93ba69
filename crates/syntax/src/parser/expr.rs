//! Expressions: the levels of precedence (climbed in `operator.rs`), prefix operators, aliases, lambdas, `CASE`.

use super::{
    operator::{binary, layered, level},
    Abort, Infix, Level, Parser, RuleArgs, R,
};
use crate::lexer::T;
use rustc_hash::FxHashMap;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Tree, Value};

/// Flag of [`Parser::alias`]: the alias needs `AS`.
pub const EXPLICIT: u32 = 1;
/// Flag of [`Parser::lambda`]: an expression may have an alias.
pub const ALIASED: u32 = 1;
/// Flag of [`Parser::lambda`]: an arrow starts no lambda.
pub const WITHOUT_ARROW: u32 = 2;

/// An expression with an optional alias.
#[inline]
pub fn expression(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.assignment()?;
    match this {
        Some(this) => p.alias(this, 0),
        None => Ok(None),
    }
}

/// An expression without an alias: everything from assignment down.
#[inline]
pub fn assignment(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.disjunction()?;
    match p.dialect.parser.infix.get(p.kind()) {
        Some(Infix { level: Level::Assignment, .. }) => assigned(p, this),
        _ => Ok(this),
    }
}

/// The same before `:=` and what is assigned.
fn assigned(p: &mut Parser<'_>, mut this: Option<NodeId>) -> R {
    while let Some(Infix { level: Level::Assignment, kind }) = p.dialect.parser.infix.get(p.kind()).copied() {
        p.advance();
        // What is assigned to is a name, not a column.
        if let Some(column) = this.filter(|node| p.tree.kind(*node) == Kind::Column) {
            if p.tree.get(column, Arg::Table) == Value::None {
                this = p.tree.this(column);
            }
        }
        let value = p.deep(|p| p.assignment())?;
        this = p.some(kind, &args![This: this, Expression: value])?;
    }
    Ok(this)
}

/// `a OR b` and what binds tighter.
#[inline]
pub fn disjunction(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    level(p, Level::Disjunction)
}

/// `a AND b` and what binds tighter.
pub fn conjunction(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    level(p, Level::Conjunction)
}

/// `a = b` and what binds tighter; `a IS b` where that binds looser.
pub fn equality(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.dialect.parser.layered {
        return layered(p, Level::Equality);
    }
    binary(p, Level::Is as u8)
}

/// `a < b` and what binds tighter.
pub fn comparison(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    level(p, Level::Comparison)
}

/// `a BETWEEN b AND c` and what binds tighter.
pub fn range(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    level(p, Level::Range)
}

/// `a & b`, `a || b` and what binds tighter.
pub fn bitwise(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    level(p, Level::Bitwise)
}

/// `a + b` and what binds tighter.
pub fn term(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    level(p, Level::Term)
}

/// `a * b` and what binds tighter.
pub fn factor(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    level(p, Level::Factor)
}

/// `a ** b` and what binds tighter.
pub fn exponent(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    level(p, Level::Exponent)
}

/// `-a`, `NOT a`, or what binds tighter.
pub fn unary(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let dialect = p.dialect;
    let leaves_zone = std::mem::take(&mut p.leaves_zone);
    let this = if let Some(rule) = dialect.parser.unary.get(p.kind()) {
        p.advance();
        p.deep(|p| rule.call(p, RuleArgs::default()))?
    } else {
        p.type_(0)?
    };
    match this {
        Some(this) if !leaves_zone => p.at_time_zone(this),
        this => Ok(this),
    }
}

/// An operand to whose left an operator binds tighter than `AT TIME ZONE` to its right.
fn tight_unary(p: &mut Parser<'_>) -> R {
    p.leaves_zone = true;
    let this = p.unary()?;
    p.leaves_zone = false;
    Ok(this)
}

/// `+a`, which is `a`.
pub fn unary_plus(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.unary()
}

/// `NOT a`; binds looser than comparisons.
pub fn not(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let this = p.equality()?;
    p.make_from(mark, Kind::Not, &args![This: this]).map(Some)
}

/// `-a`.
pub fn negative(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    prefix(p, Kind::Neg)
}

/// `~a`.
pub fn bitwise_not(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    prefix(p, Kind::BitwiseNot)
}

/// `|/ a`.
pub fn square_root(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    prefix(p, Kind::Sqrt)
}

/// `||/ a`.
pub fn cube_root(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    prefix(p, Kind::Cbrt)
}

fn prefix(p: &mut Parser<'_>, kind: Kind) -> R {
    let mark = p.mark() - 1;
    let this = tight_unary(p)?;
    p.make_from(mark, kind, &args![This: this]).map(Some)
}

/// `AT TIME ZONE` after a node.
#[inline(always)] // Asked behind every operand.
pub fn at_time_zone(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.at(T::Var) {
        true => at_zone(p, a.node),
        false => Ok(a.node),
    }
}

fn at_zone(p: &mut Parser<'_>, mut this: Option<NodeId>) -> R {
    while p.at(T::Var) && p.accept_words(&["AT", "TIME", "ZONE"]) {
        let zone = tight_unary(p)?;
        this = p.some(Kind::AtTimeZone, &args![This: this, Zone: zone])?;
    }
    Ok(this)
}

/// An alias after an expression.
#[inline]
pub fn alias(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.kind() {
        T::Comma | T::RParen | T::Sentinel => Ok(a.node),
        _ => aliased(p, a),
    }
}

fn aliased(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(this) = a.node else { return Ok(None) };
    if super::clauses::at_limit_or_offset(p) || super::clauses::at_window_clause(p) {
        return Ok(Some(this));
    }
    let explicit = p.accept(T::Alias);
    let mut comments = if explicit { p.prev_comments() } else { Vec::new() };
    if a.flags & EXPLICIT != 0 && !explicit {
        return Ok(Some(this));
    }
    if p.accept(T::LParen) {
        let flags = if explicit { super::atom::ANY_TOKEN } else { super::atom::ALIAS_TOKENS };
        let names = p.csv(|p| p.id_var(flags))?;
        let list = p.opt_list(&names);
        let node = p.node(Kind::Aliases, &args![This: this, Expressions: list])?;
        p.add_comments(node, &comments);
        p.r_paren_of(Some(node))?;
        return Ok(Some(node));
    }
    let flags = super::atom::ALIAS_TOKENS | if explicit { super::atom::ANY_TOKEN } else { 0 };
    let mut alias = p.id_var(flags)?;
    if alias.is_none() && p.dialect.parser.flags.string_aliases {
        alias = p.string_as_identifier()?;
    }
    let Some(alias) = alias else { return Ok(Some(this)) };
    if p.tree.has_comments() {
        comments.extend(p.tree.take_comments(alias));
    }
    let node = p.over(Kind::Alias, [(Arg::This, this), (Arg::Alias, alias)]);
    if comments.is_empty() {
        // `expr /* comment */ AS alias`: the comment stands behind the alias.
        comments = p.tree.take_comments(this);
    }
    p.add_comments(node, &comments);
    Ok(Some(node))
}

// ---- lambdas --------------------------------------------------------------------------------------------------------

/// An expression or a lambda, as an argument of a function.
pub fn lambda(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if a.flags & WITHOUT_ARROW == 0 && arrow_may_follow(p) {
        if let Some(node) = p.deep(|p| arrow(p))? {
            return Ok(Some(node));
        }
    }
    let this = if p.accept(T::Distinct) {
        let items = p.csv(|p| p.disjunction())?;
        let list = p.list(&items);
        p.some(Kind::Distinct, &args![Expressions: list])?
    } else {
        p.accept(T::All);
        match p.deep(|p| p.select_or_expression(0))? {
            Some(this) if a.flags & ALIASED != 0 => p.alias(this, EXPLICIT)?,
            this => this,
        }
    };
    super::functions::argument_modifiers(p, this)
}

/// A query without parentheses, or an expression.
pub fn select_or_expression(p: &mut Parser<'_>, a: RuleArgs) -> R {
    // Where `VALUES` is a function, its call is no query.
    let is_call = p.at(T::Values) && p.dialect.parser.function_parsers.get("VALUES").is_some();
    if !is_call {
        if let Some(query) = p.select(0)? {
            return Ok(Some(query));
        }
    }
    let Some(this) = p.assignment()? else { return Ok(None) };
    let this = if a.flags & ALIASED != 0 { p.alias(this, EXPLICIT)?.unwrap_or(this) } else { this };
    p.set_operations(this)
}

/// Whether an arrow stands where it would behind the arguments of a lambda.
#[inline]
fn arrow_may_follow(p: &Parser<'_>) -> bool {
    if p.dialect.parser.flags.typed_lambda_args {
        return arrow_follows_types(p);
    }
    // Without types only names and commas may stand before the arrow, so looking ahead settles it.
    let mut n = 0;
    if p.at(T::LParen) {
        n = 1;
        while !matches!(p.peek(n).kind, T::RParen | T::Sentinel | T::LParen) && n < MOST_OF_ARGUMENTS {
            n += 1;
        }
    }
    is_arrow(p, p.peek(n + 1).kind)
}

#[inline]
fn is_arrow(p: &Parser<'_>, kind: T) -> bool {
    p.dialect.parser.lambdas.get(kind).is_some()
}

/// `x -> ...`, `(x, y) -> ...`, `name => ...`; nothing if no arrow follows the arguments.
fn arrow(p: &mut Parser<'_>) -> R {
    let dialect = p.dialect;
    let mark = p.mark();
    let mut arguments = Children::new();
    if p.accept(T::LParen) {
        if !p.at(T::RParen) {
            arguments = p.csv(|p| p.lambda_arg())?;
        }
        if !p.accept(T::RParen) {
            p.retreat(mark);
            return Ok(None);
        }
    } else {
        arguments.extend(p.lambda_arg()?);
    }
    let Some(rule) = dialect.parser.lambdas.get(p.kind()) else {
        p.retreat(mark);
        return Ok(None);
    };
    p.advance();
    let list = p.opt_list(&arguments);
    let holder = p.tree.make(Kind::Tuple, &args![Expressions: list]);
    let node = rule.call(p, RuleArgs { node: Some(holder), flags: 0 })?;
    if let Some(node) = node {
        p.stretch(node, mark);
    }
    Ok(node)
}

/// How many tokens the arguments of a lambda may have.
const MOST_OF_ARGUMENTS: usize = 64;

/// Whether an arrow stands behind what may be arguments with types, in the same parentheses: reading them for nothing
/// would read everything in them twice.
fn arrow_follows_types(p: &Parser<'_>) -> bool {
    let mut depth = 0usize;
    for n in 0..MOST_OF_ARGUMENTS {
        match p.peek(n).kind {
            T::LParen => depth += 1,
            T::RParen if depth > 0 => depth -= 1,
            T::Sentinel | T::RParen => return false,
            T::Comma if depth == 0 => return false,
            kind if depth == 0 && is_arrow(p, kind) => return true,
            _ => {}
        }
    }
    false
}

/// One argument of a lambda.
pub fn lambda_arg(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let name = p.id_var(super::atom::ANY_TOKEN)?;
    if !p.dialect.parser.flags.typed_lambda_args || name.is_none() || p.at(T::Comma) || p.at(T::RParen) {
        return Ok(name);
    }
    if p.dialect.parser.lambdas.get(p.kind()).is_some() {
        return Ok(name);
    }
    match p.types(0)? {
        Some(to) => p.some(Kind::Cast, &args![This: name, To: to]),
        None => Ok(name),
    }
}

/// `x -> body`: the arguments are names in the body, not columns.
pub fn lambda_body(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let list = a.node.map_or(Value::None, |holder| p.tree.get(holder, Arg::Expressions));
    p.lambdas += 1;
    let body = p.deep(|p| p.disjunction());
    p.lambdas -= 1;
    let node = p.make(Kind::Lambda, &args![This: body?, Expressions: list])?;
    if p.lambdas == 0 {
        bind_lambda(p, node);
    }
    Ok(Some(node))
}

/// `name => value`.
pub fn named_argument(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let first = a.node.and_then(|holder| p.tree.expressions(holder).first().copied());
    let name = first.map(|first| {
        let (text, span) = (p.tree.get(first, Arg::This), p.tree.span(first));
        p.tree.make_at(Kind::Var, span, &args![This: text])
    });
    let value = p.deep(|p| p.select_or_expression(0))?;
    p.some(Kind::Kwarg, &args![This: name, Expression: value])
}

/// Turns columns that start with an argument's name into names, in a lambda and those inside of it.
fn bind_lambda(p: &mut Parser<'_>, lambda: NodeId) {
    for (column, type_) in bound_columns(&p.tree, lambda) {
        let parts = super::column::column_parts(p, column);
        let Some(mut node) = parts.first().copied() else { continue };
        if let Some(type_) = type_ {
            let copy = p.tree.copy(type_);
            node = p.tree.make(Kind::Cast, &args![This: node, To: copy]);
        }
        for part in &parts[1..] {
            node = p.tree.make(Kind::Dot, &args![This: node, Expression: *part]);
        }
        if p.tree.span(node).is_some() {
            let span = p.tree.span(column);
            p.tree.set_span(node, span);
        }
        let comments = p.tree.take_comments(column);
        p.add_comments(node, &comments);
        p.tree.replace(column, node);
    }
    if p.dialect.parser.flags.typed_lambda_args {
        untype_arguments(p, lambda);
    }
}

/// Takes the types off the arguments of lambdas: `x INT -> x` has become `x -> CAST(x AS INT)`.
fn untype_arguments(p: &mut Parser<'_>, lambda: NodeId) {
    let lambdas: Vec<NodeId> = p.tree.walk(lambda).filter(|node| p.tree.kind(*node) == Kind::Lambda).collect();
    for lambda in lambdas {
        for argument in p.tree.expressions(lambda) {
            if let (Kind::Cast, Some(name)) = (p.tree.kind(argument), p.tree.this(argument)) {
                p.tree.replace(argument, name);
            }
        }
    }
}

/// Columns of a lambda that start with the name of an argument that is in scope, with that one's type.
fn bound_columns(tree: &Tree, lambda: NodeId) -> Vec<(NodeId, Option<NodeId>)> {
    let mut scope: FxHashMap<&str, Vec<Option<NodeId>>> = FxHashMap::default();
    let mut bound = Vec::new();
    let mut work = vec![(lambda, false)];
    while let Some((node, left)) = work.pop() {
        match tree.kind(node) {
            Kind::Lambda if left => {
                for (name, _) in lambda_names(tree, node) {
                    scope.get_mut(name).and_then(Vec::pop);
                }
            }
            Kind::Lambda => {
                for (name, type_) in lambda_names(tree, node) {
                    scope.entry(name).or_default().push(type_);
                }
                work.push((node, true));
                work.extend(tree.this(node).map(|body| (body, false)));
            }
            Kind::Column => {
                let first =
                    [Arg::Catalog, Arg::Db, Arg::Table, Arg::This].into_iter().find_map(|arg| tree.node(node, arg));
                let type_ = first
                    .filter(|first| !is_path_of_body(tree, node, tree.name(*first)))
                    .and_then(|first| scope.get(tree.name(first))?.last().copied());
                bound.extend(type_.map(|type_| (node, type_)));
            }
            _ => tree.each_child(node, |child| work.push((child, false))),
        }
    }
    bound
}

/// `x -> x.a.b.c.d`: a path of more than four names that is the whole body keeps the column at its start.
fn is_path_of_body(tree: &Tree, column: NodeId, name: &str) -> bool {
    let dotted = |node: &NodeId| tree.parent(*node).filter(|parent| tree.kind(*parent) == Kind::Dot);
    let Some(path) = std::iter::successors(dotted(&column), dotted).last() else { return false };
    let lambda = tree.parent(path).filter(|parent| tree.kind(*parent) == Kind::Lambda);
    lambda.is_some_and(|lambda| lambda_names(tree, lambda).iter().any(|(other, _)| *other == name))
}

/// The names of a lambda's arguments, with their types.
fn lambda_names(tree: &Tree, lambda: NodeId) -> Vec<(&str, Option<NodeId>)> {
    let name = |node: NodeId| match tree.kind(node) {
        Kind::Cast => tree.this(node).map(|this| (tree.name(this), tree.node(node, Arg::To))),
        _ => Some((tree.name(node), None)),
    };
    tree.expressions(lambda).into_iter().filter_map(name).collect()
}

// ---- CASE and IF ----------------------------------------------------------------------------------------------------

/// A `CASE` expression, after its keyword.
pub fn case(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.deep(|p| case_body(p))
}

fn case_body(p: &mut Parser<'_>) -> R {
    if p.at(T::Dot) {
        // A table of that name.
        return Ok(None);
    }
    let mark = p.mark() - 1;
    let comments = p.prev_comments();
    let this = if p.at(T::When) { None } else { p.assignment()? };
    let mut ifs = Vec::new();
    while p.accept(T::When) {
        let when = p.mark() - 1;
        let condition = p.assignment()?;
        p.accept(T::Then);
        let value = p.assignment()?;
        ifs.push(p.make_from(when, Kind::If, &args![This: condition, True: value])?);
    }
    let mut default = if p.accept(T::Else) { p.assignment()? } else { None };
    if !p.accept(T::End) {
        // `ELSE interval END`: a column after all.
        let interval = default.filter(|node| p.tree.kind(*node) == Kind::Interval);
        let value = interval.and_then(|node| p.tree.this(node));
        if value
            .is_some_and(|value| p.tree.kind(value) == Kind::Column && p.tree.name(value).eq_ignore_ascii_case("END"))
        {
            let name = p.identifier_node("interval", false);
            default = Some(p.tree.make(Kind::Column, &args![This: name]));
        } else {
            p.error_at(p.prev().span, "Expected END after CASE")?;
        }
    }
    let ifs = p.list(&ifs);
    let node = p.make_from(mark, Kind::Case, &args![This: this, Ifs: ifs, Default: default])?;
    p.add_comments(node, &comments);
    Ok(Some(node))
}

/// An `IF` function or expression, after its keyword.
pub fn if_(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if p.accept(T::LParen) {
        let items = p.csv(|p| p.lambda(ALIASED))?;
        super::functions::check_number(p, Kind::If, items.len())?;
        let mut items = items.into_iter().map(Value::from);
        let mut next = || items.next().unwrap_or(Value::None);
        let (this, yes, no) = (next(), next(), next());
        p.r_paren()?;
        return p.make_from(mark, Kind::If, &args![This: this, True: yes, False: no]).map(Some);
    }
    if p.dialect.parser.flags.no_paren_if_commands && mark == 0 {
        return super::statements::as_command(p, mark);
    }
    // Without a look ahead, all that follows would be read once more as something else.
    if !p.then_follows() || p.is_dead_end(mark) {
        p.retreat(mark);
        return Ok(None);
    }
    let condition = p.disjunction()?;
    let Some(condition) = condition.filter(|_| p.accept(T::Then)) else {
        p.retreat_for_good(mark);
        return Ok(None);
    };
    let yes = p.disjunction()?;
    let no = if p.accept(T::Else) { p.disjunction()? } else { None };
    p.accept(T::End);
    p.make_from(mark, Kind::If, &args![This: condition, True: yes, False: no]).map(Some)
}

/// A node under `Abort`-free use of `?`: the value of an operand that has to be there.
pub fn required(p: &mut Parser<'_>, node: Option<NodeId>, what: &str) -> Result<NodeId, Abort> {
    match node {
        Some(node) => Ok(node),
        None => {
            p.error(what)?;
            Err(Abort)
        }
    }
}
