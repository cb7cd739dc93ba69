//! Node kinds: numbers with a static row of facts behind each.

use crate::{generated::rows::ROWS, Arg};
use rustc_hash::FxHashSet;
use std::{
    collections::HashMap,
    fmt,
    sync::{LazyLock, RwLock},
};

/// What a node is. Declared kinds are constants (`Kind::Select`); programs may register more at run time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(pub u16);

/// One declared argument of a kind.
#[derive(Debug, Clone, Copy)]
pub struct ArgRow {
    /// Its name.
    pub arg: Arg,
    /// Whether a tree without it is malformed.
    pub required: bool,
    /// Whether it holds a list.
    pub list: bool,
    /// Whether it takes all remaining positional arguments of a call.
    pub var_len: bool,
}

/// Everything that is known about a kind.
#[derive(Debug, Clone, Copy)]
pub struct KindRow {
    /// Class name: `Select`.
    pub name: &'static str,
    /// Lower-case name: `select`.
    pub key: &'static str,
    /// Arguments in positional order.
    pub args: &'static [ArgRow],
    /// Those of them without which a tree is malformed.
    pub required: &'static [Arg],
    /// Direct bases, in the order of the Python class.
    pub bases: &'static [Kind],
    /// All bases, sorted.
    pub ancestors: &'static [Kind],
    /// Names of the SQL function; the first is written.
    pub sql_names: &'static [&'static str],
    /// The data type of its value: a name, or the arguments whose common type it is (`this+expression`); may be empty.
    pub returns: &'static str,
    /// Whether its texts compare with case.
    pub exact: bool,
    /// What the kind means.
    pub doc: &'static str,
    /// The module of `expressions` in Python that the class says it is from.
    pub module: &'static str,
    /// The schema file that declares it.
    pub family: &'static str,
}

struct Registry {
    rows: Vec<&'static KindRow>,
    by_name: HashMap<&'static str, Kind>,
    by_key: HashMap<&'static str, Kind>,
}

static REGISTRY: LazyLock<RwLock<Registry>> = LazyLock::new(|| {
    let kinds = || ROWS.iter().enumerate().map(|(i, row)| (Kind(i as u16), row));
    RwLock::new(Registry {
        rows: Vec::new(),
        by_name: kinds().map(|(kind, row)| (row.name, kind)).collect(),
        by_key: kinds().map(|(kind, row)| (row.key, kind)).collect(),
    })
});

impl Kind {
    /// How many kinds the schema declares; registered kinds have higher numbers.
    pub const DECLARED: usize = ROWS.len();

    /// The facts about this kind.
    #[inline]
    pub fn row(self) -> &'static KindRow {
        match ROWS.get(self.0 as usize) {
            Some(row) => row,
            None => self.registered_row(),
        }
    }

    #[cold]
    fn registered_row(self) -> &'static KindRow {
        REGISTRY.read().expect("the lock is never poisoned").rows[self.0 as usize - ROWS.len()]
    }

    /// Class name: `Select`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Lower-case name: `select`.
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// Whether this kind is `base` or derives from it.
    pub fn is(self, base: Kind) -> bool {
        self == base || self.row().ancestors.binary_search(&base).is_ok()
    }

    /// Whether declared kinds derive from it.
    pub fn is_base(self) -> bool {
        static BASES: LazyLock<FxHashSet<Kind>> =
            LazyLock::new(|| ROWS.iter().flat_map(|row| row.ancestors).copied().collect());
        BASES.contains(&self)
    }

    /// The name that a function of this kind is written with.
    pub fn sql_name(self) -> Option<&'static str> {
        self.row().sql_names.first().copied()
    }

    /// The declared or registered kind of that class name.
    pub fn find(name: &str) -> Option<Kind> {
        REGISTRY.read().expect("the lock is never poisoned").by_name.get(name).copied()
    }

    /// The declared or registered kind of that lower-case key.
    pub fn find_key(key: &str) -> Option<Kind> {
        REGISTRY.read().expect("the lock is never poisoned").by_key.get(key).copied()
    }

    /// All declared kinds, in order of their numbers.
    pub fn declared() -> impl Iterator<Item = Kind> {
        (0..ROWS.len()).map(|i| Kind(i as u16))
    }

    /// Adds a kind for the life of the process. A later kind of the same name hides an earlier one in [`Kind::find`].
    pub fn register(row: KindRow) -> Kind {
        let row: &'static KindRow = Box::leak(Box::new(row));
        let mut registry = REGISTRY.write().expect("the lock is never poisoned");
        let number = u16::try_from(ROWS.len() + registry.rows.len()).expect("fewer than 65,536 kinds");
        registry.rows.push(row);
        registry.by_name.insert(row.name, Kind(number));
        registry.by_key.insert(row.key, Kind(number));
        Kind(number)
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
