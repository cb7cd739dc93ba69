//! `ANALYZE` and its parts.

use super::{dml::loose_list, Generator, ListStyle, RenderFn, FLAT};
use sqlectic_ast::{Arg, Kind, NodeId};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Analyze, analyze),
    (Kind::AnalyzeColumns, |g, id| g.arg(id, Arg::This)),
    (Kind::AnalyzeDelete, analyze_delete),
    (Kind::AnalyzeHistogram, analyze_histogram),
    (Kind::AnalyzeListChainedRows, analyze_list_chained_rows),
    (Kind::AnalyzeSample, analyze_sample),
    (Kind::AnalyzeStatistics, analyze_statistics),
    (Kind::AnalyzeValidate, analyze_validate),
    (Kind::AnalyzeWith, analyze_with),
    (Kind::UsingData, using_data),
];

fn analyze(g: &mut Generator<'_>, id: NodeId) {
    g.write("ANALYZE");
    if g.tree.has(id, Arg::Options) {
        g.write(" ");
        g.list(id, Arg::Options, ListStyle { sep: " ", ..ListStyle::default() });
    }
    g.arg_after(" ", id, Arg::Kind);
    if g.tree.has(id, Arg::Tables) {
        g.write(" ");
        g.list(id, Arg::Tables, FLAT);
    }
    for arg in [Arg::Partition, Arg::Mode, Arg::Expression, Arg::Properties] {
        g.arg_after(" ", id, arg);
    }
}

fn analyze_statistics(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::Kind);
    g.arg_after(" ", id, Arg::Option);
    g.write(" STATISTICS");
    g.arg_after(" ", id, Arg::This);
    if g.tree.has(id, Arg::Expressions) {
        g.write(" ");
        loose_list(g, id, Arg::Expressions);
    }
}

fn analyze_sample(g: &mut Generator<'_>, id: NodeId) {
    g.write("SAMPLE ");
    g.arg(id, Arg::Sample);
    g.arg_after(" ", id, Arg::Kind);
}

fn analyze_histogram(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" HISTOGRAM ON ");
    loose_list(g, id, Arg::Expressions);
    g.arg_after(" ", id, Arg::Expression);
    if g.tree.has(id, Arg::UpdateOptions) {
        g.arg_after(" ", id, Arg::UpdateOptions);
        g.write(" UPDATE");
    }
}

fn analyze_with(g: &mut Generator<'_>, id: NodeId) {
    g.expressions(id, ListStyle { sep: " ", prefix: "WITH ", ..ListStyle::default() });
}

fn using_data(g: &mut Generator<'_>, id: NodeId) {
    g.write("USING DATA ");
    g.arg(id, Arg::This);
}

fn analyze_delete(g: &mut Generator<'_>, id: NodeId) {
    g.write("DELETE");
    g.arg_after(" ", id, Arg::Kind);
    g.write(" STATISTICS");
}

fn analyze_list_chained_rows(g: &mut Generator<'_>, id: NodeId) {
    g.write("LIST CHAINED ROWS");
    g.arg(id, Arg::Expression);
}

fn analyze_validate(g: &mut Generator<'_>, id: NodeId) {
    g.write("VALIDATE ");
    g.arg(id, Arg::Kind);
    g.arg_after(" ", id, Arg::This);
    g.arg(id, Arg::Expression);
}
