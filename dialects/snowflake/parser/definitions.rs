//! Properties and constraints of objects: <https://docs.snowflake.com/en/sql-reference/sql/create-table>.

use super::stages;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_rules, atom, constraints as c, copy, ddl, properties as props, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    add_rules(
        &mut p.properties,
        &[
            ("COPY", copied),
            ("CREDENTIALS", credentials),
            ("FILE_FORMAT", file_format),
            ("IGNORE", ignored),
            ("INTERACTIVE", |p, _| props::marker(p, Kind::InteractiveProperty)),
            ("LOCATION", stages::location_property),
            ("ROW", row_access),
            ("SCOPED", scoped),
            ("TAG", tags),
            ("USING", using),
        ],
    );
    add_rules(
        &mut p.constraints,
        &[("MASKING", masking_policy), ("PROJECTION", projection_policy), ("TAG", tags), ("WITH", with_constraint)],
    );
    add_rules(&mut p.alter_actions, &[("MODIFY", ddl::alter_alter), ("SET", alter_set), ("UNSET", unset)]);
    p.replace(Rule::Create, create);
    p.replace(Rule::Properties, properties);
    p.replace(Rule::WithProperty, with_property);
}

/// Objects whose names are no names of tables, sorted.
const NOT_TABLES: &[&str] = &["STORAGE INTEGRATION", "STREAMLIT", "TAG", "WAREHOUSE"];

/// The plain name of an object that is no table stands for itself.
fn create(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let created = ddl::create(p, a)?;
    let Some(node) = created.filter(|node| p.tree.kind(*node) == Kind::Create) else { return Ok(created) };
    if NOT_TABLES.contains(&p.tree.text_of(node, Arg::Kind)) {
        let table = p.tree.this(node).filter(|this| p.tree.kind(*this) == Kind::Table && !p.tree.has(*this, Arg::Db));
        if let Some(name) = table.and_then(|table| p.tree.this(table)) {
            p.tree.pop(name);
            p.tree.set(node, Arg::This, name);
        }
    }
    Ok(created)
}

// ---- properties ------------------------------------------------------------------------------------------------------

/// Properties may stand before the columns, too, where a word before a parenthesis is no call: `WAREHOUSE=w (a)`.
fn properties(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if a.flags & props::BEFORE == 0 {
        return props::properties(p, a);
    }
    let mut all: Vec<NodeId> = Vec::new();
    loop {
        let mark = p.mark();
        if p.at_any(&[T::LParen, T::Alias]) {
            break;
        }
        let Some(property) = word_before_columns(p)?.map_or_else(|| p.property(), |property| Ok(Some(property)))?
        else {
            break;
        };
        match p.tree.kind(property) {
            Kind::Properties => all.extend(p.tree.expressions(property)),
            _ => all.push(property),
        }
        if p.mark() == mark {
            break;
        }
        p.accept(T::Comma);
    }
    if all.is_empty() {
        return Ok(None);
    }
    let list = p.list(&all);
    p.some(Kind::Properties, &args![Expressions: list])
}

/// `KEY=word` before a parenthesis.
fn word_before_columns(p: &mut Parser<'_>) -> R {
    let at_word = p.next_kind() == T::Eq && p.peek(2).kind == T::Var && p.peek(3).kind == T::LParen;
    let mark = p.mark();
    if !at_word || p.dialect.parser.properties.contains(p.curr_str()) {
        return Ok(None);
    }
    let Some(key) = p.var(atom::ANY_TOKEN)? else { return Ok(None) };
    p.accept(T::Eq);
    let value = p.var(0)?;
    p.make_from(mark, Kind::Property, &args![This: key, Value: value]).map(Some)
}

/// `COPY GRANTS`, `COPY TAGS`.
fn copied(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.accept_words(&["TAGS"]) {
        true => props::marker(p, Kind::CopyTagsProperty),
        false => props::copy_grants(p, a),
    }
}

/// `IGNORE GRANTS`.
fn ignored(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.accept_words(&["GRANTS"]) {
        true => props::marker(p, Kind::IgnoreGrantsProperty),
        false => Ok(None),
    }
}

/// `SCOPED TEMPORARY`.
fn scoped(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.accept(T::Temporary) {
        true => p.some(Kind::TemporaryProperty, &args![Scoped: true]),
        false => Ok(None),
    }
}

/// `CREDENTIALS=(aws_key_id='x')`.
fn credentials(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let options = copy::wrapped_options(p)?;
    p.some(Kind::CredentialsProperty, &args![Expressions: options])
}

/// `FILE_FORMAT=(TYPE=CSV)`, `FILE_FORMAT=f`.
fn file_format(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.accept(T::Eq);
    let options = match p.at(T::LParen) {
        true => copy::wrapped_options(p)?,
        false => {
            let name = p.format_name()?;
            p.list(name.as_slice())
        }
    };
    p.some(Kind::FileFormatProperty, &args![Expressions: options])
}

/// `ROW ACCESS POLICY p ON (a, b)`.
fn row_access(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.accept_words(&["ACCESS", "POLICY"]) {
        return props::row(p, a);
    }
    let name = match dotted_name(p)? {
        Some(name) => name,
        None => {
            // Policies that the user may not see: <https://docs.snowflake.com/en/sql-reference/functions/get_ddl>.
            let hidden = p.accept(T::Hash) && p.accept_words(&["UNKNOWN_POLICY"]);
            let this = p.word_node("#unknown_policy");
            if !hidden {
                p.error("Expected a name after ROW ACCESS POLICY")?;
            }
            return p.some(Kind::RowAccessProperty, &args![This: this]);
        }
    };
    if !p.accept(T::On) {
        p.error("Expected ON after ROW ACCESS POLICY name")?;
    }
    let columns = p.wrapped_id_vars()?;
    let columns = p.list(&columns);
    p.some(Kind::RowAccessProperty, &args![This: name, Expressions: columns])
}

/// `USING TEMPLATE (SELECT ...)`.
fn using(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.accept_words(&["TEMPLATE"]) {
        true => {
            let this = p.primary()?;
            p.some(Kind::UsingTemplateProperty, &args![This: this])
        }
        false => props::assignment(p, Kind::FileFormatProperty),
    }
}

/// `TAG (a='x', b.c='y')`.
fn tags(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !p.at(T::LParen) {
        return Ok(None);
    }
    let tags = p.wrapped_csv(|p| p.property())?;
    let tags = p.list(&tags);
    p.some(Kind::Tags, &args![Expressions: tags])
}

/// `WITH` before a tag, a policy or any property.
fn with_property(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.accept_words(&["TAG"]) {
        return tags(p, a);
    }
    if p.at_words(&["ROW", "ACCESS"]) {
        p.advance();
        return row_access(p, a);
    }
    let mark = p.mark();
    if let Some(property) = props::with_property(p, a)? {
        return Ok(Some(property));
    }
    p.retreat(mark);
    match p.sequence_properties()? {
        Some(sequence) => Ok(Some(sequence)),
        None => p.key_value_property(),
    }
}

// ---- constraints -----------------------------------------------------------------------------------------------------

/// `a.b.c`.
fn dotted_name(p: &mut Parser<'_>) -> R {
    let mut name = p.id_var(0)?;
    while name.is_some() && p.accept(T::Dot) {
        let part = p.id_var(0)?;
        name = p.some(Kind::Dot, &args![This: name, Expression: part])?;
    }
    Ok(name)
}

/// `WITH` before a tag or a policy of a column.
fn with_constraint(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.accept_words(&["MASKING"]) {
        masking_policy(p, a)
    } else if p.accept_words(&["PROJECTION"]) {
        projection_policy(p, a)
    } else if p.accept_words(&["TAG"]) {
        tags(p, a)
    } else {
        Ok(None)
    }
}

/// `MASKING POLICY p USING (a, b)`.
fn masking_policy(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !p.accept_words(&["POLICY"]) {
        return Ok(None);
    }
    let name = dotted_name(p)?;
    let columns = match p.accept(T::Using) {
        true => {
            let columns = p.wrapped_id_vars()?;
            p.list(&columns)
        }
        false => Value::Bool(false),
    };
    p.some(Kind::MaskingPolicyColumnConstraint, &args![This: name, Expressions: columns])
}

/// `PROJECTION POLICY p`.
fn projection_policy(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.accept_words(&["POLICY"]) {
        true => c::of(p, Kind::ProjectionPolicyColumnConstraint, dotted_name),
        false => Ok(None),
    }
}

// ---- ALTER -----------------------------------------------------------------------------------------------------------

/// Whether the session is what is altered, behind the keyword of an action.
fn of_session(p: &Parser<'_>) -> bool {
    p.mark() >= 2 && p.peek_at(p.mark() - 2).kind == T::Session
}

/// `SET a = 1, b = 2`.
fn alter_set(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !of_session(p) {
        return ddl::alter_set(p, a);
    }
    let items = p.csv(|p| p.set_item_assignment(0))?;
    let items = p.list(&items);
    p.some(Kind::AlterSession, &args![Expressions: items, Unset: false])
}

/// `UNSET [TAG] a, b`.
fn unset(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if of_session(p) {
        let items = p.csv(|p| c::of(p, Kind::SetItem, |p| p.id_var(atom::ANY_TOKEN)))?;
        let items = p.list(&items);
        return p.some(Kind::AlterSession, &args![Expressions: items, Unset: true]);
    }
    let tag = p.accept_words(&["TAG"]);
    let names = p.csv(|p| p.id_var(atom::ANY_TOKEN))?;
    let names = p.list(&names);
    p.some(Kind::Set, &args![Tag: tag, Expressions: names, Unset: true])
}
