//! `COPY` and `LOAD DATA`: rows from files and into files.

use super::{
    query::NESTED,
    relation::{SCHEMA, WITHOUT_ALIAS},
    statements::as_command,
    Parser, Rule, RuleArgs, R,
};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Children, Kind, Value};

/// Parameters of `COPY` whose value is a list of options.
const OPTION_LISTS: &[&str] = &["COPY_OPTIONS", "CREDENTIAL", "FILE_FORMAT", "FORMAT_OPTIONS"];

/// `COPY ...`, after its token. What the grammar doesn't know is kept as text.
pub fn copy(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    p.accept(T::Into);
    let this = match p.at(T::LParen) {
        true => p.select(NESTED | WITHOUT_ALIAS)?,
        false => p.table(SCHEMA)?,
    };
    let into_table = p.accept(T::From) || !p.accept_words(&["TO"]);
    let mut files = p.csv(|p| p.file_location())?;
    if p.at(T::Eq) {
        // What was read is the name of the first parameter.
        p.retreat(p.mark() - 1);
        files.clear();
    }
    let files = p.list(&files);
    let credentials = p.credentials()?;
    p.accept_words(&["WITH"]);
    let parameters = p.opt_wrapped(copy_parameters)?;
    if !p.at_end() {
        return as_command(p, mark);
    }
    p.make_from(
        mark,
        Kind::Copy,
        &args![This: this, Kind: into_table, Credentials: credentials, Files: files, Params: parameters],
    )
    .map(Some)
}

/// A file that rows come from or go to.
pub fn file_location(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.field(0)
}

/// What gives access to the files.
pub fn credentials(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let node = p.make(Kind::Credentials, &[])?;
    if p.accept_words(&["STORAGE_INTEGRATION", "="]) {
        let storage = p.field(0)?;
        p.tree.set(node, Arg::Storage, storage);
    }
    if p.accept_words(&["CREDENTIALS"]) {
        let value: Value = match p.at(T::Eq) {
            true => wrapped_options(p)?,
            false => p.field(0)?.into(),
        };
        p.tree.set(node, Arg::Credentials, value);
    }
    if p.accept_words(&["ENCRYPTION"]) {
        let options = wrapped_options(p)?;
        p.tree.set(node, Arg::Encryption, options);
    }
    if p.accept_words(&["IAM_ROLE"]) {
        let role = match p.accept(T::Default) {
            true => {
                let word = p.prev_text();
                p.some(Kind::Var, &args![This: word])?
            }
            false => p.field(0)?,
        };
        p.tree.set(node, Arg::IamRole, role);
    }
    if p.accept_words(&["REGION"]) {
        let region = p.field(0)?;
        p.tree.set(node, Arg::Region, region);
    }
    Ok(Some(node))
}

/// Options in parentheses, with blanks between them. The parentheses may be missing.
pub fn wrapped_options(p: &mut Parser<'_>) -> R<Value> {
    let options = match p.replaces(Rule::OptionList) {
        true => p.several(Rule::OptionList, 0)?,
        false => options(p)?,
    };
    Ok(p.list(&options))
}

/// The same one by one.
pub(super) fn options(p: &mut Parser<'_>) -> R<Children> {
    p.accept(T::Eq);
    p.accept(T::LParen);
    let mut options = Children::new();
    while !p.at_end() && !p.at(T::RParen) {
        let mark = p.mark();
        let option = match p.accept_words(&["FORMAT_NAME", "="]) {
            true => p.format_name()?,
            // A comma is a list of properties without any.
            false if p.accept(T::Comma) => p.some(Kind::SequenceProperties, &[])?,
            false => p.property()?,
        };
        match option {
            Some(option) if p.mark() > mark => options.push(option),
            _ => {
                p.error("Unable to parse option")?;
                break;
            }
        }
    }
    p.accept(T::RParen);
    Ok(options)
}

/// The name of a file format as the option `FORMAT_NAME`.
pub fn format_name(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    let value = match p.string()? {
        Some(string) => Some(string),
        None => p.table_parts(0)?,
    };
    let name = p.word_node("FORMAT_NAME");
    p.make_from(mark, Kind::Property, &args![This: name, Value: value]).map(Some)
}

/// Parameters of `COPY`, up to a closing parenthesis or the end.
fn copy_parameters(p: &mut Parser<'_>) -> R<Value> {
    let parameters = match p.replaces(Rule::CopyParameterList) {
        true => p.several(Rule::CopyParameterList, 0)?,
        false => parameters(p)?,
    };
    Ok(p.list(&parameters))
}

/// The usual way to read them.
pub(super) fn parameters(p: &mut Parser<'_>) -> R<Children> {
    let mut parameters = Children::new();
    while !p.at_end() && !p.at(T::RParen) {
        let Some(parameter) = copy_parameter(p)? else { break };
        parameters.push(parameter);
        if p.dialect.semantics.flags.copy_params_are_csv {
            p.accept(T::Comma);
        }
    }
    Ok(parameters)
}

/// `NAME [=] [AS] value`.
fn copy_parameter(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let Some(name) = p.var(super::atom::ANY_TOKEN)? else { return Ok(None) };
    let word = p.prev_str().to_ascii_uppercase();
    p.accept(T::Eq);
    let explicit = p.accept(T::Alias);
    let (mut this, mut expression, mut options) = (name, None, Value::None);
    if OPTION_LISTS.contains(&word.as_str()) && p.at(T::LParen) {
        options = wrapped_options(p)?;
    } else if word == "FILE_FORMAT" {
        expression = p.field(0)?;
    } else if word == "FORMAT" && explicit && p.accept_word(&["AVRO", "JSON"]) {
        let format = format!("FORMAT AS {}", p.prev_str().to_ascii_uppercase());
        this = p.word_node(&format);
        expression = p.field(0)?;
    } else {
        expression = match unquoted_field(p)? {
            Some(field) => Some(field),
            None => p.bracket(None)?,
        };
    }
    p.make_from(mark, Kind::CopyParameter, &args![This: this, Expression: expression, Expressions: options]).map(Some)
}

/// A field; a name without quotes is a word.
fn unquoted_field(p: &mut Parser<'_>) -> R {
    let field = p.field(0)?;
    let Some(name) = field.filter(|name| p.tree.kind(*name) == Kind::Identifier && !p.tree.has(*name, Arg::Quoted))
    else {
        return Ok(field);
    };
    let (text, span) = (p.tree.get(name, Arg::This), p.tree.span(name));
    Ok(Some(p.tree.make_at(Kind::Var, span, &args![This: text])))
}

/// `LOAD DATA ...`, after its token. What the grammar doesn't know is kept as text.
pub fn load(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if !p.accept_words(&["DATA"]) {
        return as_command(p, mark);
    }
    let local = p.accept_words(&["LOCAL"]);
    p.accept_words(&["INPATH"]);
    let path = p.string()?;
    let overwrite = p.accept(T::Overwrite);
    let mut temp = Value::None;
    if p.accept(T::Into) {
        temp = p.accept(T::Temporary).into();
        p.accept(T::Table);
    }
    let this = p.table(SCHEMA)?;
    let files: Value = match p.accept_words(&["FROM", "FILES"]) {
        true => {
            let properties = p.wrapped_csv(|p| p.property())?;
            let properties = p.list(&properties);
            p.make(Kind::Properties, &args![Expressions: properties])?.into()
        }
        false => false.into(),
    };
    let partition = p.partition()?;
    let input_format = string_after(p, "INPUTFORMAT")?;
    let serde = string_after(p, "SERDE")?;
    p.make_from(
        mark,
        Kind::LoadData,
        &args![
            This: this, Local: local, Overwrite: overwrite, Temp: temp, Inpath: path, Files: files,
            Partition: partition, InputFormat: input_format, Serde: serde,
        ],
    )
    .map(Some)
}

/// The string after a word, or false if the word isn't there.
fn string_after(p: &mut Parser<'_>, word: &str) -> R<Value> {
    match p.accept_words(&[word]) {
        true => Ok(p.string()?.into()),
        false => Ok(Value::Bool(false)),
    }
}
