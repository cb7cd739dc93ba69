//! Names of arguments.

use crate::generated::arg::NAMES;
use std::{
    collections::HashMap,
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

struct Interned {
    names: Vec<&'static str>,
    numbers: HashMap<&'static str, u16>,
}

static INTERNED: LazyLock<RwLock<Interned>> = LazyLock::new(|| {
    let names = NAMES.to_vec();
    let numbers = names.iter().enumerate().map(|(i, name)| (*name, i as u16)).collect();
    RwLock::new(Interned { names, numbers })
});

impl Arg {
    /// No argument: what a node that hangs nowhere hangs under.
    pub const NONE: Arg = Arg(u16::MAX);

    /// The name as users write it: `this`, `from_`.
    pub fn name(self) -> &'static str {
        match NAMES.get(self.0 as usize) {
            Some(name) => name,
            None if self == Arg::NONE => "",
            None => INTERNED.read().expect("the lock is never poisoned").names[self.0 as usize],
        }
    }

    /// The argument called `name`, if anything has ever used that name.
    pub fn find(name: &str) -> Option<Arg> {
        INTERNED.read().expect("the lock is never poisoned").numbers.get(name).map(|n| Arg(*n))
    }

    /// The argument called `name`; unknown names are added for the life of the process, as long as there are numbers.
    pub fn intern(name: &str) -> Result<Arg, TooManyNames> {
        if let Some(arg) = Arg::find(name) {
            return Ok(arg);
        }
        let mut interned = INTERNED.write().expect("the lock is never poisoned");
        if let Some(n) = interned.numbers.get(name) {
            return Ok(Arg(*n));
        }
        let number = u16::try_from(interned.names.len()).ok().filter(|n| *n != Arg::NONE.0).ok_or(TooManyNames)?;
        let name: &'static str = Box::leak(name.into());
        interned.names.push(name);
        interned.numbers.insert(name, number);
        Ok(Arg(number))
    }
}

impl fmt::Debug for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
