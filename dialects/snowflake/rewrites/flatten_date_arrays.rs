//! Rows of dates: a range of numbers that are added to the first date.

use super::{column, identifier};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// Columns of `FLATTEN`, the value left out.
const BEFORE_VALUE: [&str; 4] = ["seq", "key", "path", "index"];

/// ```sql
/// -- before
/// SELECT * FROM UNNEST(GENERATE_DATE_ARRAY(a, b, INTERVAL '1' DAY)) AS t(d)
/// -- after
/// SELECT *
/// FROM (
///   SELECT DATE_ADD(CAST(a AS DATE), CAST(d AS INT), DAY) AS d
///   FROM UNNEST(GENERATE_SERIES(0, DATE_DIFF(b, a, DAY) + 1)) AS t(d)
/// ) AS t(d)
/// ```
///
/// In a join the numbers are a lateral source, and what refers to the dates adds them up itself. Anywhere else the array
/// is aggregated from such rows.
pub(in crate::snowflake) fn flatten_date_arrays(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let arrays: Vec<NodeId> = tree.find_all(root, Kind::GenerateDateArray).collect();
    for array in arrays {
        let Some(dates) = Dates::of(tree, array) else { continue };
        let unnest = tree.parent(array).filter(|unnest| tree.kind(*unnest) == Kind::Unnest);
        let holder = unnest.and_then(|unnest| tree.parent(unnest)).map(|holder| (holder, tree.kind(holder)));
        match (unnest, holder) {
            (Some(unnest), Some((_, Kind::From))) => from_source(tree, unnest, &dates),
            (Some(unnest), Some((join, Kind::Join))) => lateral(tree, unnest, join, &dates),
            (Some(_), _) => {}
            (None, _) => aggregate(tree, array, &dates),
        }
    }
    root
}

/// The first and the last date and the unit of the step.
struct Dates {
    start: NodeId,
    end: NodeId,
    unit: NodeId,
}

impl Dates {
    /// Of an array with a step of one unit.
    fn of(tree: &Tree, array: NodeId) -> Option<Dates> {
        let (start, end) = (tree.node(array, Arg::Start)?, tree.node(array, Arg::End)?);
        let step = tree.node(array, Arg::Step).filter(|step| tree.kind(*step) == Kind::Interval)?;
        let one = tree.this(step).is_some_and(|amount| tree.name(amount) == "1");
        let unit = tree.node(step, Arg::Unit).filter(|_| one)?;
        Some(Dates { start, end, unit })
    }

    /// `GENERATE_SERIES(0, DATE_DIFF(b, a, DAY) + 1)`, the end excluded.
    fn offsets(&self, tree: &mut Tree) -> NodeId {
        let [end, start, unit] = [self.end, self.start, self.unit].map(|node| tree.copy(node));
        let days = tree.make(Kind::DateDiff, &args![This: end, Expression: start, Unit: unit]);
        let one = tree.integer(1);
        let end = tree.make(Kind::Add, &args![This: days, Expression: one]);
        let zero = tree.integer(0);
        tree.make(Kind::GenerateSeries, &args![Start: zero, End: end, IsEndExclusive: true])
    }

    /// `DATE_ADD(CAST(a AS DATE), CAST(d AS INT), DAY)`.
    fn date(&self, tree: &mut Tree, offset: &str) -> NodeId {
        let offset = column(tree, offset);
        let offset = cast(tree, offset, "INT");
        let [start, unit] = [self.start, self.unit].map(|node| tree.copy(node));
        let start = cast(tree, start, "DATE");
        tree.make(Kind::DateAdd, &args![This: start, Expression: offset, Unit: unit])
    }

    /// `SELECT <date> AS d FROM UNNEST(<offsets>) AS t(d)`.
    fn rows(&self, tree: &mut Tree, name: &str, alias: Option<NodeId>, position: Value) -> NodeId {
        let date = self.date(tree, name);
        let column = identifier(tree, name);
        let date = tree.make(Kind::Alias, &args![This: date, Alias: column]);
        let offsets = self.offsets(tree);
        let offsets = tree.list(&[offsets]);
        let unnest = tree.make(Kind::Unnest, &args![Expressions: offsets, Alias: alias, Offset: position]);
        let from = tree.make(Kind::From, &args![This: unnest]);
        let projections = tree.list(&[date]);
        tree.make(Kind::Select, &args![Expressions: projections, From: from])
    }
}

/// A cast, unless it is one to that type.
fn cast(tree: &mut Tree, this: NodeId, to: &str) -> NodeId {
    let is_cast = tree.kind(this) == Kind::Cast
        && tree.node(this, Arg::To).is_some_and(|type_| tree.text_of(type_, Arg::This) == to);
    if is_cast {
        return this;
    }
    let name = tree.text_value(to);
    let to = tree.make(Kind::DataType, &args![This: name, Nested: false]);
    tree.make(Kind::Cast, &args![This: this, To: to])
}

/// The name of the dates: the first column of the alias.
fn date_name(tree: &Tree, unnest: NodeId) -> String {
    let alias = tree.node(unnest, Arg::Alias);
    let first = alias.and_then(|alias| tree.children(alias, Arg::Columns).first().copied());
    first.map_or("value", |first| tree.name(first)).to_string()
}

fn from_source(tree: &mut Tree, unnest: NodeId, dates: &Dates) {
    let name = date_name(tree, unnest);
    let alias = tree.node(unnest, Arg::Alias);
    let inner = alias.map(|alias| tree.copy(alias));
    let position = tree.get(unnest, Arg::Offset);
    let rows = dates.rows(tree, &name, inner, position);
    let subquery = tree.make(Kind::Subquery, &args![This: rows, Alias: alias]);
    tree.replace(unnest, subquery);
}

fn lateral(tree: &mut Tree, unnest: NodeId, join: NodeId, dates: &Dates) {
    let name = date_name(tree, unnest);
    let alias = tree.node(unnest, Arg::Alias);
    let table = alias.map_or(Value::None, |alias| tree.get(alias, Arg::This));
    let mut columns: Vec<NodeId> = BEFORE_VALUE.iter().map(|name| identifier(tree, name)).collect();
    columns.push(identifier(tree, &name));
    columns.push(identifier(tree, "this"));
    let columns = tree.list(&columns);
    let flattened = tree.make(Kind::TableAlias, &args![This: table, Columns: columns]);
    let offsets = dates.offsets(tree);
    let input = tree.text_value("INPUT");
    let input = tree.make(Kind::Var, &args![This: input]);
    let input = tree.make(Kind::Kwarg, &args![This: input, Expression: offsets]);
    let flatten = tree.make(Kind::Explode, &args![This: input]);
    let lateral = tree.make(Kind::Lateral, &args![This: flatten, Alias: flattened]);
    let plain = tree.make(Kind::Join, &args![This: lateral]);
    let select = tree.parent(join);
    tree.replace(join, plain);
    if let Some(select) = select {
        add_up(tree, select, &name, dates);
    }
}

/// Replaces references to the dates by what they are.
fn add_up(tree: &mut Tree, select: NodeId, name: &str, dates: &Dates) {
    let columns: Vec<NodeId> = tree
        .find_all(select, Kind::Column)
        .filter(|column| tree.name(*column) == name && tree.find_ancestor(*column, Kind::Select) == Some(select))
        .collect();
    for column in columns {
        let is_projection = tree.parent(column) == Some(select) && tree.parent_arg(column) == Arg::Expressions;
        let mut date = dates.date(tree, name);
        if is_projection {
            let alias = identifier(tree, name);
            date = tree.make(Kind::Alias, &args![This: date, Alias: alias]);
        }
        tree.replace(column, date);
    }
}

/// `(SELECT ARRAY_AGG(*) FROM (SELECT ...))`.
fn aggregate(tree: &mut Tree, array: NodeId, dates: &Dates) {
    let rows = dates.rows(tree, "value", None, Value::None);
    let rows = tree.make(Kind::Subquery, &args![This: rows]);
    let from = tree.make(Kind::From, &args![This: rows]);
    let star = tree.make(Kind::Star, &[]);
    let all = tree.make(Kind::ArrayAgg, &args![This: star]);
    let projections = tree.list(&[all]);
    let select = tree.make(Kind::Select, &args![Expressions: projections, From: from]);
    let subquery = tree.make(Kind::Subquery, &args![This: select]);
    tree.replace(array, subquery);
}
