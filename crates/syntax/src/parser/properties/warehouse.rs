//! Properties of tables in warehouses: protection, journals, blocks, locks, history.

use super::super::{atom, ddl, put, relation, Parser, RuleArgs, R};
use super::{upper_text, AFTER_IMAGE, BEFORE_IMAGE, DEFAULT, DUAL, LOCAL, MAXIMUM, MINIMUM, NO, NOT_LOCAL};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, Value};

/// `NO FALLBACK PROTECTION`.
pub fn fallback(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let protection = p.accept_words(&["PROTECTION"]);
    p.some(Kind::FallbackProperty, &args![No: a.flags & NO != 0, Protection: protection])
}

/// `NO LOG`.
pub fn log(p: &mut Parser<'_>, a: RuleArgs) -> R {
    p.some(Kind::LogProperty, &args![No: a.flags & NO != 0])
}

/// `DUAL BEFORE JOURNAL`.
pub fn journal(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let local = match a.flags {
        flags if flags & NOT_LOCAL != 0 => p.text("NOT LOCAL"),
        flags if flags & LOCAL != 0 => p.text("LOCAL"),
        _ => Value::None,
    };
    let flag = |flag: u32| (a.flags & flag != 0).then_some(true);
    let node = args![
        No: flag(NO),
        Dual: flag(DUAL),
        Before: flag(BEFORE_IMAGE),
        Local: local,
        After: flag(AFTER_IMAGE),
    ];
    p.some(Kind::JournalProperty, &node)
}

/// `CHECKSUM=ON`.
pub fn checksum(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept(T::Eq);
    let on = match upper_text(p, &["ON", "OFF"]) {
        Value::Text(word) => Some(p.tree.str(word) == "ON"),
        _ => None,
    };
    let default = p.accept(T::Default);
    p.some(Kind::ChecksumProperty, &args![On: on, Default: default])
}

/// `FREESPACE=10 PERCENT`.
pub fn freespace(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept(T::Eq);
    let this = p.number()?;
    let percent = p.accept(T::Percent);
    p.some(Kind::FreespaceProperty, &args![This: this, Percent: percent])
}

/// `MERGEBLOCKRATIO=60 PERCENT`, `NO MERGEBLOCKRATIO`.
pub fn merge_block_ratio(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.accept(T::Eq) {
        let this = p.number()?;
        let percent = p.accept(T::Percent);
        return p.some(Kind::MergeBlockRatioProperty, &args![This: this, Percent: percent]);
    }
    p.some(Kind::MergeBlockRatioProperty, &args![No: a.flags & NO != 0, Default: a.flags & DEFAULT != 0])
}

/// `DATABLOCKSIZE=10 KBYTES`, `MINIMUM DATABLOCKSIZE`.
pub fn data_blocksize(p: &mut Parser<'_>, a: RuleArgs) -> R {
    p.accept(T::Eq);
    let size = p.number()?;
    let units = match p.accept_word(&["BYTES", "KBYTES", "KILOBYTES"]) {
        true => p.prev_text(),
        false => Value::None,
    };
    let flag = |flag: u32| (a.flags & flag != 0).then_some(true);
    let node = args![
        Size: size,
        Units: units,
        Minimum: flag(MINIMUM),
        Maximum: flag(MAXIMUM),
        Default: flag(DEFAULT),
    ];
    p.some(Kind::DataBlocksizeProperty, &node)
}

/// `BLOCKCOMPRESSION=ALWAYS`.
pub fn block_compression(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept(T::Eq);
    let always = p.accept_words(&["ALWAYS"]);
    let manual = p.accept_words(&["MANUAL"]);
    let never = p.accept_words(&["NEVER"]);
    let default = p.accept(T::Default);
    let autotemp = match p.accept_words(&["AUTOTEMP"]) {
        true => ddl::schema_of(p, None)?,
        false => None,
    };
    p.some(
        Kind::BlockCompressionProperty,
        &args![Always: always, Manual: manual, Never: never, Default: default, Autotemp: autotemp],
    )
}

/// `LOCKING TABLE t FOR ACCESS`.
pub fn locking(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let kind = upper_text(p, &["DATABASE", "ROW", "TABLE", "VIEW"]);
    let is_row = matches!(kind, Value::Text(text) if p.tree.str(text) == "ROW");
    let this = match kind {
        Value::Text(_) if !is_row => p.table_parts(0)?,
        _ => None,
    };
    let preposition = upper_text(p, &["FOR", "IN"]);
    let lock_type = match p.accept_word(&["EXCL", "EXCLUSIVE"]) {
        true => p.text("EXCLUSIVE"),
        false => upper_text(p, &["ACCESS", "CHECKSUM", "READ", "SHARE", "WRITE"]),
    };
    let overrides = p.accept_words(&["OVERRIDE"]);
    p.some(
        Kind::LockingProperty,
        &args![This: this, Kind: kind, ForOrIn: preposition, LockType: lock_type, Override: overrides],
    )
}

/// `SYSTEM_VERSIONING=ON(HISTORY_TABLE=t)`; stands in `WITH (...)` unless the flag says that it doesn't.
pub fn system_versioning(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    // `WITH (SYSTEM_VERSIONING=ON)`: the only property in its parentheses.
    let with = mark >= 3 && p.peek_at(mark - 2).kind == T::LParen && p.peek_at(mark - 3).kind == T::With;
    p.accept(T::Eq);
    if p.accept_words(&["OFF"]) {
        return p.some(Kind::WithSystemVersioningProperty, &args![On: false, With: with]);
    }
    p.accept(T::On);
    let mut node = args![On: true, With: with].to_vec();
    if p.accept(T::LParen) {
        while !matches!(p.kind(), T::RParen | T::Sentinel) {
            if p.accept_words(&["HISTORY_TABLE", "="]) {
                put(&mut node, Arg::This, p.table_parts(0)?);
            } else if p.accept_words(&["DATA_CONSISTENCY_CHECK", "="]) {
                p.advance();
                put(&mut node, Arg::DataConsistency, p.prev_upper());
            } else if p.accept_words(&["HISTORY_RETENTION_PERIOD", "="]) {
                put(&mut node, Arg::RetentionPeriod, retention_period(p)?);
            } else {
                break;
            }
            p.accept(T::Comma);
        }
        p.r_paren()?;
    }
    p.some(Kind::WithSystemVersioningProperty, &node)
}

/// `DATA_DELETION=ON(FILTER_COLUMN=a, RETENTION_PERIOD=5 DAYS)`.
pub fn data_deletion(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept(T::Eq);
    let on = p.accept(T::On);
    if !on {
        p.accept_words(&["OFF"]);
    }
    let mut node = args![On: on].to_vec();
    if p.accept(T::LParen) {
        while !matches!(p.kind(), T::RParen | T::Sentinel) {
            if p.accept_words(&["FILTER_COLUMN", "="]) {
                put(&mut node, Arg::FilterColumn, p.column()?);
            } else if p.accept_words(&["RETENTION_PERIOD", "="]) {
                put(&mut node, Arg::RetentionPeriod, retention_period(p)?);
            } else {
                break;
            }
            p.accept(T::Comma);
        }
        p.r_paren()?;
    }
    p.some(Kind::DataDeletionProperty, &node)
}

/// `5 DAYS`, `INFINITE`.
fn retention_period(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let number = p.accept(T::Number).then(|| p.prev_str().to_string());
    let Some(unit) = p.var(atom::ANY_TOKEN)? else { return Ok(None) };
    let Some(number) = number else { return Ok(Some(unit)) };
    let text = format!("{number} {}", p.tree.text_of(unit, Arg::This));
    let text = p.text(&text);
    p.make_from(mark, Kind::Var, &args![This: text]).map(Some)
}

/// `AUTO REFRESH YES`, after `AUTO`.
pub fn auto_refresh(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_words(&["REFRESH"]) {
        return Ok(None);
    }
    let this = p.var(atom::ANY_TOKEN)?;
    p.some(Kind::AutoRefreshProperty, &args![This: this])
}

/// `COPY GRANTS`, after `COPY`.
pub fn copy_grants(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_words(&["GRANTS"]) {
        return Ok(None);
    }
    p.some(Kind::CopyGrantsProperty, &[])
}

/// `REMOTE WITH CONNECTION c`, after `REMOTE`.
pub fn remote(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_words(&["WITH", "CONNECTION"]);
    let this = p.table_parts(relation::SCHEMA)?;
    p.some(Kind::RemoteWithConnectionModelProperty, &args![This: this])
}
