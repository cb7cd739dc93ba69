//! Types, casts and names that need quotes.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{types, Generator},
    Dialect,
};

/// <https://dev.mysql.com/doc/refman/8.4/en/keywords.html>
const RESERVED: &str = "
    accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade
    case change char character check collate column condition constraint continue convert create cross cube
    cume_dist current_date current_time current_timestamp current_user cursor database databases day_hour
    day_microsecond day_minute day_second dec decimal declare default delayed delete dense_rank desc describe
    deterministic distinct distinctrow div double drop dual each else elseif empty enclosed escaped except exists
    exit explain false fetch first_value float float4 float8 for force foreign from fulltext function generated
    get grant group grouping groups having high_priority hour_microsecond hour_minute hour_second if ignore in
    index infile inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect interval into
    io_after_gtids io_before_gtids is iterate join json_table key keys kill lag last_value lateral lead leading
    leave left like limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority
    master_bind master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint
    minute_microsecond minute_second mod modifies natural no_write_to_binlog not nth_value ntile null numeric of
    on optimize optimizer_costs option optionally or order out outer outfile over partition percent_rank precision
    primary procedure purge range rank read read_write reads real recursive references regexp release rename
    repeat replace require resignal restrict return revoke right rlike row row_number rows schema schemas
    second_microsecond select sensitive separator set show signal smallint spatial specific sql sql_big_result
    sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl starting stored straight_join system
    table terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned
    update usage use using utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying virtual
    when where while window with write xor year_month zerofill
";

/// What a cast to a type says instead: <https://dev.mysql.com/doc/refman/8.4/en/cast-functions.html#function_cast>
const CASTS: &[(&str, &str)] = &[
    ("BIGINT", "SIGNED"),
    ("BOOLEAN", "SIGNED"),
    ("INT", "SIGNED"),
    ("LONGBLOB", "CHAR"),
    ("LONGTEXT", "CHAR"),
    ("MEDIUMBLOB", "CHAR"),
    ("MEDIUMINT", "SIGNED"),
    ("MEDIUMTEXT", "CHAR"),
    ("SMALLINT", "SIGNED"),
    ("TEXT", "CHAR"),
    ("TINYBLOB", "CHAR"),
    ("TINYINT", "SIGNED"),
    ("TINYTEXT", "CHAR"),
    ("UBIGINT", "UNSIGNED"),
    ("VARCHAR", "CHAR"),
];

pub(super) fn define(d: &mut Dialect) {
    let g = &mut d.generator;
    for word in RESERVED.split_whitespace() {
        g.reserved_keywords.set(word, ());
    }
    g.add_types(&[
        ("BLOB", "BLOB"),
        ("LONGBLOB", "LONGBLOB"),
        ("LONGTEXT", "LONGTEXT"),
        ("MEDIUMBLOB", "MEDIUMBLOB"),
        ("MEDIUMTEXT", "MEDIUMTEXT"),
        ("TINYBLOB", "TINYBLOB"),
        ("TINYTEXT", "TINYTEXT"),
    ]);
    g.add_renders(&[
        (Kind::Cast, cast),
        (Kind::ComputedColumnConstraint, computed),
        (Kind::DataType, data_type),
        (Kind::Trim, shared::trim_from),
    ]);
}

/// Numbers without a sign say so behind their size, and a text of any length is no `VARCHAR`.
pub(crate) fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let name = types::canonical_name(g, id);
    if name == "VARCHAR" && g.tree.list_len(id, Arg::Expressions) == 0 {
        return g.write("TEXT");
    }
    unsigned_data_type(g, id);
}

/// The same where a text of any length is a `VARCHAR`.
pub(crate) fn unsigned_data_type(g: &mut Generator<'_>, id: NodeId) {
    let name = types::canonical_name(g, id);
    types::data_type_node(g, id);
    let unsigned =
        matches!(name.as_str(), "UBIGINT" | "UDECIMAL" | "UDOUBLE" | "UINT" | "UMEDIUMINT" | "USMALLINT" | "UTINYINT");
    if unsigned {
        g.write(" UNSIGNED");
    }
}

/// Whether a type is an instant, which `TIMESTAMP(x)` makes.
fn is_instant(name: &str) -> bool {
    matches!(name, "TIMESTAMPTZ" | "TIMESTAMPLTZ")
}

/// A cast to an instant is a function, others name the type as definitions do.
pub(crate) fn cast_of_instants(g: &mut Generator<'_>, id: NodeId) {
    let to = g.tree.node(id, Arg::To).map(|to| types::canonical_name(g, to));
    match to.is_some_and(|to| is_instant(&to)) {
        true => {
            g.func_of(id, "TIMESTAMP", &[Arg::This]);
        }
        false => types::cast_with(g, id, ""),
    }
}

/// Casts name types of their own; a cast to an instant is a function.
fn cast(g: &mut Generator<'_>, id: NodeId) {
    let Some(to) = g.tree.node(id, Arg::To) else { return types::cast_with(g, id, "") };
    let name = types::canonical_name(g, to);
    if is_instant(&name) {
        return cast_of_instants(g, id);
    }
    let Some((_, word)) = CASTS.iter().find(|(from, _)| *from == name) else {
        return types::cast_with(g, id, "");
    };
    let [sizes, collation] = [Arg::Expressions, Arg::Collate].map(|arg| g.tree.get(to, arg));
    let word = g.tree.text_value(word);
    let target = g.make(Kind::DataType, &args![This: word, Expressions: sizes, Collate: collation]);
    let given: Vec<_> = g.tree.arguments(id).collect();
    let mut with = Vec::new();
    for (arg, value) in given {
        with.push((arg, if arg == Arg::To { target.into() } else { value }));
    }
    let cast = g.make(Kind::Cast, &with);
    types::cast_with(g, cast, "");
}

fn computed(g: &mut Generator<'_>, id: NodeId) {
    g.write("GENERATED ALWAYS AS (");
    let this = crate::shared::unwrapped(g, id, Arg::This);
    g.value(this);
    g.write(if g.tree.has(id, Arg::Persisted) { ") STORED" } else { ") VIRTUAL" });
}
