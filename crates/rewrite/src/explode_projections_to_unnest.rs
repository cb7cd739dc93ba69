//! Projections that multiply rows, for dialects that multiply them only in `FROM`.

use crate::build::{column, identifier, name, new_name, output_name, selects_with, source_name, source_tables};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// The arrays are read side by side along a series of positions; a shorter one repeats nothing, its column is null behind
/// its end.
///
/// ```sql
/// -- before
/// SELECT EXPLODE(x) AS y FROM t
/// -- after
/// SELECT IF(_u.pos = _u_2.pos_2, _u_2.y) AS y
/// FROM t
/// CROSS JOIN UNNEST(SEQUENCE(1, GREATEST(CARDINALITY(x)))) AS _u(pos)
/// CROSS JOIN UNNEST(x) WITH ORDINALITY AS _u_2(y, pos_2)
/// WHERE _u.pos = _u_2.pos_2 OR (_u.pos > CARDINALITY(x) AND _u_2.pos_2 = CARDINALITY(x))
/// ```
pub fn explode_projections_to_unnest(tree: &mut Tree, root: NodeId, dialect: &Dialect) -> NodeId {
    for select in selects_with(tree, root, Kind::Explode) {
        rewrite(tree, select, dialect.semantics.flags.index_offset);
    }
    root
}

/// The names of a query that is rewritten.
struct Names {
    columns: Vec<String>,
    sources: Vec<String>,
    /// The series of positions and its column.
    series: (String, String),
}

/// The first one in a projection that is in no query inside of it.
fn own_explode(tree: &Tree, projection: NodeId) -> Option<NodeId> {
    let mut walk = tree.walk_breadth(projection);
    while let Some(node) = walk.next() {
        match tree.kind(node) {
            Kind::Select => walk.prune(),
            kind if kind.is(Kind::Explode) => return Some(node),
            _ => {}
        }
    }
    None
}

fn rewrite(tree: &mut Tree, select: NodeId, first_index: i64) {
    let projections = tree.expressions(select);
    let explodes: Vec<Option<NodeId>> = projections.iter().map(|projection| own_explode(tree, *projection)).collect();
    if explodes.iter().all(Option::is_none) {
        return;
    }
    let mut names = Names {
        columns: projections.iter().map(|projection| output_name(tree, *projection)).collect(),
        sources: source_tables(tree, select).iter().map(|source| source_name(tree, *source)).collect(),
        series: Default::default(),
    };
    names.series.1 = new_name(&mut names.columns, "pos");
    names.series.0 = new_name(&mut names.sources, "_u");
    let series = series_source(tree, &names, first_index);
    let mut sizes = Vec::new();
    let mut outer = Vec::new();
    for (projection, explode) in projections.iter().zip(explodes) {
        match explode {
            Some(explode) => {
                if sizes.is_empty() {
                    add_source(tree, select, series.0);
                }
                let size = one(tree, select, *projection, explode, &mut names, first_index, &mut outer);
                sizes.push(size);
            }
            None => outer.push(*projection),
        }
    }
    tree.set_list(select, Arg::Expressions, &outer);
    finish_series(tree, series.1, &sizes, first_index);
}

/// `UNNEST(SEQUENCE(1, ...)) AS _u(pos)` and its series.
fn series_source(tree: &mut Tree, names: &Names, first_index: i64) -> (NodeId, NodeId) {
    let start = tree.integer(first_index);
    let series = tree.make(Kind::GenerateSeries, &args![Start: start]);
    let unnest = unnested(tree, series, &names.series.0, &[name_of(&names.series.1)], None);
    (unnest, series)
}

/// A name that is not quoted.
fn name_of(text: &str) -> (String, bool) {
    (text.to_string(), false)
}

fn unnested(
    tree: &mut Tree,
    array: NodeId,
    table: &str,
    columns: &[(String, bool)],
    offset: Option<&(String, bool)>,
) -> NodeId {
    let columns: Vec<NodeId> = columns.iter().map(|(text, quoted)| identifier(tree, text, *quoted)).collect();
    let columns = tree.list(&columns);
    let table = name(tree, table);
    let alias = tree.make(Kind::TableAlias, &args![This: table, Columns: columns]);
    let arrays = tree.list(&[array]);
    let offset = offset.map(|(text, quoted)| identifier(tree, text, *quoted));
    tree.make(Kind::Unnest, &args![Expressions: arrays, Offset: offset, Alias: alias])
}

/// Adds a source: behind `FROM`, or as it.
fn add_source(tree: &mut Tree, select: NodeId, source: NodeId) {
    if tree.has(select, Arg::From) {
        let cross = tree.text_value("CROSS");
        let join = tree.make(Kind::Join, &args![This: source, Kind: cross]);
        tree.append(select, Arg::Joins, join);
    } else {
        let from = tree.make(Kind::From, &args![This: source]);
        tree.set(select, Arg::From, from);
    }
}

/// Rewrites one projection; returns the size of its array.
fn one(
    tree: &mut Tree,
    select: NodeId,
    projection: NodeId,
    explode: NodeId,
    names: &mut Names,
    first_index: i64,
    outer: &mut Vec<NodeId>,
) -> NodeId {
    let with_position = tree.is(explode, Kind::Posexplode);
    let outer_rows = tree.is(explode, Kind::ExplodeOuter);
    if let Some(source) = tree.this(explode).filter(|this| tree.kind(*this) == Kind::Column) {
        names.columns.push(tree.name(source).to_string());
    }
    let (column_name, position) = aliases_of(tree, projection, names, with_position);
    let table = new_name(&mut names.sources, "_u");
    let mut array = tree.this(explode).unwrap_or(explode);
    if outer_rows {
        array = never_empty(tree, array);
    }
    let value = aligned(tree, names, &table, &position, &column_name);
    let inner = match tree.kind(projection) {
        Kind::Alias | Kind::Aliases => tree.this(projection).unwrap_or(projection),
        _ => projection,
    };
    let inner = if inner == explode {
        tree.clear_parent(explode);
        value
    } else {
        tree.replace(explode, value);
        inner
    };
    tree.clear_parent(inner);
    outer.push(aliased(tree, inner, &column_name));
    if with_position {
        let value = aligned(tree, names, &table, &position, &position);
        outer.push(aliased(tree, value, &position));
    }
    let copy = tree.copy(array);
    let size = tree.make(Kind::ArraySize, &args![This: copy]);
    let copy = tree.copy(array);
    let source = unnested(tree, copy, &table, &[column_name], Some(&position));
    add_source(tree, select, source);
    add_condition(tree, select, names, &table, &position, size, first_index);
    tree.copy(size)
}

/// The names of the element and of its position.
fn aliases_of(
    tree: &Tree,
    projection: NodeId,
    names: &mut Names,
    with_position: bool,
) -> ((String, bool), (String, bool)) {
    let named = |tree: &Tree, node: NodeId| (tree.name(node).to_string(), tree.has(node, Arg::Quoted));
    let (element, position) = match tree.kind(projection) {
        Kind::Alias => (tree.node(projection, Arg::Alias).map(|alias| named(tree, alias)), None),
        Kind::Aliases => {
            let aliases = tree.expressions(projection);
            (aliases.get(1).map(|alias| named(tree, *alias)), aliases.first().map(|alias| named(tree, *alias)))
        }
        _ => (None, None),
    };
    let mut position = position;
    let element = element.unwrap_or_else(|| {
        let element = name_of(&new_name(&mut names.columns, "col"));
        if with_position {
            position = Some(name_of(&new_name(&mut names.columns, "pos")));
        }
        element
    });
    let position = position.unwrap_or_else(|| name_of(&new_name(&mut names.columns, "pos")));
    (element, position)
}

fn aliased(tree: &mut Tree, this: NodeId, (text, quoted): &(String, bool)) -> NodeId {
    let alias = identifier(tree, text, *quoted);
    tree.make(Kind::Alias, &args![This: this, Alias: alias])
}

fn qualified(tree: &mut Tree, table: &str, (text, quoted): &(String, bool)) -> NodeId {
    let (this, table) = (identifier(tree, text, *quoted), name(tree, table));
    tree.make(Kind::Column, &args![This: this, Table: table])
}

/// `_u.pos`.
fn series_position(tree: &mut Tree, names: &Names) -> NodeId {
    let this = column(tree, &names.series.1);
    let table = name(tree, &names.series.0);
    tree.set(this, Arg::Table, table);
    this
}

/// `IF(_u.pos = _u_2.pos_2, _u_2.col)`.
fn aligned(tree: &mut Tree, names: &Names, table: &str, position: &(String, bool), value: &(String, bool)) -> NodeId {
    let (left, right) = (series_position(tree, names), qualified(tree, table, position));
    let same = tree.make(Kind::EQ, &args![This: left, Expression: right]);
    let value = qualified(tree, table, value);
    tree.make(Kind::If, &args![This: same, True: value])
}

/// `IF(CARDINALITY(COALESCE(x, ARRAY[])) = 0, ARRAY[x[0]], x)`: an empty array counts as one of a null.
fn never_empty(tree: &mut Tree, array: NodeId) -> NodeId {
    let zero = tree.integer(0);
    let items = tree.list(&[zero]);
    let copy = tree.copy(array);
    let first = tree.make(Kind::Bracket, &args![This: copy, Expressions: items, Offset: Value::Int(1), Safe: true]);
    let none = tree.list(&[]);
    let empty = tree.make(Kind::Array, &args![Expressions: none]);
    let rest = tree.list(&[empty]);
    let copy = tree.copy(array);
    let filled = tree.make(Kind::Coalesce, &args![This: copy, Expressions: rest]);
    let size = tree.make(Kind::ArraySize, &args![This: filled]);
    let zero = tree.integer(0);
    let is_empty = tree.make(Kind::EQ, &args![This: size, Expression: zero]);
    let items = tree.list(&[first]);
    let one = tree.make(Kind::Array, &args![Expressions: items]);
    let copy = tree.copy(array);
    tree.make(Kind::If, &args![This: is_empty, True: one, False: copy])
}

/// The position of the last element.
fn last_position(tree: &mut Tree, size: NodeId, first_index: i64) -> NodeId {
    let size = tree.copy(size);
    if first_index == 1 {
        return size;
    }
    let one = tree.integer(1);
    let last = tree.make(Kind::Sub, &args![This: size, Expression: one]);
    tree.make(Kind::Paren, &args![This: last])
}

fn add_condition(
    tree: &mut Tree,
    select: NodeId,
    names: &Names,
    table: &str,
    position: &(String, bool),
    size: NodeId,
    first_index: i64,
) {
    let (left, right) = (series_position(tree, names), qualified(tree, table, position));
    let same = tree.make(Kind::EQ, &args![This: left, Expression: right]);
    let (left, last) = (series_position(tree, names), last_position(tree, size, first_index));
    let behind = tree.make(Kind::GT, &args![This: left, Expression: last]);
    let (left, last) = (qualified(tree, table, position), last_position(tree, size, first_index));
    let at_end = tree.make(Kind::EQ, &args![This: left, Expression: last]);
    let both = tree.make(Kind::And, &args![This: behind, Expression: at_end]);
    let both = tree.make(Kind::Paren, &args![This: both]);
    let condition = tree.make(Kind::Or, &args![This: same, Expression: both]);
    let old = tree.node(select, Arg::Where).and_then(|filter| tree.this(filter));
    let condition = match old {
        None => condition,
        Some(old) => {
            tree.clear_parent(old);
            let old = match tree.is(old, Kind::Connector) {
                true => tree.make(Kind::Paren, &args![This: old]),
                false => old,
            };
            let condition = tree.make(Kind::Paren, &args![This: condition]);
            tree.make(Kind::And, &args![This: old, Expression: condition])
        }
    };
    let filter = tree.make(Kind::Where, &args![This: condition]);
    tree.set(select, Arg::Where, filter);
}

/// The series ends where the longest array does.
fn finish_series(tree: &mut Tree, series: NodeId, sizes: &[NodeId], first_index: i64) {
    let Some((first, rest)) = sizes.split_first() else { return };
    let rest = tree.list(rest);
    let mut end = tree.make(Kind::Greatest, &args![This: *first, Expressions: rest]);
    if first_index != 1 {
        let less = tree.integer(1 - first_index);
        end = tree.make(Kind::Sub, &args![This: end, Expression: less]);
    }
    tree.set(series, Arg::End, end);
}
