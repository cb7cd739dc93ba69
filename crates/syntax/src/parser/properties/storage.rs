//! Properties that say how and where rows are stored.

use super::super::{ddl, relation, Parser, RuleArgs, R};
use super::COMPOUND;
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// `PARTITIONED BY (a)`, `PARTITION BY f(a)`.
pub fn partitioned_by(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept(T::Eq);
    let this = match ddl::schema_of(p, None)? {
        Some(schema) => Some(schema),
        None => {
            let field = p.field(0)?;
            p.bracket(field)?
        }
    };
    p.some(Kind::PartitionedByProperty, &args![This: this])
}

/// `PARTITION OF t FOR VALUES IN (1)`, after `PARTITION`.
pub fn partitioned_of(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_words(&["OF"]) {
        return Ok(None);
    }
    let this = p.table(relation::SCHEMA)?;
    let bound = if p.accept(T::Default) {
        let word = p.text("DEFAULT");
        p.some(Kind::Var, &args![This: word])?
    } else if p.accept_words(&["FOR", "VALUES"]) {
        p.partition_bound_spec()?
    } else {
        p.error("Expecting either DEFAULT or FOR VALUES clause.")?;
        None
    };
    p.some(Kind::PartitionedOfProperty, &args![This: this, Expression: bound])
}

/// `IN (1)`, `FROM (1) TO (9)`, `WITH (MODULUS 3, REMAINDER 2)`.
pub fn partition_bound_spec(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let spec = if p.accept(T::In) {
        let values = p.wrapped_csv(|p| p.bitwise())?;
        args![This: p.list(&values)].to_vec()
    } else if p.accept(T::From) {
        let from = p.wrapped_csv(bound)?;
        p.accept_words(&["TO"]);
        let to = p.wrapped_csv(bound)?;
        args![FromExpressions: p.list(&from), ToExpressions: p.list(&to)].to_vec()
    } else if p.accept_words(&["WITH", "(", "MODULUS"]) {
        let modulus = p.number()?;
        p.accept(T::Comma);
        p.accept_words(&["REMAINDER"]);
        let remainder = p.number()?;
        p.r_paren()?;
        args![This: modulus, Expression: remainder].to_vec()
    } else {
        p.error("Failed to parse partition bound spec.")?;
        return Ok(None);
    };
    p.some(Kind::PartitionBoundSpec, &spec)
}

fn bound(p: &mut Parser<'_>) -> R {
    if p.accept_word(&["MAXVALUE", "MINVALUE"]) {
        let word = p.prev_upper();
        return p.some(Kind::Var, &args![This: word]);
    }
    p.bitwise()
}

/// `CLUSTER BY (a)`.
pub fn cluster_by(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    super::listed(p, Kind::ClusterProperty, |p| p.column())
}

/// `CLUSTERED BY (a) SORTED BY (b) INTO 4 BUCKETS`, after `CLUSTERED`.
pub fn clustered_by(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_words(&["BY"]);
    let columns = p.wrapped_csv(|p| p.column())?;
    let sorted_by = match p.accept_words(&["SORTED", "BY"]) {
        true => {
            let terms = p.wrapped_csv(|p| p.ordered())?;
            p.list(&terms)
        }
        false => Value::None,
    };
    p.accept(T::Into);
    let buckets = p.number()?;
    p.accept_words(&["BUCKETS"]);
    let columns = p.list(&columns);
    p.some(Kind::ClusteredByProperty, &args![Expressions: columns, SortedBy: sorted_by, Buckets: buckets])
}

/// `DISTRIBUTED BY HASH (a) BUCKETS 10`, after `DISTRIBUTED`.
pub fn distributed_by(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mut columns = Value::None;
    let mut kind = "HASH";
    if p.accept_words(&["BY", "HASH"]) {
        let names = p.wrapped_id_vars()?;
        columns = p.list(&names);
    } else if p.accept_words(&["BY", "RANDOM"]) {
        kind = "RANDOM";
    }
    // Without a number, or with AUTO, the engine chooses.
    let buckets = match p.accept_words(&["BUCKETS"]) && !p.accept_words(&["AUTO"]) {
        true => p.number()?,
        false => None,
    };
    let order = p.order(0)?;
    let kind = p.text(kind);
    p.some(Kind::DistributedByProperty, &args![Expressions: columns, Kind: kind, Buckets: buckets, Order: order])
}

/// `DUPLICATE KEY (a)` and the like, after the first word.
pub fn key_columns(p: &mut Parser<'_>, kind: Kind) -> R {
    p.accept_words(&["KEY"]);
    let names = p.wrapped_id_vars()?;
    let names = p.list(&names);
    p.some(kind, &args![Expressions: names])
}

/// `SORTKEY(a, b)`.
pub fn sort_key(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let compound = (a.flags & COMPOUND != 0).then_some(true);
    let names = p.wrapped_id_vars()?;
    let names = p.list(&names);
    p.some(Kind::SortKeyProperty, &args![This: names, Compound: compound])
}

/// `STORED AS PARQUET`, `STORED BY 'x'`, after `STORED`.
pub fn stored(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept_words(&["BY"]) {
        let this = p.var_or_string(0)?;
        return p.some(Kind::StorageHandlerProperty, &args![This: this]);
    }
    p.accept(T::Alias);
    let input = if p.accept_words(&["INPUTFORMAT"]) { p.string()? } else { None };
    let output = if p.accept_words(&["OUTPUTFORMAT"]) { p.string()? } else { None };
    let this = if input.is_some() || output.is_some() {
        p.some(Kind::InputOutputFormat, &args![InputFormat: input, OutputFormat: output])?
    } else {
        match p.var_or_string(0)? {
            Some(format) => Some(format),
            None => p.number()?,
        }
    };
    p.some(Kind::FileFormatProperty, &args![This: this, HiveFormat: true])
}

/// `ROW FORMAT ...`, after `ROW`.
pub fn row(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    match p.accept(T::Format) {
        true => p.row_format(),
        false => Ok(None),
    }
}

/// What follows `ROW FORMAT`.
pub fn row_format(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept_words(&["SERDE"]) {
        let this = p.string()?;
        let options = serde_properties(p, false)?;
        return p.some(Kind::RowFormatSerdeProperty, &args![This: this, SerdeProperties: options]);
    }
    p.accept_words(&["DELIMITED"]);
    const PARTS: &[(&[&str], Arg)] = &[
        (&["FIELDS", "TERMINATED", "BY"], Arg::Fields),
        (&["ESCAPED", "BY"], Arg::Escaped),
        (&["COLLECTION", "ITEMS", "TERMINATED", "BY"], Arg::CollectionItems),
        (&["MAP", "KEYS", "TERMINATED", "BY"], Arg::MapKeys),
        (&["LINES", "TERMINATED", "BY"], Arg::Lines),
        (&["NULL", "DEFINED", "AS"], Arg::Null),
    ];
    let mut parts: Vec<(Arg, Value)> = Vec::new();
    for (words, arg) in PARTS {
        if p.accept_words(words) {
            parts.push((*arg, p.string()?.into()));
        }
    }
    p.some(Kind::RowFormatDelimitedProperty, &parts)
}

/// `WITH SERDEPROPERTIES (...)`; `with` tells that `WITH` was consumed.
pub fn serde_properties(p: &mut Parser<'_>, with: bool) -> R<Option<NodeId>> {
    let mark = p.mark();
    let with = with || p.accept(T::With);
    if !p.accept(T::SerdeProperties) {
        p.retreat(mark);
        return Ok(None);
    }
    let options = super::wrapped(p)?;
    let options = p.list(&options);
    p.some(Kind::SerdeProperties, &args![Expressions: options, With: with.then_some(true)])
}
