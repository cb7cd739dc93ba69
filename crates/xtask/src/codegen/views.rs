//! Typed views of the kinds whose rows are marked `view`.

use super::{camel, doc_line, schema::Holds, schema::Row, HEAD};
use std::fmt::Write;

/// Words that cannot be names of methods.
const RESERVED: &[&str] = &[
    "as", "else", "false", "for", "from", "in", "loop", "match", "move", "ref", "true", "type", "where", "while",
    "with",
];

/// Methods that every view and draft has.
const TAKEN: &[&str] = &["draft", "make", "of"];

/// `crates/ast/src/generated/views.rs`.
pub(super) fn views_rs(rows: &[Row]) -> Result<String, String> {
    let mut out = HEAD.to_string();
    out.push_str("use crate::view::view;\n\n");
    for row in rows.iter().filter(|row| row.view) {
        let _ = write!(out, "view! {{\n    /// {}\n    {} {{", doc_line(&row.doc), row.rust);
        for (i, arg) in row.args.iter().enumerate() {
            let name = method(&arg.name).map_err(|clash| format!("{}: {clash}", row.name))?;
            let holds = match arg.holds {
                Holds::Node => "node",
                Holds::List => "list",
                Holds::Text => "text",
                Holds::Flag => "flag",
            };
            let _ = write!(out, "{} {name} {holds} {}", if i > 0 { "," } else { "" }, camel(&arg.name));
        }
        out.push_str(" }\n}\n\n");
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    Ok(out)
}

fn method(name: &str) -> Result<String, String> {
    if TAKEN.contains(&name) {
        return Err(format!("a view cannot have an argument called {name}"));
    }
    Ok(if RESERVED.contains(&name) { format!("{name}_") } else { name.to_string() })
}
