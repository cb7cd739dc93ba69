//! Stages, where files lie: <https://docs.snowflake.com/en/sql-reference/sql/create-stage>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{relation, statements, Parser, RuleArgs, R},
};

/// Tokens that end the path of a stage even without a blank before them.
const ENDS: &[T] = &[T::Comma, T::LParen, T::RParen, T::Semicolon];

/// A stage with a path, `@db.stage/path`, `@~`, `@%table`, as a word.
fn stage(p: &mut Parser<'_>) -> Option<NodeId> {
    if !(p.at(T::Parameter) && p.curr_str() == "@") {
        return None;
    }
    let mark = p.mark();
    p.advance();
    let text = connected(p, mark);
    Some(p.word_node(&text))
}

/// The source from `mark` up to the next blank.
fn connected(p: &mut Parser<'_>, mark: usize) -> String {
    while !p.at_end() && p.is_connected() && !p.at_any(ENDS) {
        p.advance();
    }
    p.source_since(mark).to_string()
}

/// A stage, or one in quotes, which belong to the word.
pub(super) fn location(p: &mut Parser<'_>) -> R {
    if !p.at(T::String) {
        return Ok(stage(p));
    }
    let mark = p.mark();
    p.advance();
    let text = p.source_since(mark).to_string();
    Ok(Some(p.word_node(&text)))
}

/// The name of a table, or a stage with the format of its files.
pub(super) fn table_parts(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let this = match p.at(T::String) {
        true => p.primary()?,
        false => stage(p),
    };
    let Some(this) = this else { return relation::table_parts(p, a) };
    let (mut format, mut pattern) = (Value::None, Value::None);
    let options = p.at(T::LParen) && (p.is_word(1, "FILE_FORMAT") || p.is_word(1, "PATTERN"));
    if options {
        p.advance();
        while !p.at_end() && !p.at(T::RParen) {
            if p.accept_words(&["FILE_FORMAT", "=>"]) {
                format = match p.string()? {
                    Some(name) => name.into(),
                    None => p.table_parts(0)?.into(),
                };
            } else if p.accept_words(&["PATTERN", "=>"]) {
                pattern = p.string()?.into();
            } else {
                break;
            }
            p.accept(T::Comma);
        }
        p.r_paren()?;
    }
    p.some(Kind::Table, &args![This: this, Format: format, Pattern: pattern])
}

/// A file of `COPY`: a stage, a table, or a query in parentheses.
pub(super) fn file_location(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.at(T::LParen) {
        true => p.field(0),
        false => p.table_parts(0),
    }
}

/// `LOCATION=@stage/path`.
pub(super) fn location_property(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.accept(T::Eq);
    let this = location(p)?;
    p.some(Kind::LocationProperty, &args![This: this])
}

/// `DIRECTORY(@stage)`: the files of a stage as a table.
pub(super) fn directory(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = location(p)?;
    p.some(Kind::DirectoryStage, &args![This: this])
}

/// `LIST @stage PATTERN = 'x'`.
pub(super) fn list(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = location(p)?;
    let pattern: Value = match p.accept_words(&["PATTERN", "="]) {
        true => match p.string()? {
            Some(pattern) => pattern.into(),
            None => p.error("Expected string after PATTERN =").map(|()| Value::None)?,
        },
        false => Value::None,
    };
    p.some(Kind::ListStage, &args![This: this, Pattern: pattern])
}

/// `PUT file:///dir/x @stage OVERWRITE=TRUE`.
pub(super) fn put(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let file = match p.at(T::UriStart) {
        true => {
            let from = p.mark();
            p.advance();
            let uri = connected(p, from);
            Some(p.tree.string(&uri))
        }
        false => p.string()?,
    };
    let Some(file) = file else { return statements::as_command(p, mark) };
    let target = location(p)?;
    transfer(p, mark, Kind::Put, Some(file), target)
}

/// `GET @stage 'file:///dir' PARALLEL=1`; with a parenthesis it is a function.
pub(super) fn get(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if p.at(T::LParen) {
        p.retreat(mark);
        return p.expression();
    }
    let target = location(p)?;
    if p.at(T::UriStart) {
        return statements::as_command(p, mark);
    }
    let file = p.string()?;
    transfer(p, mark, Kind::Get, file, target)
}

fn transfer(p: &mut Parser<'_>, mark: usize, kind: Kind, file: Option<NodeId>, stage: Option<NodeId>) -> R {
    let properties = p.properties(0)?;
    let node = [(Arg::This, file.into()), (Arg::Target, stage.into()), (Arg::Properties, properties.into())];
    p.make_from(mark, kind, &node).map(Some)
}
