//! Extraction from semi-structured values behind a colon: `x:a.b[0]`.

use super::{column::integer_constant, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// What was read of an extraction: the value, and the path into it that no node holds yet.
struct Extraction {
    this: NodeId,
    path: Vec<NodeId>,
}

/// `x:a.b[0]`, before the colon. An index that is no constant ends a path: `x:a[i].b` -> `b` of the element `i` of `a`.
pub fn variant_extract(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let Some(this) = a.node else { return Ok(None) };
    let single = p.dialect.parser.flags.colon_chain_is_single_extract;
    let mut found = Extraction { this, path: Vec::new() };
    let mut first = true;
    while p.at(T::Dot) || p.at(T::Colon) && (first || single) {
        first = false;
        p.advance();
        if let Some(part) = key(p)? {
            found.path.push(part);
        }
        while p.accept(T::LBracket) {
            element(p, mark, &mut found)?;
        }
    }
    flush(p, mark, &mut found)?;
    p.column_ops(found.this)
}

/// A key, if one follows: any word, or one in quotes.
fn key(p: &mut Parser<'_>) -> R {
    p.accept(T::Parameter);
    if p.at_any(&[T::LBracket, T::Sentinel]) {
        return Ok(None);
    }
    let quoted = p.at_any(&[T::Identifier, T::String]);
    // Keywords are names here.
    let is_word = p.curr_str().starts_with(|c: char| c.is_alphanumeric() || c == '_');
    if !quoted && !is_word {
        return Ok(None);
    }
    let mark = p.mark();
    p.advance();
    let text = p.prev_text();
    p.make_from(mark, Kind::JSONPathKey, &args![This: text, Quoted: quoted]).map(Some)
}

/// `[i]`, after its opening bracket.
fn element(p: &mut Parser<'_>, mark: usize, found: &mut Extraction) -> R<()> {
    if p.accept(T::RBracket) {
        return Ok(());
    }
    if p.at_pair(T::Star, T::RBracket) {
        p.advance_by(2);
        let star = p.tree.make(Kind::JSONPathWildcard, &[]);
        found.path.push(p.make(Kind::JSONPathSubscript, &args![This: star])?);
        return Ok(());
    }
    let index = p.deep(|p| p.disjunction())?;
    if !p.accept(T::RBracket) {
        p.error("Expected ]")?;
    }
    let Some(index) = index else { return Ok(()) };
    if p.tree.is_string(index) {
        let text = p.tree.get(index, Arg::This);
        found.path.push(p.make(Kind::JSONPathKey, &args![This: text, Quoted: true])?);
    } else if let Some(index) = integer_constant(&p.tree, index) {
        found.path.push(p.make(Kind::JSONPathSubscript, &args![This: Value::Int(index)])?);
    } else {
        flush(p, mark, found)?;
        let items = p.list(&[index]);
        let this = found.this;
        found.this = p.make_from(mark, Kind::Bracket, &args![This: this, Expressions: items, JsonAccess: true])?;
    }
    Ok(())
}

/// Makes the extraction by the path that was read.
fn flush(p: &mut Parser<'_>, mark: usize, found: &mut Extraction) -> R<()> {
    if found.path.is_empty() {
        return Ok(());
    }
    let mut parts = vec![p.tree.make(Kind::JSONPathRoot, &[])];
    parts.append(&mut found.path);
    let parts = p.list(&parts);
    let path = p.tree.make(Kind::JSONPath, &args![Expressions: parts]);
    let (this, requires) = (found.this, p.dialect.parser.flags.json_extract_requires_json_expression);
    let node = args![This: this, Expression: path, VariantExtract: true, RequiresJson: requires];
    found.this = p.make_from(mark, Kind::JSONExtract, &node)?;
    Ok(())
}
