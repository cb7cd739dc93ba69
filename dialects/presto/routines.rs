//! Functions that a query defines for itself: <https://trino.io/docs/current/udf/sql.html>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{Generator, ListStyle, RenderFn, FLAT},
    lexer::T,
    parser::{atom, properties, with, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    d.parser.replace(Rule::With, functions_and_ctes);
    d.generator.add_renders(RENDERS);
}

// ---- parsing ---------------------------------------------------------------------------------------------------------

/// `WITH FUNCTION f() RETURNS INT RETURN 1, FUNCTION ... [WITH ...]`.
fn functions_and_ctes(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let consumed = a.flags & with::AFTER_WITH != 0;
    let starts = p.at(T::With) && p.next_kind() == T::Function;
    if !consumed && !starts {
        return with::with(p, a);
    }
    if !consumed {
        p.advance();
    }
    if !p.at(T::Function) || matches!(p.next_kind(), T::Alias | T::LParen) {
        // A common table expression of that name.
        return with::with(p, RuleArgs { flags: a.flags | with::AFTER_WITH, ..a });
    }
    let mut functions = Vec::new();
    while p.accept(T::Function) {
        functions.push(function(p)?);
        if !p.accept(T::Comma) {
            break;
        }
    }
    let list = p.list(&functions);
    match with::with(p, RuleArgs::default())? {
        Some(ctes) => {
            p.tree.set(ctes, Arg::Udfs, list);
            Ok(Some(ctes))
        }
        None => p.make_from(mark, Kind::With, &args![Udfs: list]).map(Some),
    }
}

/// A function, after its keyword.
fn function(p: &mut Parser<'_>) -> R<NodeId> {
    let mark = p.mark() - 1;
    let this = p.user_defined_function(0)?;
    let mut characteristics = Vec::new();
    let mut settings = Value::None;
    while !p.at_words(&["RETURN"]) && !p.at(T::Begin) {
        if p.accept(T::With) {
            let items = properties::wrapped(p)?;
            let items = p.list(&items);
            settings = p.make(Kind::Properties, &args![Expressions: items])?.into();
            continue;
        }
        match p.property()? {
            Some(property) => characteristics.push(property),
            None => break,
        }
    }
    let list = p.list(&characteristics);
    let characteristics = p.make(Kind::Properties, &args![Expressions: list])?;
    let body = match p.accept(T::Begin) {
        true => Some(block(p)?),
        false => statement(p)?,
    };
    p.make_from(
        mark,
        Kind::FunctionSpecification,
        &args![This: this, Characteristics: characteristics, Properties: settings, Expression: body],
    )
}

/// `BEGIN ...; END`, after its first word.
fn block(p: &mut Parser<'_>) -> R<NodeId> {
    let mark = p.mark() - 1;
    let mut statements = statements(p, &["END"])?;
    if p.accept_words(&["END"]) {
        statements.push(p.make(Kind::EndStatement, &[])?);
    }
    let list = p.list(&statements);
    p.make_from(mark, Kind::Block, &args![Expressions: list, Begin: true])
}

/// Statements with semicolons behind them, up to one of these words.
fn statements(p: &mut Parser<'_>, ends: &[&str]) -> R<Vec<NodeId>> {
    let mut statements = Vec::new();
    while !p.at_word(ends) {
        let Some(statement) = p.deep(|p| statement(p))? else { break };
        statements.push(statement);
        if !p.at_end() || !p.next_statement() {
            p.error("Expected a semicolon behind a statement of a function")?;
            break;
        }
    }
    Ok(statements)
}

/// Statements of a branch or loop.
fn body(p: &mut Parser<'_>, ends: &[&str]) -> R<NodeId> {
    let statements = statements(p, ends)?;
    let list = p.list(&statements);
    p.make(Kind::Block, &args![Expressions: list])
}

/// One statement of a routine, without its semicolon.
fn statement(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let mut label = None;
    if p.next_kind() == T::Colon {
        label = p.id_var(atom::ANY_TOKEN)?;
        p.accept(T::Colon);
    }
    if p.accept(T::Begin) {
        return block(p).map(Some);
    }
    let Some(word) = STATEMENTS.iter().find(|(word, _)| p.at_words(&[word])) else { return p.statement() };
    p.advance();
    let Some(node) = word.1(p)? else { return Ok(None) };
    if let Some(label) = label {
        p.tree.set(node, Arg::Label, label);
    }
    p.stretch(node, mark);
    Ok(Some(node))
}

/// Statements of routines by their first word, after which they are called; sorted.
const STATEMENTS: &[(&str, fn(&mut Parser<'_>) -> R)] = &[
    ("CASE", case),
    ("IF", branch),
    ("ITERATE", |p| to_label(p, Kind::Iterate)),
    ("LEAVE", |p| to_label(p, Kind::Leave)),
    ("LOOP", |p| {
        let body = body(p, &["END"])?;
        end_of(p, "LOOP");
        p.some(Kind::LoopBlock, &args![Body: body])
    }),
    ("REPEAT", |p| {
        let body = body(p, &["UNTIL"])?;
        p.accept_words(&["UNTIL"]);
        let until = p.assignment()?;
        end_of(p, "REPEAT");
        p.some(Kind::RepeatBlock, &args![Body: body, Until: until])
    }),
    ("RETURN", |p| {
        let value = p.assignment()?;
        p.some(Kind::Return, &args![This: value])
    }),
    ("WHILE", |p| {
        let condition = p.assignment()?;
        p.accept_words(&["DO"]);
        let body = body(p, &["END"])?;
        end_of(p, "WHILE");
        p.some(Kind::WhileBlock, &args![This: condition, Body: body])
    }),
];

fn end_of(p: &mut Parser<'_>, word: &str) {
    p.accept_words(&["END", word]);
}

fn to_label(p: &mut Parser<'_>, kind: Kind) -> R {
    let label = p.id_var(atom::ANY_TOKEN)?;
    p.some(kind, &args![This: label])
}

/// `CASE [a] WHEN b THEN ...; ELSE ...; END CASE`.
fn case(p: &mut Parser<'_>) -> R {
    let this = if p.at_word(&["WHEN"]) { None } else { p.assignment()? };
    let mut branches = Vec::new();
    while p.accept_words(&["WHEN"]) {
        let condition = p.assignment()?;
        p.accept_words(&["THEN"]);
        let then = body(p, &["ELSE", "END", "WHEN"])?;
        branches.push(p.make(Kind::If, &args![This: condition, True: then])?);
    }
    let otherwise = match p.accept_words(&["ELSE"]) {
        true => Some(body(p, &["END"])?),
        false => None,
    };
    end_of(p, "CASE");
    let branches = p.list(&branches);
    p.some(Kind::CaseStatement, &args![This: this, Ifs: branches, Default: otherwise])
}

/// `IF a THEN ...; ELSEIF b THEN ...; ELSE ...; END IF`.
fn branch(p: &mut Parser<'_>) -> R {
    let condition = p.assignment()?;
    p.accept_words(&["THEN"]);
    let then = body(p, &["ELSE", "ELSEIF", "END"])?;
    let otherwise = if p.accept_words(&["ELSEIF"]) {
        p.deep(|p| branch(p))?
    } else if p.accept_words(&["ELSE"]) {
        Some(body(p, &["END"])?)
    } else {
        None
    };
    end_of(p, "IF");
    p.some(Kind::IfBlock, &args![This: condition, True: then, False: otherwise])
}

// ---- rendering -------------------------------------------------------------------------------------------------------

/// Renderers of this area, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::CaseStatement, render_case),
    (Kind::FunctionSpecification, render_function),
    (Kind::IfBlock, |g, id| {
        render_branch(g, id, "IF ");
        g.write("END IF");
    }),
    (Kind::Iterate, |g, id| {
        g.write("ITERATE ");
        g.arg(id, Arg::This);
    }),
    (Kind::Leave, |g, id| {
        g.write("LEAVE ");
        g.arg(id, Arg::This);
    }),
    (Kind::LoopBlock, |g, id| {
        render_label(g, id);
        g.write("LOOP ");
        render_body(g, id, Arg::Body);
        g.write("END LOOP");
    }),
    (Kind::RepeatBlock, |g, id| {
        render_label(g, id);
        g.write("REPEAT ");
        render_body(g, id, Arg::Body);
        g.write("UNTIL ");
        g.arg(id, Arg::Until);
        g.write(" END REPEAT");
    }),
    (Kind::WhileBlock, |g, id| {
        render_label(g, id);
        g.write("WHILE ");
        g.arg(id, Arg::This);
        g.write(" DO ");
        render_body(g, id, Arg::Body);
        g.write("END WHILE");
    }),
    (Kind::With, render_with),
];

/// Functions stand before common table expressions, with a `WITH` of their own.
fn render_with(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Udfs) == 0 {
        return g.render_base(id);
    }
    g.write("WITH ");
    g.list(id, Arg::Udfs, FLAT);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" ");
        let args: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::Udfs).collect();
        let rest = g.make(Kind::With, &args);
        g.render_base(rest);
    }
}

fn render_function(g: &mut Generator<'_>, id: NodeId) {
    g.write("FUNCTION ");
    g.arg(id, Arg::This);
    if let Some(characteristics) = g.tree.node(id, Arg::Characteristics) {
        g.prefixed(" ", |g| {
            g.expressions(characteristics, ListStyle { sep: " ", indent: false, ..Default::default() })
        });
    }
    g.arg_after(" ", id, Arg::Properties);
    g.arg_after(" ", id, Arg::Expression);
}

fn render_label(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Label) {
        g.arg(id, Arg::Label);
        g.write(": ");
    }
}

/// Statements, each with its semicolon.
fn render_body(g: &mut Generator<'_>, id: NodeId, arg: Arg) {
    if let Some(body) = g.tree.node(id, arg) {
        g.node(body);
        g.write("; ");
    }
}

fn render_case(g: &mut Generator<'_>, id: NodeId) {
    g.write("CASE ");
    if g.tree.has(id, Arg::This) {
        g.arg(id, Arg::This);
        g.write(" ");
    }
    for branch in g.tree.children(id, Arg::Ifs) {
        g.write("WHEN ");
        g.arg(branch, Arg::This);
        g.write(" THEN ");
        render_body(g, branch, Arg::True);
    }
    if g.tree.has(id, Arg::Default) {
        g.write("ELSE ");
        render_body(g, id, Arg::Default);
    }
    g.write("END CASE");
}

fn render_branch(g: &mut Generator<'_>, id: NodeId, word: &str) {
    g.write(word);
    g.arg(id, Arg::This);
    g.write(" THEN ");
    render_body(g, id, Arg::True);
    match g.tree.node(id, Arg::False) {
        Some(next) if g.tree.kind(next) == Kind::IfBlock => {
            sqlectic_syntax::parser::deep(|| render_branch(g, next, "ELSEIF "));
        }
        Some(_) => {
            g.write("ELSE ");
            render_body(g, id, Arg::False);
        }
        None => {}
    }
}
