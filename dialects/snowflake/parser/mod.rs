//! Snowflake's grammar where it differs: <https://docs.snowflake.com/en/sql-reference>.

use sqlectic_ast::{args, Arg, Kind, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, atom, expr, functions, lateral, put, relation, session, set as set_rules,
        statements, types as p_types, Parser, Rule, RuleArgs, R,
    },
    Dialect,
};

mod definitions;
mod show;
mod stages;

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    sets(d);
    let p = &mut d.parser;
    p.default_sampling_method = Some("BERNOULLI");
    p.no_paren_functions.remove(T::SessionUser);
    p.no_paren_functions.set(T::CurrentTime, Kind::Localtime);
    p.no_paren_functions.set(T::Localtime, Kind::Localtime);
    p.no_paren_functions.set(T::Localtimestamp, Kind::CurrentTimestamp);
    add_rules(
        &mut p.function_parsers,
        &[
            ("DATE_PART", date_part),
            ("DIRECTORY", stages::directory),
            ("LISTAGG", listagg),
            ("OBJECT_CONSTRUCT_KEEP_NULL", |p, _| object_construct_keep_null(p)),
            ("POSITION", |p, a| flagged(p, a, functions::text::position, Arg::ClampPosition)),
            ("SEMANTIC_VIEW", semantic_view),
            ("SUBSTR", |p, a| flagged(p, a, functions::text::substring, Arg::ZeroStart)),
            ("SUBSTRING", |p, a| flagged(p, a, functions::text::substring, Arg::ZeroStart)),
        ],
    );
    add_token_rules(&mut p.range, &[(T::Rlike, rlike)]);
    add_token_rules(&mut p.column_operators, &[(T::Exclamation, model_attribute)]);
    add_token_rules(
        &mut p.statements,
        &[
            (T::Get, stages::get),
            (T::List, stages::list),
            (T::Put, stages::put),
            (T::Show, |p, _| p.show()),
            (T::Undrop, undrop),
        ],
    );
    p.statements.remove(T::Pivot);
    p.statements.remove(T::Unpivot);
    p.schema_unnamed_constraints.remove("EXCLUDE");
    p.replace(Rule::Describe, describe);
    p.replace(Rule::FileLocation, stages::file_location);
    p.replace(Rule::FunctionCall, function_call);
    // https://docs.snowflake.com/en/sql-reference/sql/create-procedure
    p.replace(Rule::FunctionParameter, crate::shared::parameter_with_mode);
    p.replace(Rule::Lateral, lateral);
    p.replace(Rule::Negated, negated);
    p.replace(Rule::Set, set);
    p.replace(Rule::Table, table);
    p.replace(Rule::TableAlias, table_alias);
    p.replace(Rule::Types, types);
    p.replace(Rule::Window, window);
    p.replace(Rule::IdVar, id_var);
    p.replace(Rule::TableParts, stages::table_parts);
    p.replace(Rule::Use, use_);
    definitions::define(d);
    show::define(d);
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
    s.id_var.extend(&[T::Except, T::Lateral, T::MatchCondition, T::Using]);
    s.alias.extend(&[T::Lateral, T::Using]);
    s.colon_placeholder.extend(&[T::Number, T::Except, T::Lateral, T::MatchCondition, T::Using]);
    s.table_alias.extend(&[T::Anti, T::Semi, T::Window]);
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
        Some(name) => Some(p.word_node(super::date_part(&name.to_uppercase()).unwrap_or(&name))),
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

/// A call that the dialect gives this meaning too.
fn flagged(p: &mut Parser<'_>, a: RuleArgs, parse: fn(&mut Parser<'_>, RuleArgs) -> R, flag: Arg) -> R {
    let call = parse(p, a)?;
    if let Some(call) = call {
        p.tree.set(call, flag, true);
    }
    Ok(call)
}

fn object_construct_keep_null(p: &mut Parser<'_>) -> R {
    let items = functions::call_arguments(p, 0)?;
    if let [star] = items[..] {
        let list = p.list(&[star]);
        return p.some(Kind::JSONObject, &args![Expressions: list]);
    }
    let mut pairs = Vec::new();
    for pair in items.chunks(2) {
        match *pair {
            [odd] => pairs.push(odd),
            [key, value] => pairs.push(p.node(Kind::JSONKeyValue, &args![This: key, Expression: value])?),
            _ => {}
        }
    }
    let list = p.list(&pairs);
    p.some(Kind::JSONObject, &args![Expressions: list, ReturnType: false, Encoding: false])
}

/// The lists of a semantic view.
const SEMANTIC_LISTS: &[(&str, Arg)] =
    &[("DIMENSIONS", Arg::Dimensions), ("FACTS", Arg::Facts), ("METRICS", Arg::Metrics)];

/// `SEMANTIC_VIEW(v METRICS a.b DIMENSIONS a.c WHERE ...)`.
fn semantic_view(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this: Value = p.table_parts(0)?.into();
    let mut node = vec![(Arg::This, this)];
    while !p.at_end() && !p.at(T::RParen) {
        if p.accept(T::Where) {
            put(&mut node, Arg::Where, p.expression()?);
            continue;
        }
        let Some((_, arg)) = SEMANTIC_LISTS.iter().find(|(word, _)| p.accept_words(&[word])) else { break };
        let items = p.csv(semantic_item)?;
        put(&mut node, *arg, p.list(&items));
    }
    p.some(Kind::SemanticView, &node)
}

fn semantic_item(p: &mut Parser<'_>) -> R {
    match p.disjunction()? {
        Some(item) => p.alias(item, expr::EXPLICIT),
        None => Ok(None),
    }
}

/// `IDENTIFIER('f')(x)`: the name of a function that is a text.
fn function_call(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let call = functions::function_call(p, a)?;
    let named = call.filter(|call| p.tree.kind(*call) == Kind::DynamicIdentifier && p.at(T::LParen));
    if let Some(name) = named {
        p.advance();
        let items = functions::call_arguments(p, 0)?;
        p.tree.set_list(name, Arg::Expressions, &items);
        p.r_paren()?;
    }
    Ok(call)
}

/// A name that is a text, `IDENTIFIER('t')`, stands where names do.
fn id_var(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !(p.next_kind() == T::LParen && p.is_word(0, "IDENTIFIER")) {
        return atom::id_var(p, a);
    }
    p.advance_by(2);
    let name = match atom::id_var(p, RuleArgs::default())? {
        Some(name) => Some(name),
        None => p.string()?,
    };
    p.r_paren()?;
    p.some(Kind::DynamicIdentifier, &args![This: name])
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

/// `x NOT IN (SELECT ...)` -> `x <> ALL (SELECT ...)`.
fn negated(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(this) = a.node else { return Ok(None) };
    let subquery = p.tree.node(this, Arg::Query).filter(|_| p.tree.kind(this) == Kind::In);
    let Some(query) = subquery.and_then(|query| p.tree.this(query)) else {
        return p.some(Kind::Not, &args![This: this]);
    };
    let left = p.tree.get(this, Arg::This);
    let all = p.make(Kind::All, &args![This: query])?;
    p.some(Kind::NEQ, &args![This: left, Expression: all])
}

/// Functions of a value at a place look at the whole partition if no frame is given.
fn window(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let made = functions::window(p, a)?;
    let Some(node) = made.filter(|node| p.tree.kind(*node) == Kind::Window && !p.tree.has(*node, Arg::Spec)) else {
        return Ok(made);
    };
    let mut call = p.tree.this(node);
    while let Some(inner) = call.filter(|call| matches!(p.tree.kind(*call), Kind::IgnoreNulls | Kind::RespectNulls)) {
        call = p.tree.this(inner);
    }
    let at_place =
        call.is_some_and(|call| matches!(p.tree.kind(call), Kind::FirstValue | Kind::LastValue | Kind::NthValue));
    if at_place {
        let [rows, unbounded, preceding, following] =
            ["ROWS", "UNBOUNDED", "PRECEDING", "FOLLOWING"].map(|word| p.text(word));
        let spec = args![Kind: rows, Start: unbounded, StartSide: preceding, End: unbounded, EndSide: following];
        let spec = p.tree.make(Kind::WindowSpec, &spec);
        // Before the word, as a written frame; behind it and the name of a window.
        let over = p.tree.get(node, Arg::Over);
        if !p.tree.has(node, Arg::Alias) {
            p.tree.set_raw(node, Arg::Over, Value::None);
        }
        p.tree.set(node, Arg::Spec, spec);
        p.tree.set_raw(node, Arg::Over, over);
    }
    Ok(made)
}

// ---- types and sources -----------------------------------------------------------------------------------------------

/// A number without sizes is an integer of 38 digits:
/// <https://docs.snowflake.com/en/sql-reference/data-types-numeric#number>.
fn types(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let made = p_types::types(p, a)?;
    let number = made.filter(|node| {
        p.tree.kind(*node) == Kind::DataType
            && p.tree.text_of(*node, Arg::This) == "DECIMAL"
            && !p.tree.has(*node, Arg::Expressions)
    });
    if let Some(node) = number {
        let sizes = [38, 0].map(|size| {
            let size = p.tree.integer(size);
            p.tree.make(Kind::DataTypeParam, &args![This: size])
        });
        let nested = p.tree.take(node, Arg::Nested);
        p.tree.set_list(node, Arg::Expressions, &sizes);
        p.tree.set(node, Arg::Nested, nested);
    }
    Ok(made)
}

/// `TABLE(f(x)) AS t`: a source of its own, which takes what stands behind it.
fn table(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let made = relation::table(p, a)?;
    let rows = made.and_then(|table| p.tree.this(table).filter(|_| p.tree.kind(table) == Kind::Table));
    let (Some(table), Some(rows)) = (made, rows.filter(|rows| p.tree.kind(*rows) == Kind::TableFromRows)) else {
        return Ok(made);
    };
    for arg in [Arg::Alias, Arg::Joins, Arg::Pivots, Arg::Sample] {
        let value = p.tree.take(table, arg);
        if value != Value::None {
            p.tree.set(rows, arg, value);
        }
    }
    p.tree.take(table, Arg::This);
    Ok(Some(rows))
}

/// Columns of `FLATTEN`, in order.
const FLATTENED: [&str; 6] = ["SEQ", "KEY", "PATH", "INDEX", "VALUE", "THIS"];

/// `LATERAL FLATTEN(x) f`: the columns have names.
fn lateral(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let made = lateral::lateral(p, a)?;
    let Some(node) = made.filter(|node| p.tree.this(*node).is_some_and(|this| p.tree.kind(this) == Kind::Explode))
    else {
        return Ok(made);
    };
    let alias = p.tree.node(node, Arg::Alias);
    if alias.is_some_and(|alias| p.tree.has(alias, Arg::Columns)) {
        return Ok(made);
    }
    let name: Value = match alias {
        Some(alias) => p.tree.get(alias, Arg::This),
        None => p.identifier_node("_flattened", false).into(),
    };
    let columns = FLATTENED.map(|name| p.identifier_node(name, false));
    let columns = p.list(&columns);
    let alias = p.tree.make(Kind::TableAlias, &args![This: name, Columns: columns]);
    let ordinality = p.tree.get(node, Arg::Ordinality);
    p.tree.set_raw(node, Arg::Ordinality, Value::None);
    p.tree.set(node, Arg::Alias, alias);
    p.tree.set_raw(node, Arg::Ordinality, ordinality);
    Ok(made)
}

/// `OFFSET` and `LIMIT` before the condition of a match are names.
fn table_alias(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.at_any(&[T::Limit, T::Offset]) || p.next_kind() != T::MatchCondition {
        return relation::table_alias(p, a);
    }
    let name = p.id_var(atom::ANY_TOKEN)?;
    p.some(Kind::TableAlias, &args![This: name])
}

// ---- statements ------------------------------------------------------------------------------------------------------

/// `SET a = 1`: variables of the session, unless another kind is told.
fn set(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let made = set_rules::set(p, a)?;
    let Some(node) = made.filter(|node| p.tree.kind(*node) == Kind::Set && !p.tree.has(*node, Arg::Unset)) else {
        return Ok(made);
    };
    for item in p.tree.expressions(node) {
        let assigns = p.tree.this(item).is_some_and(|this| p.tree.kind(this) == Kind::EQ);
        if assigns && !p.tree.has(item, Arg::Kind) {
            p.tree.set_text(item, Arg::Kind, "VARIABLE");
        }
    }
    Ok(made)
}

/// `USE SECONDARY ROLES a, b`.
fn use_(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if !p.accept_words(&["SECONDARY", "ROLES"]) {
        return session::use_(p, a);
    }
    let kind = p.text("SECONDARY ROLES");
    if p.accept_word(&["ALL", "NONE"]) {
        let word = p.prev_upper();
        let this = p.make(Kind::Var, &args![This: word])?;
        return p.make_from(mark, Kind::Use, &args![Kind: kind, This: this]).map(Some);
    }
    let roles = p.csv(|p| p.table_parts(0))?;
    let roles = p.list(&roles);
    p.make_from(mark, Kind::Use, &args![Kind: kind, This: false, Expressions: roles]).map(Some)
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
    ("ROW", Kind::RowAccessProperty, &["ACCESS"]),
    ("SECURITY", Kind::SecurityIntegrationProperty, &["INTEGRATION"]),
];

/// `DESCRIBE MASKING POLICY p`.
fn describe(p: &mut Parser<'_>, a: RuleArgs) -> R {
    for (word, property, kinds) in QUALIFIERS {
        if p.at_word(&[word]) && kinds.iter().any(|kind| p.is_word(1, kind)) {
            p.advance_by(2);
            p.accept_words(&["POLICY"]);
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

/// Kinds of objects that can be brought back, sorted, with the word that has to follow.
const UNDROPPED: &[(&str, &str)] = &[
    ("ACCOUNT", ""),
    ("DATABASE", ""),
    ("DYNAMIC", "TABLE"),
    ("EXTERNAL", "VOLUME"),
    ("ICEBERG", "TABLE"),
    ("NOTEBOOK", ""),
    ("SCHEMA", ""),
    ("SNAPSHOT", ""),
    ("STREAMLIT", ""),
    ("TABLE", ""),
    ("TAG", ""),
    ("TYPE", ""),
];

/// `UNDROP [DYNAMIC] TABLE t [RENAME TO u]`.
fn undrop(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let found = UNDROPPED.iter().find(|(word, next)| p.is_word(0, word) && (next.is_empty() || p.is_word(1, next)));
    let Some((word, next)) = found else { return statements::as_command(p, mark) };
    let kind = format!("{word} {next}");
    p.advance_by(if next.is_empty() { 1 } else { 2 });
    let in_account = matches!(*word, "ACCOUNT" | "DATABASE" | "SCHEMA");
    let this = p.table_parts(if in_account { relation::DB_REFERENCE } else { 0 })?;
    let rename: Value = match p.accept_words(&["RENAME", "TO"]) {
        true => p.table_parts(0)?.into(),
        false => Value::None,
    };
    let kind = p.text(kind.trim_end());
    p.make_from(mark, Kind::Undrop, &args![This: this, Kind: kind, Rename: rename]).map(Some)
}
