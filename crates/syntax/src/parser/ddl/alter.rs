//! `ALTER` and its actions.
//!
//! Rules of [`ParserTables::alter_actions`](super::super::ParserTables) are called after their keyword. An action that
//! stands for several returns them in a `Tuple`, which is no action itself.

use super::super::{atom, constraints::phrase, properties, relation, statements, Parser, RuleArgs, R};
use super::{drop::drop_unnamed, if_exists, if_not_exists, schema_of, ACTION, IF_EXISTS};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// Tokens after `ADD` that start a constraint.
const CONSTRAINT_TOKENS: &[T] = &[T::Constraint, T::ForeignKey, T::Index, T::Key, T::PrimaryKey, T::Unique];

/// `ALTER ...`.
pub fn alter(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let iceberg = p.accept_words(&["ICEBERG"]);
    let dialect = p.dialect;
    let kind = p.kind();
    if !p.accept_set(&dialect.parser.sets.alterables) || iceberg && kind != T::Table {
        return statements::as_command(p, mark);
    }
    let word = p.prev_upper();
    let exists = if_exists(p);
    let only = p.accept_words(&["ONLY"]);
    let (mut this, mut check, mut cluster) = (None, None, None);
    if kind != T::Session {
        let partitions = if dialect.parser.flags.alter_table_partitions { relation::PARTITION } else { 0 };
        this = p.table(relation::SCHEMA | partitions)?;
        check = Some(p.accept_words(&["WITH", "CHECK"]));
        if p.accept(T::On) {
            cluster = p.on_property()?;
        }
    }
    let mixed = dialect.parser.flags.alter_table_mixed_actions;
    let changes = if mixed { mixed_changes(p)? } else { actions(p)?.map(|actions| (actions, Children::new())) };
    let Some((actions, mut options)) = changes else { return statements::as_command(p, mark) };
    let not_valid = p.accept_words(&["NOT", "VALID"]);
    if let Some(given) = p.attempt(|p| p.properties(0)) {
        options.extend(p.tree.expressions(given));
    }
    let cascade = dialect.semantics.flags.alter_table_supports_cascade && p.accept_words(&["CASCADE"]);
    // Changes of a session have actions of their own.
    let understood = kind != T::Session || actions.iter().all(|action| p.tree.kind(*action) == Kind::AlterSession);
    if !p.at_end() || !understood {
        return statements::as_command(p, mark);
    }
    let actions = p.list(&actions);
    let options = p.list(&options);
    let node = args![
        This: this,
        Kind: word,
        Exists: exists,
        Actions: actions,
        Only: only,
        Options: options,
        Cluster: cluster,
        NotValid: not_valid,
        Check: check,
        Cascade: cascade,
        Iceberg: iceberg,
    ];
    p.make_from(mark, Kind::Alter, &node).map(Some)
}

/// The actions of an `ALTER`; nothing if the grammar doesn't know the first one.
fn actions(p: &mut Parser<'_>) -> R<Option<Children>> {
    let Some(first) = action(p)? else { return Ok(None) };
    let mut all = Children::new();
    flatten(p, first, &mut all);
    Ok(Some(all).filter(|all| !all.is_empty()))
}

/// Actions and options of the object between commas, in any order. An option that follows an action without a comma is
/// the first of the options at the end, which have no actions between them.
fn mixed_changes(p: &mut Parser<'_>) -> R<Option<(Children, Children)>> {
    let (mut actions, mut options) = (Children::new(), Children::new());
    let alone = !p.dialect.parser.flags.alter_table_requires_action;
    let mut comma = None;
    loop {
        // What follows the first action and is none leaves the whole statement a command.
        let found = if comma.is_none() { action(p)? } else { p.attempt(action) };
        match found {
            Some(action) => {
                flatten(p, action, &mut actions);
                if !p.at(T::Comma) {
                    break;
                }
            }
            None if !alone => {
                comma.into_iter().for_each(|mark| p.retreat(mark));
                break;
            }
            None => {}
        }
        while alone && !p.at(T::Comma) {
            let Some(option) = p.attempt(|p| p.property()) else { break };
            match p.tree.kind(option) {
                Kind::Properties => options.extend(p.tree.expressions(option)),
                _ => options.push(option),
            }
        }
        comma = Some(p.mark());
        if !p.accept(T::Comma) {
            break;
        }
    }
    Ok(Some((actions, options)).filter(|(actions, options)| !actions.is_empty() || !options.is_empty()))
}

/// One action by its keyword.
fn action(p: &mut Parser<'_>) -> R {
    let dialect = p.dialect;
    if matches!(p.kind(), T::Identifier | T::String | T::Sentinel) {
        return Ok(None);
    }
    let Some(entry) = dialect.parser.alter_actions.get(p.curr_str()) else { return Ok(None) };
    p.advance();
    entry.call(p, RuleArgs::default())
}

fn flatten(p: &mut Parser<'_>, action: NodeId, all: &mut Children) {
    match p.tree.kind(action) {
        Kind::Tuple => all.extend(p.tree.expressions(action)),
        _ => all.push(action),
    }
}

/// Items between commas; only one where a dialect mixes actions, so that each has its keyword.
fn items(p: &mut Parser<'_>, mut item: impl FnMut(&mut Parser<'_>) -> R) -> R<Children> {
    match p.dialect.parser.flags.alter_table_mixed_actions {
        true => Ok(item(p)?.into_iter().collect()),
        false => p.csv(item),
    }
}

/// Several actions as what a rule returns.
fn several(p: &mut Parser<'_>, actions: &[NodeId]) -> R {
    match actions {
        [] => Ok(None),
        [action] => Ok(Some(*action)),
        actions => {
            let list = p.list(actions);
            p.node(Kind::Tuple, &args![Expressions: list]).map(Some)
        }
    }
}

// ---- ADD -------------------------------------------------------------------------------------------------------------

/// `ADD ...`: columns, constraints or partitions.
pub fn alter_add(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let each = p.dialect.semantics.flags.alter_table_add_required_for_each_column;
    if !at_constraint(p) && (p.accept_words(&["COLUMNS"]) || !each) {
        if let Some(schema) = schema_of(p, None)? {
            return Ok(Some(schema));
        }
    }
    let actions = items(p, addition)?;
    several(p, &actions)
}

/// Whether what is added is a constraint.
fn at_constraint(p: &Parser<'_>) -> bool {
    CONSTRAINT_TOKENS.contains(&p.kind()) || !p.at(T::Identifier) && p.at_word(&p.dialect.parser.add_constraint_words)
}

/// One column, partition, or list of constraints that is added.
fn addition(p: &mut Parser<'_>) -> R {
    p.accept_words(&["ADD"]);
    if at_constraint(p) {
        let constraints = items(p, |p| p.constraint())?;
        let constraints = p.opt_list(&constraints);
        return p.some(Kind::AddConstraint, &args![Expressions: constraints]);
    }
    let each = p.dialect.semantics.flags.alter_table_add_required_for_each_column;
    if !each || p.prev_str().eq_ignore_ascii_case("ADD") {
        if let Some(column) = p.add_column()? {
            return Ok(Some(column));
        }
    }
    let exists = if_not_exists(p);
    if !p.at_pair(T::Partition, T::LParen) {
        return Ok(None);
    }
    let this = p.field(atom::ANY_TOKEN)?;
    let location = match p.at_words(&["LOCATION"]) {
        true => p.property()?.into(),
        false => Value::Bool(false),
    };
    p.some(Kind::AddPartition, &args![Exists: exists, This: this, Location: location])
}

/// A column that is added, with its place.
pub fn add_column(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    p.accept(T::Column);
    let exists = if_not_exists(p);
    let Some(column) = p.field_def()?.filter(|node| p.tree.kind(*node) == Kind::ColumnDef) else {
        p.retreat(mark);
        return Ok(None);
    };
    if p.accept_word(&["AFTER", "FIRST"]) {
        let position = p.prev_upper();
        let this = p.column()?;
        let position = p.make(Kind::ColumnPosition, &args![This: this, Position: position])?;
        p.tree.set(column, Arg::Position, position);
    }
    p.tree.set(column, Arg::Exists, exists);
    p.stretch(column, mark);
    Ok(Some(column))
}

// ---- DROP ------------------------------------------------------------------------------------------------------------

/// `DROP ...`: partitions, columns, constraints.
pub fn alter_drop(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    let exists = if_exists(p);
    if p.at(T::Partition) {
        return p.drop_partition(if exists { IF_EXISTS } else { 0 });
    }
    p.retreat(mark - 1);
    let dropped = items(p, |p| match p.accept(T::Drop) {
        true => p.drop_column(),
        false => Ok(None),
    })?;
    several(p, &dropped)
}

/// What follows one `DROP`.
pub fn drop_column(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.dialect.parser.flags.alter_drop_requires_column {
        if let Some(column) = drop_unnamed(p)? {
            return Ok(Some(column));
        }
    }
    p.drop(ACTION)
}

/// `DROP PARTITION(a = 1), PARTITION(a = 2)`, after `DROP`.
pub fn drop_partition(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let exists = a.flags & IF_EXISTS != 0;
    let partitions = p.csv(|p| p.partition())?;
    let partitions = p.list(&partitions);
    p.some(Kind::DropPartition, &args![Expressions: partitions, Exists: exists])
}

// ---- ALTER -----------------------------------------------------------------------------------------------------------

/// `ALTER ...`: a column, or what has a keyword of its own.
pub fn alter_alter(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let dialect = p.dialect;
    if let Some(entry) = dialect.parser.alter_alter_actions.get(p.curr_str()).filter(|_| !p.at(T::Identifier)) {
        p.advance();
        return entry.call(p, RuleArgs::default());
    }
    alter_table_alter_column(p)
}

/// `ALTER COLUMN a ...`.
pub fn alter_table_alter_column(p: &mut Parser<'_>) -> R {
    p.accept(T::Column);
    let exists = if_exists(p).then_some(true);
    let this = p.field(atom::ANY_TOKEN)?;
    let change = change_of_column(p)?;
    let Some(change) = change else { return Ok(None) };
    let mut all = vec![(Arg::This, Value::from(this))];
    all.extend(change);
    all.push((Arg::Exists, exists.into()));
    p.some(Kind::AlterColumn, &all)
}

fn change_of_column(p: &mut Parser<'_>) -> R<Option<Vec<(Arg, Value)>>> {
    let change = if p.accept_pair(T::Drop, T::Default) {
        args![Drop: true].to_vec()
    } else if p.accept_pair(T::Set, T::Default) {
        args![Default: p.disjunction()?].to_vec()
    } else if p.accept(T::Comment) {
        args![Comment: p.string()?].to_vec()
    } else if p.accept_words(&["DROP", "NOT", "NULL"]) {
        args![Drop: true, AllowNull: true].to_vec()
    } else if p.accept_words(&["SET", "NOT", "NULL"]) {
        args![AllowNull: false].to_vec()
    } else if p.accept_words(&["SET", "VISIBLE"]) || p.accept_words(&["SET", "INVISIBLE"]) {
        args![Visible: p.prev_upper()].to_vec()
    } else {
        return change_of_type(p);
    };
    Ok(Some(change))
}

/// `SET DATA TYPE t COLLATE c USING e`, `TYPE t`, or only the type.
fn change_of_type(p: &mut Parser<'_>) -> R<Option<Vec<(Arg, Value)>>> {
    p.accept_words(&["SET", "DATA"]);
    let keyword = p.accept_words(&["TYPE"]);
    let dtype = match keyword || !p.dialect.parser.flags.alter_column_type_requires_keyword {
        true => p.types(0)?,
        false => None,
    };
    if dtype.is_none() {
        return Ok(None);
    }
    let collate = match p.accept(T::Collate) {
        true => p.term()?.into(),
        false => Value::Bool(false),
    };
    let using = match p.accept(T::Using) {
        true => p.disjunction()?.into(),
        false => Value::Bool(false),
    };
    Ok(Some(args![Dtype: dtype, Collate: collate, Using: using].to_vec()))
}

/// `ALTER DISTSTYLE ALL`, `ALTER DISTKEY a`.
pub fn alter_dist_style(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if let Some(style) = phrase(p, &["ALL", "AUTO", "EVEN"]) {
        let style = p.word_node(style);
        return p.some(Kind::AlterDistStyle, &args![This: style]);
    }
    p.accept_words(&["KEY", "DISTKEY"]);
    let column = p.column()?;
    p.some(Kind::AlterDistStyle, &args![This: column])
}

/// `ALTER SORTKEY (a)`, `ALTER SORTKEY AUTO`.
pub fn alter_sort_key(p: &mut Parser<'_>, compound: Option<bool>) -> R {
    if p.at(T::LParen) {
        let columns = p.wrapped_id_vars()?;
        let columns = p.list(&columns);
        return p.some(Kind::AlterSortKey, &args![Expressions: columns, Compound: compound]);
    }
    let mode = phrase(p, &["AUTO", "NONE"]).unwrap_or_default();
    let mode = p.word_node(mode);
    p.some(Kind::AlterSortKey, &args![This: mode, Compound: compound])
}

// ---- other actions ---------------------------------------------------------------------------------------------------

/// `RENAME TO t`, `RENAME COLUMN a TO b`.
pub fn alter_rename(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept(T::Column) || !p.dialect.parser.flags.alter_rename_requires_column && !p.at_words(&["TO"]) {
        let exists = if_exists(p);
        let old = p.column()?;
        let to = p.accept_words(&["TO"]);
        let new = p.column()?;
        if old.is_none() || !to || new.is_none() {
            return Ok(None);
        }
        return p.some(Kind::RenameColumn, &args![This: old, To: new, Exists: exists]);
    }
    p.accept_words(&["TO"]);
    let table = p.table(relation::SCHEMA)?;
    p.some(Kind::AlterRename, &args![This: table])
}

/// `AS SELECT ...`: the new query of a view.
pub fn alter_query(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.ddl_select()
}

/// `DELETE WHERE a = 1`: rows of the table that is altered.
pub fn alter_delete(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.at(T::Where) {
        return p.delete();
    }
    let where_ = p.where_(0)?;
    p.some(Kind::Delete, &args![Where: where_])
}

/// `SWAP WITH t`.
pub fn alter_swap(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept(T::With) {
        return Ok(None);
    }
    let table = p.table(relation::SCHEMA)?;
    p.some(Kind::SwapTable, &args![This: table])
}

/// `SET ...`: properties of many kinds.
pub fn alter_set(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let node = if p.at(T::LParen) || p.accept_words(&["TABLE", "PROPERTIES"]) {
        let items = p.wrapped_csv(|p| p.assignment())?;
        args![Expressions: p.list(&items)].to_vec()
    } else if p.at_words(&["FILESTREAM_ON"]) {
        let item = p.assignment()?;
        args![Expressions: p.list(item.as_slice())].to_vec()
    } else if let Some(option) = phrase(p, &["LOGGED", "UNLOGGED", "WITHOUT CLUSTER", "WITHOUT OIDS"]) {
        args![Option: p.word_node(option)].to_vec()
    } else if p.accept_words(&["LOCATION"]) {
        args![Location: p.field(0)?].to_vec()
    } else if p.accept_words(&["ACCESS", "METHOD"]) {
        args![AccessMethod: p.field(0)?].to_vec()
    } else if p.accept_words(&["TABLESPACE"]) {
        args![Tablespace: p.field(0)?].to_vec()
    } else if p.accept_words(&["FILE", "FORMAT"]) || p.accept_words(&["FILEFORMAT"]) {
        let format = p.field(0)?;
        args![FileFormat: p.list(format.as_slice())].to_vec()
    } else if p.accept_words(&["STAGE_FILE_FORMAT"]) {
        let options = properties::wrapped_options(p)?;
        args![FileFormat: p.list(&options)].to_vec()
    } else if p.accept_words(&["STAGE_COPY_OPTIONS"]) {
        let options = properties::wrapped_options(p)?;
        args![CopyOptions: p.list(&options)].to_vec()
    } else if p.accept_word(&["TAG", "TAGS"]) {
        let tags = p.csv(|p| p.assignment())?;
        args![Tag: p.list(&tags)].to_vec()
    } else {
        set_properties(p)?
    };
    p.some(Kind::AlterSet, &node)
}

fn set_properties(p: &mut Parser<'_>) -> R<Vec<(Arg, Value)>> {
    let serde = if p.accept_words(&["SERDE"]) { p.field(0)? } else { None };
    let properties = p.opt_wrapped(|p| p.properties(0))?;
    let list = p.list(properties.as_slice());
    Ok(args![Serde: serde, Expressions: list].to_vec())
}
