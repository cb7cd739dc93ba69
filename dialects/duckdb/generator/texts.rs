//! Texts, bytes and patterns: <https://duckdb.org/docs/stable/sql/functions/text>.

use super::{call, cast_type, TEXT};
use crate::shared::cast;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{functions, strings, Generator, RenderFn},
    parser::column::integer_constant,
};

/// Spelled in DuckDB's own words; a column stands for the argument of that name. Sorted by kind.
pub(super) const TEMPLATES: &[(Kind, &str)] = &[
    (Kind::HexDecodeString, "DECODE(UNHEX(this))"),
    (Kind::MD5Digest, "UNHEX(MD5(this))"),
    (Kind::RtrimmedLength, "LENGTH(RTRIM(this))"),
    (Kind::SHA1Digest, "UNHEX(SHA1(this))"),
    (Kind::SHA2Digest, "UNHEX(SHA256(this))"),
    (Kind::Space, "REPEAT(' ', CAST(this AS BIGINT))"),
];

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::BitLength, bit_length),
    (Kind::ByteLength, byte_length),
    (Kind::ByteString, byte_string),
    (Kind::Chr, chr),
    (Kind::ConcatWs, concat_ws),
    (Kind::Decode, |g, id| coded(g, id, "DECODE")),
    (Kind::Encode, |g, id| coded(g, id, "ENCODE")),
    (Kind::EndsWith, |g, id| of_texts(g, id, "ENDS_WITH", &[])),
    (Kind::Format, format),
    (Kind::GroupConcat, group_concat),
    (Kind::Hex, hex),
    (Kind::HexString, hex_string),
    (Kind::Initcap, initcap),
    (Kind::JarowinklerSimilarity, jaro_winkler),
    (Kind::Left, |g, id| left_or_right(g, id, "LEFT")),
    (Kind::Length, length),
    (Kind::Levenshtein, levenshtein),
    (Kind::Lower, |g, id| of_texts(g, id, "LOWER", &[Arg::This])),
    (Kind::Pad, pad),
    (Kind::RegexpCount, regexp_count),
    (Kind::RegexpExtract, regexp_extract),
    (Kind::RegexpExtractAll, regexp_extract_all),
    (Kind::RegexpILike, regexp_ilike),
    (Kind::RegexpInstr, regexp_instr),
    (Kind::RegexpLike, regexp_like),
    (Kind::RegexpReplace, regexp_replace),
    (Kind::RegexpSplit, |g, id| crate::shared::regexp_split(g, id, "STR_SPLIT_REGEX")),
    (Kind::Replace, |g, id| of_texts(g, id, "REPLACE", &[Arg::This, Arg::Expression, Arg::Replacement])),
    (Kind::Reverse, |g, id| of_texts(g, id, "REVERSE", &[Arg::This])),
    (Kind::Right, |g, id| left_or_right(g, id, "RIGHT")),
    (Kind::SHA, |g, id| hash(g, id, "SHA1")),
    (Kind::SHA2, |g, id| hash(g, id, "SHA256")),
    (Kind::Soundex, |g, id| {
        g.unsupported("SOUNDEX is not supported in DuckDB");
        functions::function_fallback(g, id);
    }),
    (Kind::Split, split),
    (Kind::SplitPart, split_part),
    (Kind::StartsWith, |g, id| of_texts(g, id, "STARTS_WITH", &[Arg::This, Arg::Expression])),
    (Kind::StrPosition, str_position),
    (Kind::Strtok, strtok),
    (Kind::Stuff, stuff),
    (Kind::Substring, substring),
    (Kind::ToBinary, to_binary),
    (Kind::ToChar, to_char),
    (Kind::Trim, trim),
    (Kind::Unicode, unicode),
    (Kind::UnicodeString, crate::shared::unicode_as_string),
    (Kind::Upper, |g, id| of_texts(g, id, "UPPER", &[Arg::This])),
    (Kind::Uuid, uuid),
];

/// Types of bytes.
const BYTES: &[&str] = &["BINARY", "BLOB", "VARBINARY"];

fn is_bytes(g: &Generator<'_>, node: NodeId) -> bool {
    cast_type(g, node).is_some_and(|name| BYTES.contains(&name))
}

/// An argument as text: what is cast to something else is cast once more.
pub(super) fn as_text(g: &mut Generator<'_>, value: Value) -> Value {
    match value.node() {
        Some(node) if cast_type(g, node).is_some_and(|name| !TEXT.contains(&name)) => cast(g, value, "TEXT").into(),
        _ => value,
    }
}

/// Bytes of a text and back: texts are UTF-8.
fn coded(g: &mut Generator<'_>, id: NodeId, name: &str) {
    if let Some(charset) = g.tree.node(id, Arg::Charset) {
        let known = g.tree.is_string(charset)
            && matches!(g.tree.name(charset).to_ascii_lowercase().as_str(), "utf-8" | "utf8" | "utf_8");
        if !known {
            let charset = g.sql(charset);
            g.unsupported(&format!("Expected utf-8 character set, got {charset}."));
        }
    }
    g.func_of(id, name, &[Arg::This]);
}

/// A function that takes only texts.
fn of_texts(g: &mut Generator<'_>, id: NodeId, name: &str, texts: &[Arg]) {
    let row = g.tree.kind(id).row();
    let mut items = Vec::new();
    for declared in row.args {
        let mut value = g.tree.get(id, declared.arg);
        if texts.contains(&declared.arg) {
            value = as_text(g, value);
        }
        if !matches!(value, Value::Bool(_)) {
            items.push(value);
        }
    }
    g.func(name, &items);
}

// ---- length and parts ------------------------------------------------------------------------------------------------

/// The length in characters; where a value may be bytes, in bytes for those.
fn length(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return g.func("LENGTH", &[]) };
    let is_text = g.tree.is_string(this) || cast_type(g, this).is_some_and(|name| TEXT.contains(&name));
    if !g.tree.has(id, Arg::Binary) || is_text {
        return g.func("LENGTH", &[this.into()]);
    }
    g.write_template(
        "CASE TYPEOF(this) WHEN 'BLOB' THEN OCTET_LENGTH(CAST(this AS BLOB)) ELSE LENGTH(CAST(this AS TEXT)) END",
        &[("this", this)],
    );
}

fn byte_length(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    let sql = match cast_type(g, this).is_some_and(|name| TEXT.contains(&name)) {
        true => "OCTET_LENGTH(ENCODE(this))",
        false => "OCTET_LENGTH(this)",
    };
    g.write_template(sql, &[("this", this)]);
}

fn bit_length(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    match is_bytes(g, this) {
        true => g.write_template("OCTET_LENGTH(CAST(this AS BLOB)) * 8", &[("this", this)]),
        false => g.func("BIT_LENGTH", &[this.into()]),
    }
}

/// Parts of bytes are parts of their digits.
fn left_or_right(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (Some(this), Some(count)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let bytes = is_bytes(g, this);
    let empty = g.tree.has(id, Arg::NegativeLengthReturnsEmpty);
    if !bytes && !empty {
        return g.func(name, &[this.into(), count.into()]);
    }
    let part = match bytes {
        true => format!("UNHEX({name}(HEX(this), count * 2))"),
        false => format!("{name}(this, count)"),
    };
    let sql = match (empty, bytes) {
        (true, true) => format!("CASE WHEN count < 0 THEN UNHEX('') ELSE {part} END"),
        (true, false) => format!("CASE WHEN count < 0 THEN '' ELSE {part} END"),
        (false, _) => part,
    };
    g.write_template(&sql, &[("this", this), ("count", count)]);
}

fn substring(g: &mut Generator<'_>, id: NodeId) {
    let [this, mut start, mut length] = [Arg::This, Arg::Start, Arg::Length].map(|arg| g.tree.get(id, arg));
    if g.tree.has(id, Arg::ZeroStart) {
        if let Some(node) = start.node() {
            start = g.template("CASE WHEN n = 0 THEN 1 ELSE n END", &[("n", node)]).into();
        }
        if let Some(node) = length.node() {
            length = g.template("CASE WHEN n < 0 THEN 0 ELSE n END", &[("n", node)]).into();
        }
    }
    g.func("SUBSTRING", &[this, start, length]);
}

fn stuff(g: &mut Generator<'_>, id: NodeId) {
    let [this, start, length, with] =
        [Arg::This, Arg::Start, Arg::Length, Arg::Expression].map(|arg| g.tree.node(id, arg));
    let (Some(this), Some(start), Some(length), Some(with)) = (this, start, length, with) else { return };
    let sql = match is_bytes(g, this) {
        true => {
            "UNHEX(SUBSTRING(HEX(this), 1, (start - 1) * 2) || HEX(instead) || \
             SUBSTRING(HEX(this), (((start + length) - 1) * 2) + 1))"
        }
        false => "SUBSTRING(this, 1, start - 1) || instead || SUBSTRING(this, start + length)",
    };
    g.write_template(sql, &[("this", this), ("start", start), ("length", length), ("instead", with)]);
}

fn pad(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(length)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let fill = match g.tree.node(id, Arg::FillPattern) {
        Some(fill) => fill,
        None => g.string_node(" "),
    };
    let left = g.tree.has(id, Arg::IsLeft);
    if is_bytes(g, this) {
        let filling = "REPEAT(fill, GREATEST(0, length - OCTET_LENGTH(this)))";
        let sql = if left { format!("{filling} || this") } else { format!("this || {filling}") };
        return g.write_template(&sql, &[("this", this), ("length", length), ("fill", fill)]);
    }
    g.func(if left { "LPAD" } else { "RPAD" }, &[this.into(), length.into(), fill.into()]);
}

fn trim(g: &mut Generator<'_>, id: NodeId) {
    let [this, pattern] = [Arg::This, Arg::Expression].map(|arg| {
        let value = g.tree.get(id, arg);
        as_text(g, value)
    });
    if g.tree.has(id, Arg::Collation) {
        g.unsupported_args(id, &[Arg::Collation]);
    }
    let name = match g.tree.text_of(id, Arg::Position) {
        "LEADING" => "LTRIM",
        "TRAILING" => "RTRIM",
        _ => "TRIM",
    };
    g.func(name, &[this, pattern]);
}

fn unicode(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    match g.tree.has(id, Arg::EmptyIsZero) {
        true => g.write_template("CASE WHEN this = '' THEN 0 ELSE UNICODE(this) END", &[("this", this)]),
        false => g.func("UNICODE", &[this.into()]),
    }
}

/// One character; its number has to be whole.
fn chr(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.expressions(id).first().copied() else { return g.func("CHR", &[]) };
    let is_fraction = matches!(cast_type(g, this), Some("DECIMAL" | "DOUBLE" | "FLOAT"));
    let this = if is_fraction { cast(g, this.into(), "INT") } else { this };
    g.func("CHR", &[this.into()]);
}

/// `FORMAT('%s', x)` -> `FORMAT('{}', x)`.
fn format(g: &mut Generator<'_>, id: NodeId) {
    let is_text = g.tree.this(id).is_some_and(|this| g.tree.is_string(this) && g.tree.name(this) == "%s");
    if !is_text {
        return functions::function_fallback(g, id);
    }
    let (pattern, items) = (g.string_node("{}"), g.tree.get(id, Arg::Expressions));
    g.func("FORMAT", &[pattern.into(), items]);
}

// ---- joining ---------------------------------------------------------------------------------------------------------

/// Where null makes the result null, that is asked first.
fn concat_ws(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    let (first, rest) = match items.split_first() {
        Some((first, rest)) => (*first, rest.to_vec()),
        None => return g.func("CONCAT_WS", &[]),
    };
    if g.tree.has(id, Arg::Flatten) {
        return super::slices::flattened_concat_ws(g, first, &rest);
    }
    if !rest.is_empty() && items.iter().all(|item| is_bytes(g, *item)) {
        let mut parts = Vec::new();
        for (i, part) in rest.iter().enumerate() {
            if i > 0 {
                parts.push(first);
            }
            parts.push(*part);
        }
        return g.join(&parts, " || ");
    }
    let whole = call(g, "CONCAT_WS", &items);
    if g.tree.has(id, Arg::Coalesce) {
        return g.node(whole);
    }
    let is_null = super::any_null(g, &items);
    g.write_template("CASE WHEN is_null THEN NULL ELSE whole END", &[("is_null", is_null), ("whole", whole)]);
}

/// `LISTAGG(x, sep ORDER BY y)`: the order stands behind the separator.
fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    let Some(mut this) = g.tree.this(id) else { return };
    let (mut order, mut limit) = (None, None);
    if g.tree.kind(this) == Kind::Limit {
        g.unsupported("LISTAGG has no LIMIT");
        limit = g.tree.expression(this);
        this = g.tree.this(this).unwrap_or(this);
    }
    if g.tree.kind(this) == Kind::Order {
        order = Some(this);
        this = g.tree.this(this).unwrap_or(this);
    }
    if g.tree.has(id, Arg::OnOverflow) {
        g.unsupported_args(id, &[Arg::OnOverflow]);
    }
    let separator = match g.tree.node(id, Arg::Separator) {
        Some(separator) => separator,
        None => g.string_node(","),
    };
    g.write_function_name("LISTAGG");
    g.write("(");
    g.node(this);
    g.write(", ");
    g.node(separator);
    if let Some(order) = order {
        let items = g.tree.get(order, Arg::Expressions);
        let order = g.make(Kind::Order, &[(Arg::Expressions, items)]);
        g.node(order);
    }
    if let Some(limit) = limit {
        g.write(" LIMIT ");
        g.node(limit);
    }
    g.write(")");
}

fn split(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(delimiter)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let slots = [("this", this), ("delimiter", delimiter)];
    let mut branches = String::new();
    if g.tree.has(id, Arg::NullReturnsNull) {
        branches.push_str("WHEN delimiter IS NULL THEN NULL ");
    }
    if g.tree.has(id, Arg::EmptyDelimiterReturnsWhole) {
        branches.push_str("WHEN delimiter = '' THEN [this] ");
    }
    match branches.is_empty() {
        true => g.func("STR_SPLIT", &[this.into(), delimiter.into()]),
        false => g.write_template(&format!("CASE {branches}ELSE STR_SPLIT(this, delimiter) END"), &slots),
    }
}

fn split_part(g: &mut Generator<'_>, id: NodeId) {
    let [this, delimiter, part] = [Arg::This, Arg::Delimiter, Arg::PartIndex].map(|arg| g.tree.node(id, arg));
    let (Some(this), Some(delimiter), Some(mut part)) = (this, delimiter, part) else {
        return functions::function_fallback(g, id);
    };
    if g.tree.has(id, Arg::PartIndexZeroAsOne) {
        part = g.template("(CASE WHEN n = 0 THEN 1 ELSE n END)", &[("n", part)]);
    }
    let slots = [("this", this), ("delimiter", delimiter), ("n", part)];
    match g.tree.has(id, Arg::EmptyDelimiterReturnsWhole) {
        true => g.write_template(
            "CASE WHEN delimiter = '' THEN (CASE WHEN n = 1 OR n = -1 THEN this ELSE '' END) \
             ELSE SPLIT_PART(this, delimiter, n) END",
            &slots,
        ),
        false => g.func("SPLIT_PART", &[this.into(), delimiter.into(), part.into()]),
    }
}

/// The n-th token between any of some characters.
fn strtok(g: &mut Generator<'_>, id: NodeId) {
    let [this, delimiter, part] = [Arg::This, Arg::Delimiter, Arg::PartIndex].map(|arg| g.tree.node(id, arg));
    let (Some(this), Some(delimiter), Some(part)) = (this, delimiter, part) else {
        return functions::function_fallback(g, id);
    };
    g.write_template(
        r"CASE WHEN delimiter = '' AND this = '' THEN NULL WHEN delimiter = '' AND n = 1 THEN this WHEN delimiter = '' THEN NULL WHEN n < 0 THEN NULL WHEN this IS NULL OR delimiter IS NULL OR n IS NULL THEN NULL ELSE LIST_FILTER(REGEXP_SPLIT_TO_ARRAY(this, CASE WHEN delimiter = '' THEN '' ELSE '[' || REGEXP_REPLACE(delimiter, '([\[\]^.\-*+?(){}|$\\])', '\\\1', 'g') || ']' END), LAMBDA x : NOT x = '')[n] END",
        &[("this", this), ("delimiter", delimiter), ("n", part)],
    );
}

// ---- searching -------------------------------------------------------------------------------------------------------

/// From a position on: 0 if there is none, else counted from the start of the text.
fn str_position(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(part)) = (g.tree.this(id), g.tree.node(id, Arg::Substr)) else { return };
    if g.tree.has(id, Arg::Occurrence) {
        g.unsupported("STRPOS does not support the occurrence parameter");
    }
    if is_bytes(g, this) && is_bytes(g, part) {
        return g
            .write_template("CAST((STRPOS(HEX(this), HEX(part)) + 1) / 2 AS INT)", &[("this", this), ("part", part)]);
    }
    let Some(mut position) = g.tree.node(id, Arg::Position) else {
        return g.func("STRPOS", &[this.into(), part.into()]);
    };
    if g.tree.has(id, Arg::ClampPosition) {
        position = g.template("CASE WHEN n <= 0 THEN 1 ELSE n END", &[("n", position)]);
    }
    g.write_template(
        "CASE WHEN STRPOS(SUBSTRING(this, n), part) = 0 THEN 0 ELSE STRPOS(SUBSTRING(this, n), part) + n - 1 END",
        &[("this", this), ("part", part), ("n", position)],
    );
}

/// The distance, but no more than `max_dist`; costs of edits are always 1.
fn levenshtein(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), other) = (g.tree.this(id), g.tree.get(id, Arg::Expression)) else { return };
    g.unsupported_args(id, &[Arg::InsCost, Arg::DelCost, Arg::SubCost]);
    let (Some(most), Some(other)) = (g.tree.node(id, Arg::MaxDist), other.node()) else {
        return g.func("LEVENSHTEIN", &[this.into(), other]);
    };
    g.write_template(
        "CASE WHEN LEVENSHTEIN(this, other) IS NULL OR most IS NULL THEN NULL \
         ELSE LEAST(LEVENSHTEIN(this, other), most) END",
        &[("this", this), ("other", other), ("most", most)],
    );
}

fn jaro_winkler(g: &mut Generator<'_>, id: NodeId) {
    let (Some(mut this), Some(mut other)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    if g.tree.has(id, Arg::CaseInsensitive) {
        this = g.make(Kind::Upper, &args![This: this]);
        other = g.make(Kind::Upper, &args![This: other]);
    }
    let node = call(g, "JARO_WINKLER_SIMILARITY", &[this, other]);
    match g.tree.has(id, Arg::IntegerScale) {
        true => g.write_template("CAST(similarity * 100 AS INT)", &[("similarity", node)]),
        false => g.node(node),
    }
}

// ---- patterns --------------------------------------------------------------------------------------------------------

/// The whole text has to match if `full_match` is set.
fn regexp_like(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::FullMatch) { "REGEXP_FULL_MATCH" } else { "REGEXP_MATCHES" };
    let [this, pattern, flag] = [Arg::This, Arg::Expression, Arg::Flag].map(|arg| g.tree.get(id, arg));
    g.func(name, &[this, pattern, flag]);
}

fn regexp_ilike(g: &mut Generator<'_>, id: NodeId) {
    let (this, pattern) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let flag = g.string_node("i");
    g.func("REGEXP_MATCHES", &[this, pattern, flag.into()]);
}

/// All matches are replaced unless `single_replace` is set.
fn regexp_replace(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(pattern)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let replacement = match g.tree.node(id, Arg::Replacement) {
        Some(replacement) => replacement,
        None => g.string_node(""),
    };
    let occurrence = g.tree.node(id, Arg::Occurrence).map(|node| integer_constant(g.tree, node));
    let single = g.tree.has(id, Arg::SingleReplace) || occurrence.is_some_and(|count| count != Some(0));
    let mut options = match g.tree.node(id, Arg::Modifiers) {
        Some(node) if g.tree.is_string(node) => g.tree.name(node).to_string(),
        _ => String::new(),
    };
    if occurrence == Some(None) {
        g.unsupported("REGEXP_REPLACE with non-literal occurrence");
    }
    let position = g.tree.node(id, Arg::Position).map(|node| integer_constant(g.tree, node));
    if position == Some(None) {
        g.unsupported("REGEXP_REPLACE with non-literal position");
    }
    if occurrence.flatten().is_some_and(|count| count > 1) {
        g.unsupported("REGEXP_REPLACE with a specific occurrence is not supported");
    }
    if !single && !options.contains('g') {
        options.push('g');
    }
    let position = position.flatten().unwrap_or(1);
    let options = if options.is_empty() { Value::None } else { g.string_node(&options).into() };
    if position <= 1 {
        return g.func("REGEXP_REPLACE", &[this.into(), pattern.into(), replacement.into(), options]);
    }
    let rest = g.template(&format!("SUBSTRING(this, {position})"), &[("this", this)]);
    let mut items = vec![rest, pattern, replacement];
    items.extend(options.node());
    let replaced = call(g, "REGEXP_REPLACE", &items);
    g.write_template(
        &format!("SUBSTRING(this, 1, {}) || replaced", position - 1),
        &[("this", this), ("replaced", replaced)],
    );
}

/// The text from a position on.
fn from_position(g: &mut Generator<'_>, id: NodeId, this: NodeId) -> NodeId {
    let Some(position) = g.tree.node(id, Arg::Position) else { return this };
    if integer_constant(g.tree, position).is_some_and(|n| n <= 1) {
        return this;
    }
    let sql = match g.tree.has(id, Arg::NullIfPosOverflow) {
        true => "NULLIF(SUBSTRING(this, n), '')",
        false => "SUBSTRING(this, n)",
    };
    g.template(sql, &[("this", this), ("n", position)])
}

/// The group, unless it is the whole match and nothing follows it.
fn group_of(g: &mut Generator<'_>, id: NodeId, options: bool) -> Option<NodeId> {
    let group = g.tree.node(id, Arg::Group);
    let is_default = group.is_none_or(|group| integer_constant(g.tree, group) == Some(0) && g.tree.is_number(group));
    match (is_default, options) {
        (true, false) => None,
        (true, true) => Some(g.number_node(0)),
        (false, _) => group,
    }
}

fn regexp_extract(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(pattern)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let this = from_position(g, id, this);
    let options = regexp_options(g, id);
    let group = group_of(g, id, options.is_some());
    let occurrence = g.tree.node(id, Arg::Occurrence);
    let mut items = vec![this, pattern];
    items.extend(group);
    items.extend(options);
    let later = occurrence.filter(|node| integer_constant(g.tree, *node).is_none_or(|n| n > 1));
    if later.is_none() && !g.tree.has(id, Arg::NullIfNoMatch) {
        let items: Vec<Value> = items.into_iter().map(Value::Node).collect();
        return g.func("REGEXP_EXTRACT", &items);
    }
    // No match is an empty text there, but null as an element of the list of all matches.
    let mut all = call(g, "REGEXP_EXTRACT_ALL", &items);
    let is_whole = group.is_none_or(|group| integer_constant(g.tree, group) == Some(0));
    if g.tree.has(id, Arg::EmptyIfGroupMissing) && !is_whole {
        all = g.template("LIST_TRANSFORM(matches, LAMBDA x : COALESCE(x, ''))", &[("matches", all)]);
    }
    let first = match later {
        Some(occurrence) => occurrence,
        None => g.number_node(1),
    };
    g.func("ARRAY_EXTRACT", &[all.into(), first.into()]);
}

/// The options without `e`, which tells that a group is wanted.
fn regexp_options(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let options = g.tree.node(id, Arg::Parameters)?;
    if !g.tree.is_string(options) {
        g.unsupported("Non-literal regexp flags are not fully supported in DuckDB");
        return None;
    }
    if !g.tree.name(options).contains('e') {
        return Some(options);
    }
    let rest = g.tree.name(options).replace('e', "");
    (!rest.is_empty()).then(|| g.string_node(&rest))
}

fn regexp_extract_all(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(pattern)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let this = from_position(g, id, this);
    let options = regexp_options(g, id);
    let mut items = vec![this, pattern];
    items.extend(group_of(g, id, options.is_some()));
    items.extend(options);
    let node = call(g, "REGEXP_EXTRACT_ALL", &items);
    match g.tree.node(id, Arg::Occurrence).filter(|node| integer_constant(g.tree, *node).is_none_or(|n| n > 1)) {
        Some(occurrence) => g.write_template("every[n:]", &[("every", node), ("n", occurrence)]),
        None => g.node(node),
    }
}

/// A pattern with its options in front.
fn with_options(g: &mut Generator<'_>, id: NodeId, pattern: NodeId) -> NodeId {
    let options: String = match g.tree.node(id, Arg::Parameters) {
        Some(node) if g.tree.is_string(node) => g.tree.name(node).chars().filter(|c| "ims".contains(*c)).collect(),
        Some(_) => {
            g.unsupported("Non-literal regexp flags are not fully supported in DuckDB");
            String::new()
        }
        None => String::new(),
    };
    if options.is_empty() {
        return pattern;
    }
    g.template(&format!("'(?{options})' || pattern"), &[("pattern", pattern)])
}

fn regexp_count(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(pattern)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let text = match g.tree.node(id, Arg::Position) {
        Some(position) => g.template("SUBSTRING(this, n)", &[("this", this), ("n", position)]),
        None => this,
    };
    let full = with_options(g, id, pattern);
    g.write_template(
        "CASE WHEN pattern = '' THEN 0 ELSE LENGTH(REGEXP_EXTRACT_ALL(text_, full_)) END",
        &[("pattern", pattern), ("text_", text), ("full_", full)],
    );
}

/// Where the n-th match starts or ends: the lengths of what stands before it are summed up.
fn regexp_instr(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(pattern)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let occurrence = g.tree.node(id, Arg::Occurrence);
    let position = g.tree.node(id, Arg::Position);
    let option = g.tree.node(id, Arg::Option);
    if g.tree.has(id, Arg::Group) {
        g.unsupported("REGEXP_INSTR does not support the group parameter");
    }
    let mut given = vec![this, pattern];
    given.extend([position, occurrence, option, g.tree.node(id, Arg::Parameters)].into_iter().flatten());
    let is_null = super::any_null(g, &given);
    let starts = position.filter(|node| integer_constant(g.tree, *node).is_none_or(|n| n > 1));
    let text = match starts {
        Some(position) => g.template("SUBSTRING(this, n)", &[("this", this), ("n", position)]),
        None => this,
    };
    let count = match occurrence {
        Some(occurrence) => occurrence,
        None => g.number_node(1),
    };
    let shift = match starts {
        Some(position) => g.template("n - 1", &[("n", position)]),
        None => g.number_node(0),
    };
    let full = with_options(g, id, pattern);
    let mut sql = String::from(
        "CASE WHEN is_null THEN NULL WHEN pattern = '' THEN 0 \
         WHEN LENGTH(REGEXP_EXTRACT_ALL(text_, full_)) < count_ THEN 0 \
         ELSE 1 + COALESCE(LIST_SUM(LIST_TRANSFORM(_STRING_SPLIT_REGEX(text_, full_)[1:count_], \
         LAMBDA x : LENGTH(x))), 0) + COALESCE(LIST_SUM(LIST_TRANSFORM(\
         REGEXP_EXTRACT_ALL(text_, full_)[1:count_ - 1], LAMBDA x : LENGTH(x))), 0) + shift_",
    );
    if option.is_some_and(|node| integer_constant(g.tree, node) == Some(1)) {
        sql.push_str(" + COALESCE(LENGTH(REGEXP_EXTRACT_ALL(text_, full_)[count_]), 0)");
    }
    sql.push_str(" END");
    g.write_raw_template(
        &sql,
        &[
            ("is_null", is_null),
            ("pattern", pattern),
            ("text_", text),
            ("full_", full),
            ("count_", count),
            ("shift_", shift),
        ],
    );
}

// ---- letters ---------------------------------------------------------------------------------------------------------

/// Words are cut at `delimiters`, the pieces at odd or even places are capitalized.
fn initcap(g: &mut Generator<'_>, id: NodeId) {
    super::slices::initcap(g, id);
}

// ---- bytes -----------------------------------------------------------------------------------------------------------

/// Bytes of another dialect are written as a cast.
fn byte_string(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::IsBytes) {
        return strings::byte_string(g, id);
    }
    let text = g.tree.text_of(id, Arg::This).to_string();
    let text = g.string_node(&text);
    let node = cast(g, text.into(), "VARBINARY");
    g.node(node);
}

/// Hexadecimal digits are a number or bytes.
/// The case of the digits is a number: 0 for lower case.
fn hex(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    match g.tree.node(id, Arg::Case) {
        Some(case) => g.write_template(
            "CASE WHEN case_ IS NULL THEN NULL WHEN case_ = 0 THEN LOWER(HEX(this)) ELSE HEX(this) END",
            &[("case_", case), ("this", this)],
        ),
        None => g.func("HEX", &[this.into()]),
    }
}

fn hex_string(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::IsInteger) {
        return strings::hex_string(g, id);
    }
    let digits = g.tree.text_of(id, Arg::This).to_string();
    let digits = g.string_node(&digits);
    g.func("UNHEX", &[digits.into()]);
}

/// Hash functions take texts and bytes.
fn hash(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let Some(this) = g.tree.this(id) else { return };
    if let Some(length) = g.tree.node(id, Arg::Length) {
        if !matches!(g.tree.name(length), "256" | "0" | "") || g.tree.kind(length) != Kind::Literal {
            g.unsupported("DuckDB only supports SHA256 hashing algorithm.");
        }
    }
    let this = if is_bytes(g, this) { this.into() } else { as_text(g, this.into()) };
    g.func(name, &[this]);
}

fn to_binary(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    let format = g.tree.node(id, Arg::Format).filter(|node| g.tree.is_string(*node));
    let format = format.map(|node| g.tree.name(node).to_uppercase()).unwrap_or_default();
    let safe = g.tree.has(id, Arg::Safe);
    let name = match &*format {
        _ if safe => {
            let sql = match &*format {
                "UTF-8" | "UTF8" => "TRY(ENCODE(this))",
                "BASE64" => "TRY(FROM_BASE64(this))",
                "HEX" => "TRY(UNHEX(this))",
                "" => return g.func("TRY_TO_BINARY", &[this.into()]),
                _ => {
                    g.unsupported("TRY_TO_BINARY with a format that is not known is not supported");
                    return g.write("NULL");
                }
            };
            return g.write_template(sql, &[("this", this)]);
        }
        "BASE64" => "FROM_BASE64",
        "HEX" => "UNHEX",
        "UTF-8" | "UTF8" => "ENCODE",
        _ => "TO_BINARY",
    };
    g.func(name, &[this.into()]);
}

fn to_char(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Format, Arg::Nlsparam]);
    let this = g.tree.get(id, Arg::This);
    let node = crate::shared::cast_unless(g, this, "TEXT");
    g.value(node);
}

/// `UUID()`, or the name-based one of a namespace and a name.
fn uuid(g: &mut Generator<'_>, id: NodeId) {
    let (Some(namespace), Some(name)) = (g.tree.this(id), g.tree.node(id, Arg::Name)) else {
        return match g.tree.has(id, Arg::IsString) {
            true => g.write_template("CAST(UUID() AS TEXT)", &[]),
            false => g.func("UUID", &[]),
        };
    };
    g.write_template(
        "(SELECT LOWER(SUBSTRING(h, 1, 8) || '-' || SUBSTRING(h, 9, 4) || '-' || '5' || SUBSTRING(h, 14, 3) || '-' || \
         FORMAT('{:02x}', CAST('0x' || SUBSTRING(h, 17, 2) AS INT) & 63 | 128) || SUBSTRING(h, 19, 2) || '-' || \
         SUBSTRING(h, 21, 12)) FROM (SELECT SUBSTRING(SHA1(UNHEX(REPLACE(namespace, '-', '')) || ENCODE(name)), 1, 32) \
         AS h))",
        &[("namespace", namespace), ("name", name)],
    );
}
