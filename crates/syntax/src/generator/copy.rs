//! `COPY` and `LOAD DATA`.

use super::{dml::node_after, Generator, ListStyle, RenderFn, FLAT};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Copy, copy),
    (Kind::CopyParameter, copy_parameter),
    (Kind::Credentials, credentials),
    (Kind::Export, export),
    (Kind::LoadData, load_data),
];

/// Options between blanks.
const SPACED: ListStyle = ListStyle { sep: " ", ..FLAT };

fn copy(g: &mut Generator<'_>, id: NodeId) {
    let flags = &g.dialect.generator.flags;
    let (with_into, wrapped) = (flags.copy_has_into_keyword, flags.copy_params_are_wrapped);
    g.write(if with_into { "COPY INTO" } else { "COPY" });
    g.arg_after(" ", id, Arg::This);
    let has_files = g.tree.has(id, Arg::Files);
    if has_files {
        g.seg(if g.tree.has(id, Arg::Kind) { "FROM" } else { "TO" });
    }
    if has_files || wrapped {
        g.write(" ");
    }
    g.list(id, Arg::Files, FLAT);
    if let Some(credentials) = g.tree.node(id, Arg::Credentials) {
        let text = g.sql(credentials);
        if !text.is_empty() {
            g.seg(&text);
        }
    }
    // Some have no text.
    if g.tree.children(id, Arg::Params).into_iter().any(|parameter| !g.sql(parameter).is_empty()) {
        parameters(g, id, wrapped);
    }
}

fn parameters(g: &mut Generator<'_>, id: NodeId, wrapped: bool) {
    let csv = g.dialect.semantics.flags.copy_params_are_csv;
    if wrapped {
        g.write(" WITH (");
        g.list(
            id,
            Arg::Params,
            ListStyle { new_line: true, sep: if csv { ", " } else { " " }, ..ListStyle::default() },
        );
        return g.write(")");
    }
    for (i, parameter) in g.tree.children(id, Arg::Params).into_iter().enumerate() {
        if i > 0 && csv {
            g.write(",");
        }
        g.sep();
        g.node(parameter);
    }
}

fn copy_parameter(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    let name = g.tree.text_of(id, Arg::This).to_ascii_uppercase();
    if g.tree.has(id, Arg::Expressions) {
        let (open, style) = match name.as_str() {
            "FILE_FORMAT" => (" = (", SPACED),
            "COPY_OPTIONS" | "FORMAT_OPTIONS" => (" (", FLAT),
            _ => (" = (", FLAT),
        };
        g.write(open);
        g.expressions(id, style);
        return g.write(")");
    }
    let before = if g.dialect.generator.flags.copy_params_eq_required { " = " } else { " " };
    g.arg_after(before, id, Arg::Expression);
}

/// What gives access to the files: the reference point is the order of words, no separators between the first three.
fn credentials(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.get(id, Arg::Credentials) {
        Value::Node(node) if g.tree.kind(node) == Kind::Literal => {
            g.write("CREDENTIALS ");
            g.node(node);
        }
        Value::None | Value::Bool(_) => {}
        _ => {
            g.write("CREDENTIALS = (");
            g.list(id, Arg::Credentials, SPACED);
            g.write(")");
        }
    }
    node_after(g, "STORAGE_INTEGRATION = ", id, Arg::Storage);
    if g.tree.has(id, Arg::Encryption) {
        g.write(" ENCRYPTION = (");
        g.list(id, Arg::Encryption, SPACED);
        g.write(")");
    }
    node_after(g, "IAM_ROLE ", id, Arg::IamRole);
    node_after(g, " REGION ", id, Arg::Region);
}

fn export(g: &mut Generator<'_>, id: NodeId) {
    g.write("EXPORT DATA");
    node_after(g, " WITH CONNECTION ", id, Arg::Connection);
    g.arg_after(" ", id, Arg::Options);
    g.arg_after(" AS ", id, Arg::This);
}

fn load_data(g: &mut Generator<'_>, id: NodeId) {
    let overwrite = g.tree.has(id, Arg::Overwrite);
    g.write("LOAD DATA");
    if let Some(files) = g.tree.node(id, Arg::Files) {
        match overwrite {
            true => g.write(" OVERWRITE "),
            false => g.write(if g.tree.has(id, Arg::Temp) { " INTO TEMP TABLE " } else { " INTO TABLE " }),
        }
        g.arg(id, Arg::This);
        g.write(" FROM FILES");
        let properties = g.tree.expressions(files);
        return g.wrap(|g| g.nodes(&properties, FLAT));
    }
    g.flag(id, Arg::Local, " LOCAL");
    g.write(" INPATH ");
    g.arg(id, Arg::Inpath);
    g.write(if overwrite { " OVERWRITE INTO TABLE " } else { " INTO TABLE " });
    g.arg(id, Arg::This);
    g.arg_after(" ", id, Arg::Partition);
    node_after(g, " INPUTFORMAT ", id, Arg::InputFormat);
    node_after(g, " SERDE ", id, Arg::Serde);
}
