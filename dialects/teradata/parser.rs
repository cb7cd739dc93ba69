//! Grammar that differs from the base:
//! <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Data-Manipulation-Language>.

use sqlectic_ast::{args, Arg, Kind, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, column, dml, functions, properties, relation, sample, Function, Level, Parser,
        Rule, RuleArgs, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    let f = &mut p.flags;
    f.supports_table_query = false;
    f.tablesample_csv = true;
    f.values_followed_by_paren = false;
    let s = &mut p.sets;
    s.func.extend(&[T::Mod]);
    s.func = s.func.without(&[T::Replace]);
    s.table_alias.extend(&[T::Anti, T::Semi]);
    p.add_infix(Level::Exponent, &[(T::Dstar, Kind::Pow)]);
    p.add_functions(&[
        ("CARDINALITY", Function::Kind(Kind::ArraySize)),
        ("RANDOM", Function::Args(Kind::Rand, &[Arg::Lower, Arg::Upper])),
    ]);
    add_rules(
        &mut p.function_parsers,
        &[("RANGE_N", range_n), ("TRANSLATE", translate), ("TRYCAST", functions::special::try_cast)],
    );
    add_rules(&mut p.set_items, &[("QUERY_BAND", query_band)]);
    add_token_rules(&mut p.statements, &[(T::Database, database), (T::Lock, locking), (T::Replace, replace)]);
    p.replace(Rule::ColumnOps, column_ops);
    p.replace(Rule::FunctionCall, function_call);
    p.replace(Rule::TableSample, table_sample);
    p.replace(Rule::Update, update);
    p.replace(Rule::Window, window);
}

// ---- statements ------------------------------------------------------------------------------------------------------

/// `DATABASE d`, after the word.
fn database(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let this = p.table(0)?;
    p.make_from(mark, Kind::Use, &args![This: this]).map(Some)
}

/// `REPLACE VIEW v AS ...`, after the first word: `CREATE OR REPLACE`.
fn replace(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.create()
}

/// `LOCKING ROW FOR ACCESS SELECT ...`, after the first word:
/// <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Data-Manipulation-Language/Statement-Syntax/LOCKING-Request-Modifier>.
fn locking(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let modifier = properties::locking(p, RuleArgs::default())?;
    let query = p.select(0)?;
    if query.is_none() {
        p.error("Expected SELECT statement after LOCKING clause")?;
    }
    p.make_from(mark, Kind::LockingStatement, &args![This: modifier, Expression: query]).map(Some)
}

/// `UPDATE t FROM s SET a = 1 WHERE c`: the source stands first.
fn update(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let this = p.table(relation::UPDATE_ALIAS)?;
    let from = p.from(relation::JOINS | relation::UPDATE_ALIAS)?;
    let assignments = if p.accept(T::Set) { dml::update_assignments(p)? } else { Value::None };
    let condition = p.where_(0)?;
    let parts = args![This: this, From: from, Expressions: assignments, Where: condition];
    p.make_from(mark, Kind::Update, &parts).map(Some)
}

/// `QUERY_BAND = 'a=b;' UPDATE FOR SESSION VOLATILE`, after the first word:
/// <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Data-Definition-Language-Syntax-and-Examples/Session-Statements/SET-QUERY_BAND>.
fn query_band(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.accept(T::Eq);
    let this = match p.accept_words(&["NONE"]) {
        true => Some(p.word_node("NONE")),
        false => p.string()?,
    };
    let update = p.accept(T::Update);
    let mut scope = Value::None;
    if p.accept(T::For) && p.accept_word(&["SESSION", "TRANSACTION"]) {
        scope = p.prev_upper();
        if p.prev_str().eq_ignore_ascii_case("SESSION") && p.accept_words(&["VOLATILE"]) {
            scope = p.text("SESSION VOLATILE");
        }
    }
    p.some(Kind::QueryBand, &args![This: this, Scope: scope, Update: update])
}

// ---- expressions -----------------------------------------------------------------------------------------------------

/// `x (FORMAT 'YYYY')`: how a value is shown.
fn column_ops(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = column::column_ops(p, a)? else { return Ok(None) };
    if !at_format(p) {
        return Ok(Some(node));
    }
    p.advance_by(2);
    let format = p.string()?;
    p.r_paren()?;
    p.some(Kind::FormatPhrase, &args![This: node, Format: format])
}

/// A name before a format is no function.
fn function_call(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.next_kind() == T::LParen && p.peek(2).kind == T::Format && p.peek(3).kind == T::String {
        return Ok(None);
    }
    functions::function_call(p, a)
}

fn at_format(p: &Parser<'_>) -> bool {
    p.at_pair(T::LParen, T::Format) && p.peek(2).kind == T::String
}

/// Without a frame, an ordered aggregation is over all rows and not over those up to the current one:
/// <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Functions-Expressions-and-Predicates/Ordered-Analytical/Window-Aggregate-Functions>.
fn window(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = functions::window(p, a)? else { return Ok(None) };
    let is_whole = p.tree.kind(node) == Kind::Window
        && p.tree.has(node, Arg::Order)
        && !p.tree.has(node, Arg::Spec)
        && p.tree.this(node).is_some_and(|this| super::generator::has_whole_frame(&p.tree, this));
    if is_whole {
        let [kind, start, end] = ["ROWS", "UNBOUNDED", "UNBOUNDED"].map(|word| p.text(word));
        let [before, after] = ["PRECEDING", "FOLLOWING"].map(|word| p.text(word));
        let frame = args![Kind: kind, Start: start, StartSide: before, End: end, EndSide: after];
        let frame = p.make(Kind::WindowSpec, &frame)?;
        // The arguments behind the frame stay behind it.
        let behind = [Arg::Alias, Arg::Over, Arg::First].map(|arg| (arg, p.tree.take(node, arg)));
        p.tree.set(node, Arg::Spec, frame);
        for (arg, value) in behind.into_iter().filter(|(_, value)| *value != Value::None) {
            p.tree.set(node, arg, value);
        }
    }
    Ok(Some(node))
}

/// `TRANSLATE(x USING LATIN_TO_UNICODE WITH ERROR)`, after the parenthesis:
/// <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Functions-Expressions-and-Predicates/String-Operators-and-Functions/TRANSLATE>.
fn translate(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.assignment()?;
    if !p.accept(T::Using) {
        p.error("Expected USING in TRANSLATE")?;
    }
    let translation = match p.accept_word(TRANSLATIONS) {
        true => p.prev_upper(),
        false => {
            p.error("Expected a character set translator after USING in TRANSLATE")?;
            Value::None
        }
    };
    let with_error = p.accept_words(&["WITH", "ERROR"]);
    p.some(Kind::TranslateCharacters, &args![This: this, Expression: translation, WithError: with_error])
}

/// <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/International-Character-Set-Support>
const TRANSLATIONS: &[&str] = &[
    "GRAPHIC_TO_KANJISJIS",
    "GRAPHIC_TO_LATIN",
    "GRAPHIC_TO_UNICODE",
    "GRAPHIC_TO_UNICODE_PadSpace",
    "KANJI1_KANJISJIS_TO_UNICODE",
    "KANJI1_KanjiEBCDIC_TO_UNICODE",
    "KANJI1_KanjiEUC_TO_UNICODE",
    "KANJI1_SBC_TO_UNICODE",
    "KANJISJIS_TO_GRAPHIC",
    "KANJISJIS_TO_LATIN",
    "KANJISJIS_TO_UNICODE",
    "LATIN_TO_GRAPHIC",
    "LATIN_TO_KANJISJIS",
    "LATIN_TO_UNICODE",
    "LOCALE_TO_UNICODE",
    "UNICODE_TO_GRAPHIC",
    "UNICODE_TO_GRAPHIC_PadGraphic",
    "UNICODE_TO_GRAPHIC_VarGraphic",
    "UNICODE_TO_KANJI1_KANJISJIS",
    "UNICODE_TO_KANJI1_KanjiEBCDIC",
    "UNICODE_TO_KANJI1_KanjiEUC",
    "UNICODE_TO_KANJI1_SBC",
    "UNICODE_TO_KANJISJIS",
    "UNICODE_TO_LATIN",
    "UNICODE_TO_LOCALE",
    "UNICODE_TO_UNICODE_FoldSpace",
    "UNICODE_TO_UNICODE_Fullwidth",
    "UNICODE_TO_UNICODE_Halfwidth",
    "UNICODE_TO_UNICODE_NFC",
    "UNICODE_TO_UNICODE_NFD",
    "UNICODE_TO_UNICODE_NFKC",
    "UNICODE_TO_UNICODE_NFKD",
];

/// `RANGE_N(x BETWEEN 0, 1 AND 2 EACH 1)`, after the parenthesis:
/// <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Functions-Expressions-and-Predicates/Ordered-Analytical/RANGE_N>.
fn range_n(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.id_var(0)?;
    p.accept(T::Between);
    let ranges = p.csv(|p| p.assignment())?;
    let ranges = p.list(&ranges);
    let each = if p.accept_words(&["EACH"]) { p.assignment()? } else { None };
    p.some(Kind::RangeN, &args![This: this, Expressions: ranges, Each: each])
}

// ---- samples ---------------------------------------------------------------------------------------------------------

/// `SAMPLE 5` are rows, `SAMPLE 0.25` is a part of them, `SAMPLE 0.6, 0.25` are several samples:
/// <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Data-Manipulation-Language/SELECT-Statements/SAMPLE-Clause>.
fn table_sample(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = sample::table_sample(p, a)? else { return Ok(None) };
    let &[size] = p.tree.expressions(node).as_slice() else { return Ok(Some(node)) };
    if !p.tree.is_number(size) {
        return Ok(Some(node));
    }
    p.tree.take(node, Arg::Expressions);
    let text = p.tree.name(size).to_string();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        p.tree.set(node, Arg::Size, size);
    } else if let Some(percent) = super::generator::shifted(&text, 2, true) {
        let text = p.text(&percent);
        let percent = p.node(Kind::Literal, &args![This: text, IsString: false])?;
        p.tree.set(node, Arg::Percent, percent);
    }
    Ok(Some(node))
}
