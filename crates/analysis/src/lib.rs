//! What can be told of trees: reads them, changes nothing.

mod diff;
mod similarity;
mod subsequence;

pub use diff::{diff, DiffOptions, Edit};
