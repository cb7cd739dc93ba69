//! How much a text may ask for. The defaults refuse nothing that a database would accept.

use sqlectic_ast::Span;
use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

/// How many tokens, nodes or steps lie between two looks at the clock.
pub(crate) const STRIDE: usize = 4096;

/// Asked now and then whether to stop.
#[derive(Clone)]
pub struct Cancel(pub Arc<dyn Fn() -> bool + Send + Sync>);

impl fmt::Debug for Cancel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a check")
    }
}

/// Bounds of reading or of writing. Whatever exceeds one ends with a [`LimitError`], at every error level.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a text that is read, and of one that is written.
    pub bytes: usize,
    /// Tokens of a text that is read.
    pub tokens: usize,
    /// Nodes that reading makes, that rewrites make of a statement, and that writing visits.
    pub nodes: usize,
    /// Levels of the grammar that nest in reading, and levels of nodes in writing. A pair of parentheses is up to three.
    pub depth: usize,
    /// When to stop.
    pub deadline: Option<Instant>,
    /// Whether to stop; asked every few thousand tokens or nodes.
    pub cancel: Option<Cancel>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            // What places in a text are counted with.
            bytes: (1 << 29) - 1,
            tokens: 1 << 29,
            nodes: 1 << 28,
            depth: 10_000_000,
            deadline: None,
            cancel: None,
        }
    }
}

impl Limits {
    /// The same with a deadline this far from now.
    pub fn within(mut self, time: Duration) -> Limits {
        self.deadline = Instant::now().checked_add(time);
        self
    }

    /// Which limit of time is exceeded.
    #[cold]
    pub(crate) fn overdue(&self) -> Option<Limit> {
        if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Some(Limit::Time);
        }
        let cancelled = self.cancel.as_ref().is_some_and(|cancel| (cancel.0)());
        cancelled.then_some(Limit::Cancelled)
    }

    /// That this limit is exceeded, at this place.
    #[cold]
    pub(crate) fn error(&self, limit: Limit, span: Span) -> LimitError {
        let max = match limit {
            Limit::Bytes => self.bytes,
            Limit::Tokens => self.tokens,
            Limit::Nodes => self.nodes,
            Limit::Depth => self.depth,
            Limit::Time | Limit::Cancelled => 0,
        };
        LimitError { limit, max, span }
    }
}

/// One of the [`Limits`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// [`Limits::bytes`].
    Bytes,
    /// [`Limits::tokens`].
    Tokens,
    /// [`Limits::nodes`].
    Nodes,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::deadline`].
    Time,
    /// [`Limits::cancel`].
    Cancelled,
}

impl Limit {
    /// What it is called where limits are set by name.
    pub fn name(self) -> &'static str {
        match self {
            Limit::Bytes => "bytes",
            Limit::Tokens => "tokens",
            Limit::Nodes => "nodes",
            Limit::Depth => "depth",
            Limit::Time => "time",
            Limit::Cancelled => "cancelled",
        }
    }
}

/// A limit was exceeded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LimitError {
    /// Which one.
    pub limit: Limit,
    /// Its value; 0 if it is one of time.
    pub max: usize,
    /// What was being read or written; [`Span::NONE`] if that has no place in the source.
    pub span: Span,
}

impl std::error::Error for LimitError {}

impl fmt::Display for LimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let max = self.max;
        match self.limit {
            Limit::Bytes => write!(f, "The text is longer than the limit of {max} bytes"),
            Limit::Tokens => write!(f, "The text has more than the limit of {max} tokens"),
            Limit::Nodes => write!(f, "The tree has more than the limit of {max} nodes"),
            Limit::Depth => write!(f, "What is nested is deeper than the limit of {max} levels"),
            Limit::Time => f.write_str("The time is up"),
            Limit::Cancelled => f.write_str("Cancelled"),
        }
    }
}

/// Bounds of one run of writing, with what was used of them.
pub(crate) struct Meter<'a> {
    limits: &'a Limits,
    max_depth: usize,
    max_bytes: usize,
    /// How many nodes are being written, each inside of the one before.
    pub(crate) depth: usize,
    nodes: usize,
    /// The number of nodes at which to look again.
    next_look: usize,
    pub(crate) error: Option<LimitError>,
}

impl<'a> Meter<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Meter<'a> {
        Meter {
            limits,
            max_depth: limits.depth,
            max_bytes: limits.bytes,
            depth: 0,
            nodes: 0,
            next_look: STRIDE.min(limits.nodes),
            error: None,
        }
    }

    /// Goes one level down, unless that exceeds a limit.
    #[inline]
    pub(crate) fn enter(&mut self, written: usize) -> Result<(), Limit> {
        self.nodes += 1;
        if self.depth >= self.max_depth {
            return Err(Limit::Depth);
        }
        if written > self.max_bytes {
            return Err(Limit::Bytes);
        }
        if self.nodes > self.next_look {
            self.look()?;
        }
        self.depth += 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    #[cold]
    fn look(&mut self) -> Result<(), Limit> {
        if self.nodes > self.limits.nodes {
            return Err(Limit::Nodes);
        }
        self.next_look = (self.nodes + STRIDE).min(self.limits.nodes);
        self.limits.overdue().map_or(Ok(()), Err)
    }

    /// Notes that a limit is exceeded at a place; the first one counts, and nothing is entered any more.
    #[cold]
    pub(crate) fn fail(&mut self, limit: Limit, span: Span) {
        self.max_depth = 0;
        self.error.get_or_insert(self.limits.error(limit, span));
    }
}
