//! The tree: one arena of uniform nodes, described by a schema.
//!
//! A [`Tree`] owns nodes, their arguments, lists, text and comments. A node is a [`NodeId`]; what it is, is its
//! [`Kind`], a number with a static [`KindRow`] behind it. Arguments are named by [`Arg`] and hold a [`Value`].
//! Nothing here knows SQL text: [`Kind`]s are meaning, lexers and generators live above.

mod arg;
mod compare;
mod dump;
mod edit;
mod facts;
mod kind;
mod kinds;
mod naming;
mod objects;
mod scratch;
mod sweep;
mod tree;
mod value;
pub mod view;
mod walk;

mod generated {
    pub(crate) mod arg;
    pub(crate) mod kind;
    pub(crate) mod rows;
    pub(crate) mod views;
}

pub use arg::{Arg, TooManyNames};
pub use compare::Hash128;
pub use dump::{DumpError, MAX_INDENT};
pub use kind::{ArgRow, Kind, KindRow};
pub use scratch::TreeMark;
pub use sweep::{NodeSet, Swept};
pub use tree::{ArgSet, Children, NodeId, Span, Tree};
pub use value::{ListId, Text, Value};
pub use walk::{Ancestors, BreadthFirst, DepthFirst};

/// Arguments of a node in order: `args![This: a, Expression: b]`.
#[macro_export]
macro_rules! args {
    ($($name:ident : $value:expr),* $(,)?) => {
        [$(($crate::Arg::$name, $crate::Value::from($value))),*]
    };
}
