//! Typed views: a node of a known kind that reads like a struct, and drafts that make one.
//!
//! ```
//! use sqlectic_ast::{view, Tree};
//!
//! let mut tree = Tree::new();
//! let name = view::Identifier::draft().this("a").make(&mut tree);
//! let column = view::Column::draft().this(name).make(&mut tree);
//! let select = view::Select::draft().expressions(&[column]).make(&mut tree);
//!
//! let select = view::Select::of(&tree, select).expect("a SELECT");
//! let column = view::Column::of(&tree, select.expressions()[0]).expect("a column");
//! assert_eq!(view::Identifier::of(&tree, column.this().unwrap()).unwrap().this(), "a");
//! assert!(select.where_().is_none());
//! ```
//!
//! A view costs nothing: it is a tree and a node id. The kinds that have one are marked `view` in the schema; everything
//! that can be asked of a view can be asked of [`Tree`] by the argument's name.

use crate::{Arg, Kind, NodeId, Tree, Value};
use smallvec::SmallVec;
use std::marker::PhantomData;

pub use crate::generated::views::*;

/// A node to be made, argument by argument, in the order in which they are given.
pub struct Draft<'a, V> {
    kind: Kind,
    fields: SmallVec<[(Arg, Field<'a>); 4]>,
    view: PhantomData<V>,
}

#[derive(Clone, Copy)]
enum Field<'a> {
    Value(Value),
    Nodes(&'a [NodeId]),
    Text(&'a str),
}

impl<'a, V> Draft<'a, V> {
    pub(crate) fn new(kind: Kind) -> Draft<'a, V> {
        Draft { kind, fields: SmallVec::new(), view: PhantomData }
    }

    pub(crate) fn with_value(mut self, arg: Arg, value: impl std::convert::Into<Value>) -> Draft<'a, V> {
        self.fields.push((arg, Field::Value(value.into())));
        self
    }

    pub(crate) fn with_nodes(mut self, arg: Arg, nodes: &'a [NodeId]) -> Draft<'a, V> {
        self.fields.push((arg, Field::Nodes(nodes)));
        self
    }

    pub(crate) fn with_text(mut self, arg: Arg, text: &'a str) -> Draft<'a, V> {
        self.fields.push((arg, Field::Text(text)));
        self
    }

    /// Makes the node. Absent values are left out; children learn their parent.
    pub fn make(self, tree: &mut Tree) -> NodeId {
        let args: SmallVec<[(Arg, Value); 4]> = self
            .fields
            .into_iter()
            .map(|(arg, field)| match field {
                Field::Value(value) => (arg, value),
                Field::Nodes(nodes) => (arg, tree.list(nodes)),
                Field::Text(text) => (arg, tree.text_value(text)),
            })
            .collect();
        tree.make(self.kind, &args)
    }
}

/// A kind's view and draft: its name, and per argument the method, what it holds, and the argument.
macro_rules! view {
    ($(#[$doc:meta])* $kind:ident { $($method:ident $holds:ident $arg:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $kind<'t> {
            /// The tree that it stands in.
            pub tree: &'t crate::Tree,
            /// Its node.
            pub id: crate::NodeId,
        }

        impl<'t> $kind<'t> {
            /// The node, if it is of this kind.
            pub fn of(tree: &'t crate::Tree, id: crate::NodeId) -> Option<Self> {
                (tree.kind(id) == crate::Kind::$kind).then_some(Self { tree, id })
            }

            /// A new node of this kind.
            pub fn draft<'a>() -> crate::view::Draft<'a, $kind<'static>> {
                crate::view::Draft::new(crate::Kind::$kind)
            }

            $(crate::view::read!($method $holds $arg);)*
        }

        impl<'a> crate::view::Draft<'a, $kind<'static>> {
            $(crate::view::write!($method $holds $arg);)*
        }
    };
}

/// The method of a view that reads an argument.
macro_rules! read {
    ($method:ident node $arg:ident) => {
        #[doc = concat!("The node under `", stringify!($method), "`.")]
        pub fn $method(self) -> Option<crate::NodeId> {
            self.tree.node(self.id, crate::Arg::$arg)
        }
    };
    ($method:ident list $arg:ident) => {
        #[doc = concat!("The nodes under `", stringify!($method), "`.")]
        pub fn $method(self) -> crate::Children {
            self.tree.children(self.id, crate::Arg::$arg)
        }
    };
    ($method:ident text $arg:ident) => {
        #[doc = concat!("The text under `", stringify!($method), "`; empty if there is none.")]
        pub fn $method(self) -> &'t str {
            self.tree.text_of(self.id, crate::Arg::$arg)
        }
    };
    ($method:ident flag $arg:ident) => {
        #[doc = concat!("Whether `", stringify!($method), "` is set.")]
        pub fn $method(self) -> bool {
            self.tree.has(self.id, crate::Arg::$arg)
        }
    };
}

/// The method of a draft that sets an argument.
macro_rules! write {
    ($method:ident node $arg:ident) => {
        #[doc = concat!("Sets `", stringify!($method), "`.")]
        pub fn $method(self, node: impl std::convert::Into<crate::Value>) -> Self {
            self.with_value(crate::Arg::$arg, node)
        }
    };
    ($method:ident list $arg:ident) => {
        #[doc = concat!("Sets `", stringify!($method), "`.")]
        pub fn $method(self, nodes: &'a [crate::NodeId]) -> Self {
            self.with_nodes(crate::Arg::$arg, nodes)
        }
    };
    ($method:ident text $arg:ident) => {
        #[doc = concat!("Sets `", stringify!($method), "`.")]
        pub fn $method(self, text: &'a str) -> Self {
            self.with_text(crate::Arg::$arg, text)
        }
    };
    ($method:ident flag $arg:ident) => {
        #[doc = concat!("Sets `", stringify!($method), "`.")]
        pub fn $method(self, flag: bool) -> Self {
            self.with_value(crate::Arg::$arg, flag)
        }
    };
}

pub(crate) use {read, view, write};
