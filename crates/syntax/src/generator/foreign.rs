//! What only one vendor can say. For others it is written as that one does, and reported: a text with a hole in it would
//! be another statement.

use super::{Generator, RenderFn};
use sqlectic_ast::{Arg, Kind, NodeId};

/// Sorted by kind; dialects that have one of them name its function.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Apply, |g, id| reported(g, id, apply)),
    (Kind::ColumnPrefix, |g, id| reported(g, id, column_prefix)),
    (Kind::DirectoryStage, |g, id| reported(g, id, directory_stage)),
    (Kind::Final, |g, id| reported(g, id, final_)),
    (Kind::PositionalColumn, |g, id| reported(g, id, positional_column)),
    (Kind::QueryTransform, |g, id| reported(g, id, query_transform)),
    (Kind::Stream, |g, id| reported(g, id, stream)),
];

fn reported(g: &mut Generator<'_>, id: NodeId, write: fn(&mut Generator<'_>, NodeId)) {
    // The base, which has no name, says everything.
    if !g.dialect.name.is_empty() {
        let kind = g.tree.kind(id).name();
        g.unsupported(&format!("{} has no {kind}", g.dialect.name));
    }
    write(g, id);
}

/// `COLUMNS('a') APPLY(sum)`.
pub fn apply(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" APPLY(");
    g.arg(id, Arg::Expression);
    g.write(")");
}

/// `a(5)`: the first characters of a column in a key.
pub fn column_prefix(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write("(");
    g.arg(id, Arg::Expression);
    g.write(")");
}

/// `DIRECTORY(@stage)`.
pub fn directory_stage(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "DIRECTORY", &[Arg::This]);
}

/// `t FINAL`.
pub fn final_(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" FINAL");
}

/// `#1`: a column by its place.
pub fn positional_column(g: &mut Generator<'_>, id: NodeId) {
    g.write("#");
    g.arg(id, Arg::This);
}

/// `TRANSFORM(a) USING 'script' AS (b)`.
pub fn query_transform(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "TRANSFORM", &[Arg::Expressions]);
    g.arg_after(" ", id, Arg::RowFormatBefore);
    g.arg_after(" RECORDWRITER ", id, Arg::RecordWriter);
    g.arg_after(" USING ", id, Arg::CommandScript);
    g.arg_after(" AS ", id, Arg::Schema);
    g.arg_after(" ", id, Arg::RowFormatAfter);
    g.arg_after(" RECORDREADER ", id, Arg::RecordReader);
}

/// `STREAM t`.
pub fn stream(g: &mut Generator<'_>, id: NodeId) {
    g.write("STREAM ");
    g.arg(id, Arg::This);
}
