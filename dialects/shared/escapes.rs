//! What stands behind a backslash in strings.

/// The letters of C, except that a vertical tab is none.
pub(crate) const LETTER_ESCAPES: [(char, &str); 8] =
    [('a', "a"), ('b', "\u{8}"), ('f', "\u{c}"), ('n', "\n"), ('r', "\r"), ('t', "\t"), ('v', "v"), ('\\', "\\")];

/// Letters of control characters; before the wildcards of `LIKE` the backslash stays.
pub(crate) const WILDCARD_ESCAPES: [(char, &str); 9] = [
    ('0', "\0"),
    ('Z', "\u{1a}"),
    ('\\', "\\"),
    ('b', "\u{8}"),
    ('n', "\n"),
    ('r', "\r"),
    ('t', "\t"),
    ('%', "\\%"),
    ('_', "\\_"),
];
