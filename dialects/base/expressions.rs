//! What the base dialect tells the parser about expressions.

use sqlectic_ast::Kind;
use sqlectic_syntax::{
    lexer::T,
    parser::{add_rules, add_token_rules, atom, column, expr, predicate, Rule},
    Dialect,
};

/// Literals, placeholders, prefix and postfix operators.
pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    add_token_rules(
        &mut p.primary,
        &[
            (T::BitString, |p, _| atom::special_string(p, Kind::BitString)),
            (T::ByteString, atom::byte_string),
            (T::False, atom::false_literal),
            (T::HeredocString, |p, _| atom::special_string(p, Kind::RawString)),
            (T::HexString, atom::hex_string),
            (T::Introducer, atom::introducer),
            (T::NationalRawString, |p, _| atom::special_string(p, Kind::National)),
            (T::NationalString, |p, _| atom::special_string(p, Kind::National)),
            (T::Null, atom::null_literal),
            (T::Number, atom::number_literal),
            (T::RawString, |p, _| atom::special_string(p, Kind::RawString)),
            (T::SessionParameter, atom::session_parameter),
            (T::Star, |p, _| p.star()),
            (T::String, atom::string_literal),
            (T::True, atom::true_literal),
            (T::UnicodeString, atom::unicode_string),
        ],
    );
    add_token_rules(
        &mut p.placeholders,
        &[
            (T::Colon, atom::named_placeholder),
            (T::Parameter, |p, _| p.parameter()),
            (T::Placeholder, atom::positional_placeholder),
        ],
    );
    add_token_rules(
        &mut p.unary,
        &[
            (T::Dash, expr::negative),
            (T::DpipeSlash, expr::cube_root),
            (T::Not, expr::not),
            (T::PipeSlash, expr::square_root),
            (T::Plus, expr::unary_plus),
            (T::Tilde, expr::bitwise_not),
        ],
    );
    add_token_rules(
        &mut p.range,
        &[
            (T::Adjacent, |p, a| predicate::binary(p, Kind::Adjacent, a.node)),
            (T::AmpGt, |p, a| predicate::binary(p, Kind::ExtendsRight, a.node)),
            (T::AmpLt, |p, a| predicate::binary(p, Kind::ExtendsLeft, a.node)),
            (T::AtGt, |p, a| predicate::binary(p, Kind::ArrayContainsAll, a.node)),
            (T::AtQmark, |p, a| predicate::binary(p, Kind::JSONBPathExists, a.node)),
            (T::Between, |p, a| p.rule(Rule::Between, a)),
            (T::CaretAt, |p, a| predicate::binary(p, Kind::StartsWith, a.node)),
            (T::For, predicate::comprehension),
            (T::Glob, |p, a| predicate::binary(p, Kind::Glob, a.node)),
            (T::HashDash, |p, a| predicate::binary(p, Kind::JSONBDeleteAtPath, a.node)),
            (T::Ilike, |p, a| predicate::binary(p, Kind::ILike, a.node)),
            (T::In, |p, a| p.rule(Rule::In, a)),
            (T::Irlike, |p, a| predicate::binary(p, Kind::RegexpILike, a.node)),
            (T::Is, |p, a| p.rule(Rule::Is, a)),
            (T::Like, |p, a| predicate::binary(p, Kind::Like, a.node)),
            (T::LtAt, |p, a| predicate::binary(p, Kind::ArrayContainedBy, a.node)),
            (T::Operator, predicate::operator),
            (T::Overlaps, |p, a| predicate::binary(p, Kind::Overlaps, a.node)),
            (T::QmarkAmp, |p, a| predicate::binary(p, Kind::JSONBContainsAllTopKeys, a.node)),
            (T::QmarkPipe, |p, a| predicate::binary(p, Kind::JSONBContainsAnyTopKeys, a.node)),
            (T::Rlike, |p, a| predicate::binary(p, Kind::RegexpLike, a.node)),
            (T::SimilarTo, |p, a| predicate::binary(p, Kind::SimilarTo, a.node)),
        ],
    );
    add_token_rules(
        &mut p.column_operators,
        &[
            (T::Arrow, column::json_extract),
            (T::Darrow, column::json_extract_scalar),
            (T::Dcolon, column::cast),
            (T::DhashArrow, |p, a| column::operator(p, Kind::JSONBExtractScalar, a.node)),
            (T::Dotcolon, column::json_cast),
            (T::HashArrow, |p, a| column::operator(p, Kind::JSONBExtract, a.node)),
            (T::Placeholder, |p, a| column::operator(p, Kind::JSONBContainsTopKey, a.node)),
        ],
    );
    add_token_rules(&mut p.lambdas, &[(T::Arrow, expr::lambda_body), (T::Farrow, expr::named_argument)]);
    add_rules(&mut p.no_paren_function_parsers, &[("CASE", |p, _| p.case()), ("IF", |p, _| p.if_())]);
}
