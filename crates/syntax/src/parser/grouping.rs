//! `GROUP BY` with `ROLLUP`, `CUBE`, `GROUPING SETS` and `TOTALS`.

use super::{clauses, Parser, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// `GROUP BY`, after its token.
pub(super) fn group(p: &mut Parser<'_>) -> R {
    let mark = p.mark() - 1;
    let comments = p.prev_comments();
    let all = if p.accept(T::All) {
        Value::Bool(true)
    } else if p.accept(T::Distinct) {
        Value::Bool(false)
    } else {
        Value::None
    };
    // `GROUP BY ALL` and straight on to the next clause.
    if all.is_some() && p.dialect.parser.query_modifiers.get(p.kind()).is_some() {
        return clauses::commented(p, Kind::Group, &args![All: all], mark, &comments).map(Some);
    }
    let mut extras: Vec<(Arg, NodeId)> = Vec::new();
    let mut totals = Value::None;
    let mut expressions = p.csv(element)?;
    loop {
        let with_prefix = p.at(T::With);
        if let Some(node) = grouping(p, with_prefix)? {
            extras.push((extra_argument(p.tree.kind(node)), node));
            if !with_prefix {
                continue;
            }
        } else if p.accept_words(&["WITH", "TOTALS"]) || p.accept_words(&["TOTALS"]) {
            totals = Value::Bool(true);
        } else {
            break;
        }
        if p.accept(T::Comma) {
            expressions.extend(p.csv(element)?);
        }
    }
    let list = p.list(&expressions);
    let node = clauses::commented(p, Kind::Group, &args![All: all, Expressions: list], mark, &comments)?;
    for (arg, extra) in extras {
        p.tree.append(node, arg, extra);
    }
    p.tree.set(node, Arg::Totals, totals);
    Ok(Some(node))
}

fn extra_argument(kind: Kind) -> Arg {
    match kind {
        Kind::Cube => Arg::Cube,
        Kind::Rollup => Arg::Rollup,
        _ => Arg::GroupingSets,
    }
}

/// One element of `GROUP BY` or of `GROUPING SETS`.
fn element(p: &mut Parser<'_>) -> R {
    match grouping(p, false)? {
        Some(node) => Ok(Some(node)),
        None => p.assignment(),
    }
}

/// `ROLLUP (...)`, `CUBE (...)`, `GROUPING SETS (...)`; with `with_prefix` `WITH ROLLUP` and `WITH CUBE`.
fn grouping(p: &mut Parser<'_>, with_prefix: bool) -> R {
    let mark = p.mark();
    if with_prefix {
        p.advance();
    }
    let kind = match p.kind() {
        T::Rollup => Kind::Rollup,
        T::Cube => Kind::Cube,
        T::GroupingSets if !with_prefix => Kind::GroupingSets,
        _ => {
            p.retreat(mark);
            return Ok(None);
        }
    };
    p.advance();
    let elements = match (with_prefix, kind) {
        (true, _) => Children::new(),
        (false, Kind::GroupingSets) => p.wrapped_csv(|p| p.deep(|p| element(p)))?,
        (false, _) => p.wrapped_csv(|p| p.bitwise())?,
    };
    let list = p.list(&elements);
    p.make_from(mark, kind, &args![Expressions: list]).map(Some)
}
