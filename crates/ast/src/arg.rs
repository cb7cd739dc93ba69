//! Names of arguments.

use crate::generated::arg::NAMES;
use rustc_hash::FxHashMap;
use std::{
    fmt,
    sync::{LazyLock, RwLock},
};

/// The name of an argument, interned. Declared names are constants (`Arg::This`); others are interned on first use.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Arg(pub u16);

/// More argument names were used than there are numbers for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a process knows at most 65,535 names of arguments")]
pub struct TooManyNames;

/// The declared names, which are found without a lock.
static DECLARED: LazyLock<FxHashMap<&'static str, u16>> =
    LazyLock::new(|| NAMES.iter().enumerate().map(|(i, name)| (*name, i as u16)).collect());

/// The names that came up since, numbered from where the declared ones end.
static ADDED: LazyLock<RwLock<Added>> = LazyLock::new(Default::default);

#[derive(Default)]
struct Added {
    names: Vec<&'static str>,
    numbers: FxHashMap<&'static str, u16>,
}

impl Arg {
    /// No argument: what a node that hangs nowhere hangs under.
    pub const NONE: Arg = Arg(u16::MAX);

    /// How many names the schema declares; others have higher numbers.
    pub const DECLARED: usize = NAMES.len();

    /// The name as users write it: `this`, `from_`.
    pub fn name(self) -> &'static str {
        match NAMES.get(self.0 as usize) {
            Some(name) => name,
            None if self == Arg::NONE => "",
            None => ADDED.read().expect("the lock is never poisoned").names[self.0 as usize - NAMES.len()],
        }
    }

    /// The argument called `name`, if anything has ever used that name.
    pub fn find(name: &str) -> Option<Arg> {
        let number = DECLARED.get(name).copied();
        number.or_else(|| ADDED.read().expect("the lock is never poisoned").numbers.get(name).copied()).map(Arg)
    }

    /// The argument called `name`; unknown names are added for the life of the process, as long as there are numbers.
    pub fn intern(name: &str) -> Result<Arg, TooManyNames> {
        if let Some(arg) = Arg::find(name) {
            return Ok(arg);
        }
        let mut added = ADDED.write().expect("the lock is never poisoned");
        if let Some(n) = added.numbers.get(name) {
            return Ok(Arg(*n));
        }
        let number = NAMES.len() + added.names.len();
        let number = u16::try_from(number).ok().filter(|n| *n != Arg::NONE.0).ok_or(TooManyNames)?;
        let name: &'static str = Box::leak(name.into());
        added.names.push(name);
        added.numbers.insert(name, number);
        Ok(Arg(number))
    }
}

impl fmt::Debug for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
