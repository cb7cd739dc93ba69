//! Tree rewrites that several dialects share, one file each. A rewrite takes a whole statement and returns its root.
