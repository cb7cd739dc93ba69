//! Amazon Redshift: <https://docs.aws.amazon.com/redshift/latest/dg/cm_chap_SQLCommandRef.html>.

mod functions;
mod generator;
mod known;
mod parser;
mod reserved;

use crate::Definition;
use sqlectic_syntax::{dialect::Normalization, lexer::T, Dialect};

pub(crate) const DEFINITION: Definition =
    Definition { name: "redshift", title: "Redshift", extends: Some("postgres"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking = known::LACKING.to_vec();
    lexer(d);
    semantics(d);
    parser::define(d);
    functions::define(d);
    generator::define(d);
    for word in reserved::WORDS {
        d.generator.reserved_keywords.set(word, ());
    }
}

fn lexer(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (spelling, kind) in [
        ("(+)", T::JoinMarker),
        ("BINARY VARYING", T::Varbinary),
        ("CURRENT_USER_ID", T::CurrentUserId),
        ("HLLSKETCH", T::Hllsketch),
        ("MINUS", T::Except),
        ("SUPER", T::Super),
        ("TOP", T::Top),
        ("UNLOAD", T::Command),
        ("USER", T::CurrentUser),
        ("VARBYTE", T::Varbinary),
    ] {
        l.keywords.set(spelling, kind);
    }
    l.keywords.remove("VALUES");
    // `#temporary` is a name.
    l.singles.retain(|(sign, _)| *sign != '#');
    l.delimited.retain(|string| !matches!(string.kind, T::BitString | T::HexString));
    l.flags.strings_support_escaped_sequences = true;
    l.string_escapes = vec!['\\', '\''];
    l.numeric_escapes.retain(|escape| escape.letter == '0');
    l.escaped_sequences.retain(|(letter, _)| *letter != 'v');
    l.escaped_sequences.push(('v', "v"));
}

fn semantics(d: &mut Dialect) {
    d.semantics.normalization = Normalization::CaseInsensitive;
    let f = &mut d.semantics.flags;
    f.array_funcs_propagates_nulls = true;
    f.copy_params_are_csv = false;
    f.has_distinct_array_constructors = true;
    f.hex_lowercase = true;
    f.index_offset = 0;
    f.normalize_not_null = true;
    f.supports_column_join_marks = true;
    f.supports_user_defined_types = false;
    // What is found first is written.
    d.time.mapping.splice(0..0, [("MON", "%b"), ("MONTH", "%B")]);
}
