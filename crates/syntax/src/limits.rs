//! How much a text may ask for. The defaults refuse nothing that a database would accept.

use sqlectic_ast::Span;
use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

/// How many tokens, nodes or steps lie between two looks at the clock.
pub(crate) const STRIDE: usize = 4096;
/// How many nodes are written between two looks at the size of the text.
const NODES_PER_LOOK: usize = 64;
/// After how many levels of nodes the stack is looked at again; what it keeps free is enough for that many.
const LEVELS_PER_LOOK: usize = 8;

/// Nodes that are made and written whatever [`Limits::growth`] is.
const FREE_NODES: usize = 1 << 20;

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
    /// How many times as large as it is a statement may become: nodes that reading makes for each token, and that rewrites
    /// and writing make, and writing visits, for each node. What repeats an argument makes it twice as large with each
    /// level when it is nested in itself. A million nodes are free.
    pub growth: usize,
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
            // The longest function that another one is written as has about 200 nodes.
            growth: 256,
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

    /// How many nodes something of a size may become.
    pub(crate) fn grown(&self, size: usize) -> usize {
        self.growth.saturating_mul(size).saturating_add(FREE_NODES)
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
            Limit::Growth => self.growth,
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
    /// [`Limits::growth`].
    Growth,
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
            Limit::Growth => "growth",
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
            Limit::Growth => write!(f, "The statement becomes larger than the limit of {max} times its size"),
            Limit::Time => f.write_str("The time is up"),
            Limit::Cancelled => f.write_str("Cancelled"),
        }
    }
}

/// Bounds of one run of writing, with what was used of them. To be quick it only counts, and looks at the bounds, the clock
/// and the stack every few nodes and levels.
pub(crate) struct Meter<'a> {
    limits: &'a Limits,
    /// How many nodes are being written, each inside of the one before.
    depth: usize,
    /// The depth to look again at; 0 if a limit is exceeded.
    next_depth: usize,
    /// How many nodes more may be written before the next look.
    left: usize,
    /// How many nodes will have been written then.
    nodes: usize,
    /// How many nodes were or will be written at the next look at the clock.
    next_time: usize,
    /// How many nodes there were at the start.
    start: usize,
    /// How many nodes may be made, or written.
    most: usize,
    pub(crate) error: Option<LimitError>,
}

impl<'a> Meter<'a> {
    /// Over a tree of so many nodes.
    pub(crate) fn new(limits: &'a Limits, start: usize) -> Meter<'a> {
        let most = limits.grown(0);
        Meter { limits, depth: 0, next_depth: 0, left: 0, nodes: 0, next_time: STRIDE, start, most, error: None }
    }

    /// Goes one level down, if that needs no look.
    #[inline]
    pub(crate) fn enter(&mut self) -> bool {
        let enters = self.depth < self.next_depth && self.left > 0;
        if enters {
            self.depth += 1;
            self.left -= 1;
        }
        enters
    }

    #[inline]
    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Whether more was made or written than may be; `size` counts the nodes of the statement, once it has to.
    pub(crate) fn outgrows(&mut self, nodes: usize, size: impl FnOnce(usize) -> usize) -> bool {
        let used = self.nodes.max(nodes.saturating_sub(self.start));
        if used > self.most && self.most == self.limits.grown(0) {
            self.most = self.limits.grown(size(self.start).max(1));
        }
        used > self.most
    }

    /// Looks, with so many bytes written, whether [`Meter::enter`] exceeds nothing; returns what to give back to
    /// [`Meter::looked`] after the node that is entered then.
    pub(crate) fn look(&mut self, written: usize) -> Result<usize, Limit> {
        if let Some(error) = self.error {
            return Err(error.limit);
        }
        if self.depth >= self.limits.depth {
            return Err(Limit::Depth);
        }
        if written > self.limits.bytes {
            return Err(Limit::Bytes);
        }
        if self.left == 0 {
            self.more_nodes()?;
        }
        let next_depth = (self.depth + LEVELS_PER_LOOK).min(self.limits.depth);
        Ok(std::mem::replace(&mut self.next_depth, next_depth))
    }

    fn more_nodes(&mut self) -> Result<(), Limit> {
        self.left = NODES_PER_LOOK.min(self.limits.nodes - self.nodes);
        if self.left == 0 {
            return Err(Limit::Nodes);
        }
        if self.nodes >= self.next_time {
            self.next_time += STRIDE;
            self.limits.overdue().map_or(Ok(()), Err)?;
        }
        self.nodes += self.left;
        Ok(())
    }

    /// After a look and what was written with it.
    pub(crate) fn looked(&mut self, next_depth: usize) {
        if self.error.is_none() {
            self.next_depth = next_depth;
        }
    }

    /// Notes that a limit is exceeded at a place; the first one counts, and nothing is entered any more.
    #[cold]
    pub(crate) fn fail(&mut self, limit: Limit, span: Span) {
        self.next_depth = 0;
        self.error.get_or_insert(self.limits.error(limit, span));
    }
}
