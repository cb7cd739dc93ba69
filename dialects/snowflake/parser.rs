//! Snowflake's grammar where it differs: <https://docs.snowflake.com/en/sql-reference>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::date_part as date_part_name,
    lexer::T,
    parser::{add_rules, add_token_rules, functions, relation, session, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    sets(d);
    let p = &mut d.parser;
    p.default_sampling_method = Some("BERNOULLI");
    p.no_paren_functions.remove(T::CurrentCatalog);
    p.no_paren_functions.remove(T::SessionUser);
    p.no_paren_functions.set(T::CurrentTime, Kind::Localtime);
    p.no_paren_functions.set(T::Localtimestamp, Kind::CurrentTimestamp);
    add_rules(
        &mut p.function_parsers,
        &[
            ("DATE_PART", date_part),
            ("LISTAGG", listagg),
            ("OBJECT_CONSTRUCT_KEEP_NULL", |p, _| object_construct_keep_null(p)),
        ],
    );
    add_token_rules(&mut p.range, &[(T::Rlike, rlike)]);
    add_token_rules(&mut p.column_operators, &[(T::Exclamation, model_attribute)]);
    add_token_rules(&mut p.statements, &[(T::Show, |p, _| p.show()), (T::List, list_stage), (T::Undrop, undrop)]);
    p.statements.remove(T::Pivot);
    p.statements.remove(T::Unpivot);
    p.schema_unnamed_constraints.remove("EXCLUDE");
    p.replace(Rule::TableParts, table_parts);
    p.replace(Rule::Describe, describe);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.parser.flags;
    f.colon_is_variant_extract = true;
    f.identify_pivot_strings = true;
    f.json_extract_requires_json_expression = true;
    f.supports_nth_value_from_modifier = true;
    f.supports_table_query = false;
    f.typed_lambda_args = true;
}

fn sets(d: &mut Dialect) {
    let s = &mut d.parser.sets;
    let objects = [T::Integration, T::Package, T::Policy, T::Pool, T::Role, T::Rule, T::Volume];
    s.creatables.extend(&objects);
    for set in [&mut s.id_var, &mut s.alias, &mut s.table_alias, &mut s.colon_placeholder] {
        set.extend(&objects);
        set.extend(&[T::Rollback]);
    }
    s.id_var.extend(&[T::Except, T::Lateral, T::MatchCondition, T::StraightJoin, T::Using]);
    s.alias.extend(&[T::Lateral, T::Using]);
    s.colon_placeholder.extend(&[T::Number, T::Except, T::Lateral, T::MatchCondition, T::Using]);
    s.table_alias.extend(&[T::Anti, T::Semi, T::StraightJoin, T::Window]);
    s.table_alias = s.table_alias.without(&[T::MatchCondition]);
    s.func.extend(&[T::Rollback]);
    for set in [&mut s.types, &mut s.nested_types, &mut s.struct_types] {
        set.extend(&[T::File]);
    }
}

// ---- functions -------------------------------------------------------------------------------------------------------

/// `DATE_PART(unit, x)`; seconds since 1970 are units too.
fn date_part(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let part = p.disjunction()?;
    if !p.accept(T::From) {
        p.accept(T::Comma);
    }
    let this = p.disjunction()?;
    let name = part.filter(|part| matches!(p.tree.kind(*part), Kind::Column | Kind::Var));
    let part = match name.map(|part| p.tree.name(part).to_string()) {
        Some(name) => {
            let upper = name.to_uppercase();
            let full = match upper.as_str() {
                "EPOCH_SECOND" | "EPOCH_SECONDS" => Some("EPOCH_SECOND"),
                _ => date_part_name(&upper).filter(|full| *full != upper),
            };
            Some(p.word_node(full.unwrap_or(&name)))
        }
        None => part,
    };
    p.some(Kind::Extract, &args![This: part, Expression: this])
}

/// `LISTAGG(x, separator)`; without a separator there is none.
fn listagg(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = functions::text::string_agg(p, a)? else { return Ok(None) };
    if p.tree.kind(node) == Kind::GroupConcat && !p.tree.has(node, Arg::Separator) {
        let empty = p.tree.string("");
        p.tree.set_raw(node, Arg::Separator, empty.into());
    }
    Ok(Some(node))
}

fn object_construct_keep_null(p: &mut Parser<'_>) -> R {
    let items = functions::call_arguments(p, 0)?;
    let mut pairs = Vec::new();
    for pair in items.chunks(2) {
        match *pair {
            [star] => pairs.push(star),
            [key, value] => pairs.push(p.node(Kind::JSONKeyValue, &args![This: key, Expression: value])?),
            _ => {}
        }
    }
    let list = p.opt_list(&pairs);
    p.some(Kind::JSONObject, &args![Expressions: list, ReturnType: false, Encoding: false])
}

// ---- operators -------------------------------------------------------------------------------------------------------

/// All of the text has to match.
fn rlike(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let pattern = p.bitwise()?;
    p.some(Kind::RegexpLike, &args![This: a.node, Expression: pattern, FullMatch: true])
}

/// `model!PREDICT(x)`.
fn model_attribute(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let attribute = match p.function(0)? {
        Some(call) => Some(call),
        None => p.id_var(0)?,
    };
    p.some(Kind::ModelAttribute, &args![This: a.node, Expression: attribute])
}

// ---- statements ------------------------------------------------------------------------------------------------------

/// A stage with a path, `@db.stage/path`, `@~`, `@%table`, or as a string.
fn stage(p: &mut Parser<'_>) -> R {
    if p.at(T::String) {
        return p.primary();
    }
    if !(p.at(T::Parameter) && p.curr_str() == "@") {
        return Ok(None);
    }
    let mark = p.mark();
    p.advance();
    while !p.at_end() && p.is_connected() && !p.at_any(&[T::LParen, T::RParen, T::Comma, T::Semicolon]) {
        p.advance();
    }
    let text = p.source_since(mark).to_string();
    Ok(Some(p.word_node(&text)))
}

fn table_parts(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match stage(p)? {
        Some(stage) => p.some(Kind::Table, &args![This: stage]),
        None => relation::table_parts(p, a),
    }
}

/// `LIST @stage PATTERN = 'x'`.
fn list_stage(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let stage: Option<NodeId> = p.table_parts(0)?;
    let pattern: Value = match p.accept_words(&["PATTERN"]) && p.accept(T::Eq) {
        true => p.primary()?.into(),
        false => Value::None,
    };
    p.some(Kind::ListStage, &args![This: stage, Pattern: pattern])
}

/// Words before the kind of an object, sorted, with what may follow each.
const QUALIFIERS: &[(&str, Kind, &[&str])] = &[
    ("API", Kind::ApiProperty, &["INTEGRATION"]),
    ("APPLICATION", Kind::ApplicationProperty, &["PACKAGE"]),
    ("CATALOG", Kind::CatalogProperty, &["INTEGRATION"]),
    ("COMPUTE", Kind::ComputeProperty, &["POOL"]),
    ("DATABASE", Kind::DatabaseProperty, &["ROLE"]),
    ("DYNAMIC", Kind::DynamicProperty, &["TABLE"]),
    ("EXTERNAL", Kind::ExternalProperty, &["TABLE", "VOLUME"]),
    ("HYBRID", Kind::HybridProperty, &["TABLE"]),
    ("ICEBERG", Kind::IcebergProperty, &["TABLE"]),
    ("MASKING", Kind::MaskingProperty, &["POLICY"]),
    ("MATERIALIZED", Kind::MaterializedProperty, &["VIEW"]),
    ("NETWORK", Kind::NetworkProperty, &["POLICY", "RULE"]),
    ("SECURITY", Kind::SecurityIntegrationProperty, &["INTEGRATION"]),
];

/// `DESCRIBE MASKING POLICY p`.
fn describe(p: &mut Parser<'_>, a: RuleArgs) -> R {
    for (word, property, kinds) in QUALIFIERS {
        if p.at_word(&[word]) && kinds.iter().any(|kind| p.is_word(1, kind)) {
            p.advance_by(2);
            let kind = p.prev_upper();
            let property = p.tree.make(*property, &[]);
            let list = p.list(&[property]);
            let properties = p.tree.make(Kind::Properties, &args![Expressions: list]);
            let this = p.table_parts(0)?;
            return p.some(Kind::Describe, &args![This: this, Kind: kind, Properties: properties]);
        }
    }
    session::describe(p, a)
}

/// `UNDROP [DYNAMIC] TABLE t [RENAME TO u]`.
fn undrop(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mut kind = p.curr_str().to_uppercase();
    p.advance();
    if matches!(kind.as_str(), "DYNAMIC" | "EXTERNAL" | "ICEBERG") {
        kind = format!("{kind} {}", p.curr_str().to_uppercase());
        p.advance();
    }
    let this = p.table_parts(0)?;
    let rename: Value = match p.accept_words(&["RENAME", "TO"]) {
        true => p.table_parts(0)?.into(),
        false => Value::None,
    };
    let kind = p.text(&kind);
    p.some(Kind::Undrop, &args![This: this, Kind: kind, Rename: rename])
}
