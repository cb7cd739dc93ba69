//! What the base dialect tells the parser about functions.

use sqlectic_ast::{Arg, Kind};
use sqlectic_syntax::{
    lexer::{TokenSet, T},
    parser::{
        add_rules, add_token_rules,
        functions::{builders as b, json, special, text, xml},
        types, Function, RuleFn,
    },
    Dialect,
};

/// Functions by name, without parentheses, and with a syntax of their own.
pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    // Every function kind is known by its SQL names.
    for kind in Kind::declared().filter(|kind| kind.is(Kind::Func)) {
        for name in kind.row().sql_names {
            p.functions.set(name, Function::Kind(kind));
        }
    }
    p.add_functions(FUNCTIONS);
    add_rules(&mut p.function_parsers, FUNCTION_PARSERS);
    for (token, kind) in NO_PAREN_FUNCTIONS {
        p.no_paren_functions.set(*token, *kind);
    }
    add_rules(
        &mut p.no_paren_function_parsers,
        &[("ANY", special::any), ("CONNECT_BY_ROOT", special::connect_by_root)],
    );
    p.functions_with_aliased_args.set("STRUCT", ());
    add_token_rules(&mut p.type_literals, &[(T::Json, types::json_literal)]);
    p.sets.window_before_paren = TokenSet::new(&[T::Over]);
}

/// Functions whose node isn't their kind with arguments by position, sorted.
const FUNCTIONS: &[(&str, Function)] = &[
    ("ARRAY", Function::Build(b::array)),
    ("ARRAYAGG", Function::Build(b::array_agg)),
    ("ARRAY_AGG", Function::Build(b::array_agg)),
    ("ARRAY_APPEND", Function::Build(b::array_append)),
    ("ARRAY_CAT", Function::Build(b::array_concat)),
    ("ARRAY_CONCAT", Function::Build(b::array_concat)),
    ("ARRAY_INTERSECT", Function::Build(b::array_intersect)),
    ("ARRAY_INTERSECTION", Function::Build(b::array_intersect)),
    ("ARRAY_PREPEND", Function::Build(b::array_prepend)),
    ("ARRAY_REMOVE", Function::Build(b::array_remove)),
    ("CHARINDEX", Function::Build(b::locate)),
    ("COALESCE", Function::Build(b::coalesce)),
    ("CONCAT", Function::Build(b::concat)),
    ("CONCAT_WS", Function::Build(b::concat_ws)),
    ("CONVERT_TIMEZONE", Function::Build(b::convert_timezone)),
    ("COUNT", Function::Build(b::count)),
    ("DATE_TO_DATE_STR", Function::Build(b::cast_to_text)),
    ("GENERATE_DATE_ARRAY", Function::Build(b::generate_date_array)),
    ("GENERATE_UUID", Function::Build(b::uuid)),
    ("GEN_RANDOM_UUID", Function::Build(b::uuid_of_name)),
    ("GLOB", Function::Build(b::glob)),
    ("GREATEST", Function::Build(b::greatest)),
    ("HEX", Function::Build(b::hex)),
    ("IFNULL", Function::Build(b::coalesce)),
    ("INSTR", Function::Kind(Kind::StrPosition)),
    ("JSON_EXTRACT", Function::Build(b::json_extract)),
    ("JSON_EXTRACT_PATH_TEXT", Function::Build(b::json_extract_scalar)),
    ("JSON_EXTRACT_SCALAR", Function::Build(b::json_extract_scalar)),
    ("JSON_KEYS", Function::Build(b::json_keys)),
    ("LEAST", Function::Build(b::least)),
    ("LEFTPAD", Function::Build(b::pad_left)),
    ("LIKE", Function::Build(b::like)),
    ("LOCATE", Function::Build(b::locate)),
    ("LOG", Function::Build(b::logarithm)),
    ("LOG10", Function::Build(b::log10)),
    ("LOG2", Function::Build(b::log2)),
    ("LOWER", Function::Build(b::lower)),
    ("LPAD", Function::Build(b::pad_left)),
    ("LTRIM", Function::Build(b::trim_left)),
    ("MOD", Function::Build(b::modulo)),
    ("NVL", Function::Build(b::coalesce)),
    ("RIGHTPAD", Function::Build(b::pad_right)),
    ("RPAD", Function::Build(b::pad_right)),
    ("RTRIM", Function::Build(b::trim_right)),
    ("SCOPE_RESOLUTION", Function::Build(b::scope_resolution)),
    ("SORT_ARRAY", Function::Build(b::sort_array)),
    ("STRPOS", Function::Args(Kind::StrPosition, &[Arg::This, Arg::Substr, Arg::Position, Arg::Occurrence])),
    ("TIME_TO_TIME_STR", Function::Build(b::cast_to_text)),
    ("TO_HEX", Function::Build(b::hex)),
    ("TS_OR_DS_TO_DATE_STR", Function::Build(b::date_text)),
    ("UNNEST", Function::Build(b::unnest)),
    ("UPPER", Function::Build(b::upper)),
    ("UUID", Function::Build(b::uuid)),
    ("UUID_STRING", Function::Build(b::uuid_of_name)),
    ("VAR_MAP", Function::Build(b::var_map)),
];

/// Functions with a syntax of their own, sorted.
const FUNCTION_PARSERS: &[(&str, RuleFn)] = &[
    ("ARGMAX", |p, _| special::arg_max_min(p, Kind::ArgMax)),
    ("ARG_MAX", |p, _| special::arg_max_min(p, Kind::ArgMax)),
    ("ARG_MIN", |p, _| special::arg_max_min(p, Kind::ArgMin)),
    ("ARGMIN", |p, _| special::arg_max_min(p, Kind::ArgMin)),
    ("CAST", special::cast),
    ("CEIL", |p, _| special::ceil_floor(p, Kind::Ceil)),
    ("CHAR", text::char),
    ("CHR", text::char),
    ("CONVERT", special::convert),
    ("DECODE", special::decode),
    ("EXTRACT", special::extract),
    ("FLOOR", |p, _| special::ceil_floor(p, Kind::Floor)),
    ("GAP_FILL", special::gap_fill),
    ("INITCAP", text::initcap),
    ("JSON_OBJECT", |p, _| json::json_object(p, Kind::JSONObject)),
    ("JSON_OBJECTAGG", |p, _| json::json_object(p, Kind::JSONObjectAgg)),
    ("JSON_TABLE", json::json_table),
    ("MATCH", text::match_against),
    ("MAX_BY", |p, _| special::arg_max_min(p, Kind::ArgMax)),
    ("MIN_BY", |p, _| special::arg_max_min(p, Kind::ArgMin)),
    ("NORMALIZE", text::normalize),
    ("OPENJSON", json::open_json),
    ("OVERLAY", text::overlay),
    ("POSITION", text::position),
    ("SAFE_CAST", special::try_cast),
    ("STRING_AGG", text::string_agg),
    ("SUBSTRING", text::substring),
    ("TRIM", text::trim),
    ("TRY_CAST", special::try_cast),
    ("TRY_CONVERT", special::try_convert),
    ("WEIGHT_STRING", text::weight_string),
    ("XMLELEMENT", xml::xml_element),
    ("XMLTABLE", xml::xml_table),
];

/// Functions that are called by their name alone.
const NO_PAREN_FUNCTIONS: &[(T, Kind)] = &[
    (T::CurrentDate, Kind::CurrentDate),
    (T::CurrentDatetime, Kind::CurrentDate),
    (T::CurrentRole, Kind::CurrentRole),
    (T::CurrentTime, Kind::CurrentTime),
    (T::CurrentTimestamp, Kind::CurrentTimestamp),
    (T::CurrentUser, Kind::CurrentUser),
];
