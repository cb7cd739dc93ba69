//! Words and quotes of T-SQL.

use sqlectic_syntax::{
    lexer::{Delimited, T},
    Dialect,
};

/// Keywords that differ from the base dialect's, sorted.
const KEYWORDS: &[(&str, T)] = &[
    ("CLUSTERED INDEX", T::Index),
    ("DATETIME2", T::Datetime2),
    ("DATETIMEOFFSET", T::Timestamptz),
    ("DECLARE", T::Declare),
    ("EXEC", T::Execute),
    ("GO", T::Command),
    ("IMAGE", T::Image),
    ("MONEY", T::Money),
    ("NONCLUSTERED INDEX", T::Index),
    ("NTEXT", T::Text),
    ("OPTION", T::Option),
    ("OUTPUT", T::Returning),
    ("PRINT", T::Command),
    ("PROC", T::Procedure),
    ("ROWVERSION", T::Rowversion),
    ("SMALLDATETIME", T::Smalldatetime),
    ("SMALLMONEY", T::Smallmoney),
    ("SQL_VARIANT", T::Variant),
    ("SYSTEM_USER", T::CurrentUser),
    // <https://learn.microsoft.com/en-us/sql/t-sql/data-types/rowversion-transact-sql>
    ("TIMESTAMP", T::Rowversion),
    // One byte without a sign: <https://learn.microsoft.com/en-us/sql/t-sql/data-types/int-bigint-smallint-and-tinyint-transact-sql>
    ("TINYINT", T::Utinyint),
    ("TOP", T::Top),
    ("UNIQUEIDENTIFIER", T::Uuid),
    ("UPDATE STATISTICS", T::Command),
    ("XML", T::Xml),
];

pub(super) fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in KEYWORDS {
        l.keywords.set(word, *kind);
    }
    l.keywords.remove("/*+");
    l.identifiers.insert(0, ('[', ']'));
    l.var_single_tokens.extend(['$', '@', '#']);
    l.commands.remove(&[T::Execute]);
    l.commands.extend(&[T::End]);
    let delimited = |start: &str, end: &str, kind| Delimited { start: start.into(), end: end.into(), kind };
    l.delimited.push(delimited("0x", "", T::HexString));
    l.delimited.push(delimited("n\"", "\"", T::NationalString));
}
