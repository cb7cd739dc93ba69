//! Constraints of tables and columns.

use super::{Generator, ListStyle, Render, RenderFn, FLAT};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::AssumeColumnConstraint, assume),
    (Kind::CaseSpecificColumnConstraint, case_specific),
    (Kind::Check, check),
    (Kind::CheckColumnConstraint, check),
    (Kind::ClusteredColumnConstraint, clustered),
    (Kind::ColumnConstraint, column_constraint),
    (Kind::CompressColumnConstraint, compress),
    (Kind::ComputedColumnConstraint, computed),
    (Kind::Constraint, constraint),
    (Kind::EphemeralColumnConstraint, ephemeral),
    (Kind::ForeignKey, foreign_key),
    (Kind::GeneratedAsIdentityColumnConstraint, generated_as_identity),
    (Kind::GeneratedAsRowColumnConstraint, generated_as_row),
    (Kind::InOutColumnConstraint, in_out),
    (Kind::IndexColumnConstraint, index_column),
    (Kind::IndexConstraintOption, index_option),
    (Kind::MaskingPolicyColumnConstraint, masking_policy),
    (Kind::NonClusteredColumnConstraint, clustered),
    (Kind::NotNullColumnConstraint, not_null),
    (Kind::PeriodForSystemTimeConstraint, period),
    (Kind::PrimaryKey, primary_key),
    (Kind::PrimaryKeyColumnConstraint, primary_key_column),
    (Kind::Reference, reference),
    (Kind::UniqueColumnConstraint, unique),
    (Kind::WatermarkColumnConstraint, watermark),
];

/// Kinds that are written as fixed words and what they hold, sorted by kind.
pub(super) const WORDS: &[(Kind, Render)] = &[
    (Kind::AutoIncrementColumnConstraint, Render::Word("AUTO_INCREMENT")),
    (Kind::BinaryColumnConstraint, Render::Word("BINARY")),
    (Kind::CharacterSetColumnConstraint, Render::After("CHARACTER SET")),
    (Kind::CollateColumnConstraint, Render::After("COLLATE")),
    (Kind::CommentColumnConstraint, Render::After("COMMENT")),
    (Kind::DateFormatColumnConstraint, Render::After("FORMAT")),
    (Kind::DefaultColumnConstraint, Render::After("DEFAULT")),
    (Kind::EncodeColumnConstraint, Render::After("ENCODE")),
    (Kind::ExcludeColumnConstraint, Render::After("EXCLUDE")),
    (Kind::InlineLengthColumnConstraint, Render::After("INLINE LENGTH")),
    (Kind::InvisibleColumnConstraint, Render::Word("INVISIBLE")),
    (Kind::NotForReplicationColumnConstraint, Render::Word("NOT FOR REPLICATION")),
    (Kind::OnUpdateColumnConstraint, Render::After("ON UPDATE")),
    (Kind::PathColumnConstraint, Render::After("PATH")),
    (Kind::ProjectionPolicyColumnConstraint, Render::After("PROJECTION POLICY")),
    (Kind::TitleColumnConstraint, Render::After("TITLE")),
    (Kind::UppercaseColumnConstraint, Render::Word("UPPERCASE")),
    (Kind::ZeroFillColumnConstraint, Render::Word("ZEROFILL")),
];

fn constraint(g: &mut Generator<'_>, id: NodeId) {
    g.write("CONSTRAINT ");
    g.arg(id, Arg::This);
    g.write(" ");
    g.expressions(id, FLAT);
}

fn column_constraint(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::This) {
        g.write("CONSTRAINT ");
        g.arg(id, Arg::This);
        g.write(" ");
    }
    g.arg(id, Arg::Kind);
}

// ---- keys ------------------------------------------------------------------------------------------------------------

/// What follows a key, after a blank each.
fn options(g: &mut Generator<'_>, id: NodeId) {
    let Value::List(list) = g.tree.get(id, Arg::Options) else { return };
    let options: Vec<Value> = g.tree.items(list).collect();
    for option in options {
        g.write(" ");
        g.value(option);
    }
}

/// What an index of a key is like, after a blank.
fn include(g: &mut Generator<'_>, id: NodeId) {
    g.arg_after(" ", id, Arg::Include);
}

fn primary_key(g: &mut Generator<'_>, id: NodeId) {
    g.write("PRIMARY KEY");
    g.arg_after(" ", id, Arg::This);
    g.write(" (");
    g.expressions(id, FLAT);
    g.write(")");
    include(g, id);
    options(g, id);
}

fn primary_key_column(g: &mut Generator<'_>, id: NodeId) {
    g.write("PRIMARY KEY");
    match g.tree.get(id, Arg::Desc) {
        Value::Bool(true) => g.write(" DESC"),
        Value::Bool(false) => g.write(" ASC"),
        _ => {}
    }
    include(g, id);
    options(g, id);
}

fn unique(g: &mut Generator<'_>, id: NodeId) {
    g.write("UNIQUE");
    g.flag(id, Arg::Nulls, " NULLS NOT DISTINCT");
    g.arg_after(" ", id, Arg::This);
    g.arg_after(" USING ", id, Arg::IndexType);
    g.arg_after(" ", id, Arg::OnConflict);
    include(g, id);
    options(g, id);
}

fn foreign_key(g: &mut Generator<'_>, id: NodeId) {
    g.write("FOREIGN KEY");
    g.arg_after(" ", id, Arg::This);
    if g.tree.has(id, Arg::Expressions) {
        g.write(" (");
        g.expressions(id, FLAT);
        g.write(")");
    }
    g.arg_after(" ", id, Arg::Reference);
    g.arg_after(" ON DELETE ", id, Arg::Delete);
    g.arg_after(" ON UPDATE ", id, Arg::Update);
    options(g, id);
}

fn reference(g: &mut Generator<'_>, id: NodeId) {
    g.write("REFERENCES ");
    g.arg(id, Arg::This);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.parens(|g| g.expressions(id, FLAT));
    }
    options(g, id);
}

fn clustered(g: &mut Generator<'_>, id: NodeId) {
    g.write(match g.tree.kind(id) {
        Kind::ClusteredColumnConstraint => "CLUSTERED (",
        _ => "NONCLUSTERED (",
    });
    g.list(id, Arg::This, ListStyle { indent: false, ..ListStyle::default() });
    g.write(")");
}

fn period(g: &mut Generator<'_>, id: NodeId) {
    g.write("PERIOD FOR SYSTEM_TIME (");
    g.arg(id, Arg::This);
    g.write(", ");
    g.arg(id, Arg::Expression);
    g.write(")");
}

// ---- values ----------------------------------------------------------------------------------------------------------

fn assume(g: &mut Generator<'_>, id: NodeId) {
    g.write("ASSUME (");
    g.arg(id, Arg::This);
    g.write(")");
}

fn check(g: &mut Generator<'_>, id: NodeId) {
    g.write("CHECK (");
    g.arg(id, Arg::This);
    g.write(")");
    g.flag(id, Arg::Enforced, " ENFORCED");
}

fn not_null(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::AllowNull) { "NULL" } else { "NOT NULL" });
}

fn case_specific(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Not, "NOT ");
    g.write("CASESPECIFIC");
}

fn compress(g: &mut Generator<'_>, id: NodeId) {
    g.write("COMPRESS");
    match g.tree.get(id, Arg::This) {
        Value::None => {}
        Value::List(_) => {
            g.write(" ");
            g.wrap(|g| g.list(id, Arg::This, FLAT));
        }
        value => {
            g.write(" ");
            g.value(value);
        }
    }
}

fn computed(g: &mut Generator<'_>, id: NodeId) {
    g.write("AS ");
    g.arg(id, Arg::This);
    if g.tree.has(id, Arg::NotNull) {
        g.write(" PERSISTED NOT NULL");
    } else {
        g.flag(id, Arg::Persisted, " PERSISTED");
    }
}

fn ephemeral(g: &mut Generator<'_>, id: NodeId) {
    g.write("EPHEMERAL");
    g.arg_after(" ", id, Arg::This);
}

fn generated_as_identity(g: &mut Generator<'_>, id: NodeId) {
    g.write("GENERATED");
    match g.tree.get(id, Arg::This) {
        Value::Bool(true) => g.write(" ALWAYS"),
        Value::Bool(false) => {
            g.write(" BY DEFAULT");
            g.flag(id, Arg::OnNull, " ON NULL");
        }
        _ => {}
    }
    if g.tree.has(id, Arg::Expression) {
        g.write(" AS (");
        g.arg(id, Arg::Expression);
        g.write(")");
        return;
    }
    g.write(" AS IDENTITY");
    identity_options(g, id);
}

/// `(START WITH 1 INCREMENT BY 1)`.
fn identity_options(g: &mut Generator<'_>, id: NodeId) {
    let mut before = " (";
    counting(g, id, &mut before);
    if let Value::Bool(cycle) = g.tree.get(id, Arg::Cycle) {
        g.write(before);
        g.write(if cycle { "CYCLE" } else { "NO CYCLE" });
        before = " ";
    }
    if before == " " {
        g.write(")");
    }
}

/// What a sequence counts from, by and to; the first clause stands behind `before`, the others behind blanks.
pub(super) fn counting(g: &mut Generator<'_>, id: NodeId, before: &mut &str) {
    let clauses = [
        ("START WITH ", Arg::Start),
        ("INCREMENT BY ", Arg::Increment),
        ("MINVALUE ", Arg::Minvalue),
        ("MAXVALUE ", Arg::Maxvalue),
    ];
    for (words, arg) in clauses {
        if g.tree.has(id, arg) {
            g.write(before);
            g.arg_after(words, id, arg);
            *before = " ";
        }
    }
}

fn generated_as_row(g: &mut Generator<'_>, id: NodeId) {
    g.write("GENERATED ALWAYS AS ROW ");
    g.write(if g.tree.has(id, Arg::Start) { "START" } else { "END" });
    g.flag(id, Arg::Hidden, " HIDDEN");
}

fn in_out(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Variadic) {
        return g.write("VARIADIC");
    }
    let (input, output) = (g.tree.has(id, Arg::Input), g.tree.has(id, Arg::Output));
    if input {
        g.write("IN");
    }
    if input && output {
        let separator = g.dialect.generator.flags.inout_separator.clone();
        g.write(&separator);
    }
    if output {
        g.write("OUT");
    }
}

fn masking_policy(g: &mut Generator<'_>, id: NodeId) {
    g.write("MASKING POLICY ");
    g.arg(id, Arg::This);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" USING (");
        g.expressions(id, FLAT);
        g.write(")");
    }
}

fn watermark(g: &mut Generator<'_>, id: NodeId) {
    g.write("WATERMARK FOR ");
    g.arg(id, Arg::This);
    g.write(" AS ");
    g.arg(id, Arg::Expression);
}

// ---- indexes among columns -------------------------------------------------------------------------------------------

fn index_column(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.text_of(id, Arg::Kind) {
        "" => {}
        "SHARD" | "SORT" => g.unsupported("Keys that place rows are not supported"),
        kind => {
            let kind = kind.to_string();
            g.write(&kind);
            g.write(" ");
        }
    }
    g.write("INDEX");
    g.arg_after(" ", id, Arg::This);
    g.arg_after(" USING ", id, Arg::IndexType);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" (");
        g.expressions(id, FLAT);
        g.write(")");
    }
    for option in g.tree.children(id, Arg::Options) {
        g.write(" ");
        g.node(option);
    }
}

fn index_option(g: &mut Generator<'_>, id: NodeId) {
    let parts = [
        ("KEY_BLOCK_SIZE = ", Arg::KeyBlockSize),
        ("USING ", Arg::Using),
        ("WITH PARSER ", Arg::Parser),
        ("COMMENT ", Arg::Comment),
        ("ENGINE_ATTRIBUTE = ", Arg::EngineAttr),
        ("SECONDARY_ENGINE_ATTRIBUTE = ", Arg::SecondaryEngineAttr),
    ];
    for (words, arg) in parts {
        if g.tree.has(id, arg) {
            return g.arg_after(words, id, arg);
        }
    }
    match g.tree.get(id, Arg::Visible) {
        Value::Bool(true) => g.write("VISIBLE"),
        Value::Bool(false) => g.write("INVISIBLE"),
        _ => g.unsupported("Unsupported index constraint option."),
    }
}
