//! What is measured: texts ([`inputs`]), and what is done with them ([`Task`]).

pub mod inputs;

use inputs::Input;
use sqlectic::{
    ast::Tree, dialects, generate, parse_with, syntax::lexer::lex, Dialect, ErrorLevel, GenerateOptions, NodeId,
    ParseOptions,
};
use std::sync::Arc;

/// What is done with a text, or with the tree that was made of it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// The text is split into tokens.
    Lex,
    /// The text is parsed into a tree, tokens included.
    Parse,
    /// The text is parsed and written again.
    ParseGenerate,
    /// The text is read in one dialect and written in another.
    Transpile,
    /// The tree is written.
    Generate,
    /// All nodes of the tree are seen.
    Walk,
    /// The tree is copied node by node.
    Copy,
    /// The tree is compared with one like it.
    Equal,
    /// The tree is hashed.
    Hash,
}

impl Task {
    /// Those that start from a text.
    pub const TEXT: [Task; 4] = [Task::Lex, Task::Parse, Task::ParseGenerate, Task::Transpile];
    /// Those that are single steps.
    pub const STEPS: [Task; 8] =
        [Task::Lex, Task::Parse, Task::Generate, Task::Transpile, Task::Walk, Task::Copy, Task::Equal, Task::Hash];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Task::Lex => "lex",
            Task::Parse => "parse",
            Task::ParseGenerate => "parse + generate",
            Task::Transpile => "transpile",
            Task::Generate => "generate",
            Task::Walk => "walk",
            Task::Copy => "copy",
            Task::Equal => "equal",
            Task::Hash => "hash",
        }
    }
}

/// A text's tree and its root.
type Rooted = (Tree, NodeId);

/// An input with what its tasks need.
pub struct Bench {
    /// The input.
    pub input: Input,
    trees: Vec<Rooted>,
    others: Vec<Rooted>,
    base: Arc<Dialect>,
    read: Arc<Dialect>,
    write: Arc<Dialect>,
    options: GenerateOptions,
}

impl Bench {
    /// Prepares an input; `pair` is what [`Task::Transpile`] reads and writes.
    pub fn new(input: Input, pair: (&str, &str)) -> Result<Bench, String> {
        let dialect = |name: &str| dialects::get(name).map_err(|error| error.to_string());
        let base = dialect("")?;
        let readable: Vec<&String> = input.texts.iter().filter(|text| reads(text, "")).collect();
        let trees = || readable.iter().map(|text| parsed(text, &base)).collect();
        Ok(Bench {
            trees: trees(),
            others: trees(),
            input,
            base,
            read: dialect(pair.0)?,
            write: dialect(pair.1)?,
            options: GenerateOptions { unsupported_level: ErrorLevel::Ignore, ..GenerateOptions::default() },
        })
    }

    /// Does one thing with all texts; returns something that depends on all the work.
    pub fn run(&mut self, task: Task) -> usize {
        match task {
            Task::Generate => self.generate(),
            Task::Lex | Task::Parse | Task::ParseGenerate | Task::Transpile => {
                self.input.texts.iter().map(|text| self.with_text(task, text)).sum()
            }
            _ => self.trees.iter().zip(&self.others).map(|(tree, other)| with_tree(task, tree, other)).sum(),
        }
    }

    fn with_text(&self, task: Task, text: &str) -> usize {
        match task {
            Task::Lex => lex(text, &self.base.lexer).map_or(0, |lexed| lexed.tokens.len()),
            Task::Parse => parsed(text, &self.base).0.len(),
            Task::Transpile => {
                let (mut tree, root) = parsed(text, &self.read);
                let root = self.write.prepare(&mut tree, root);
                generate(&mut tree, root, &self.write, &self.options).expect("within limits").sql.len()
            }
            _ => {
                let (mut tree, root) = parsed(text, &self.base);
                generate(&mut tree, root, &self.base, &self.options).expect("within limits").sql.len()
            }
        }
    }

    /// Writes all trees; what generation makes in them is taken back.
    fn generate(&mut self) -> usize {
        let mut written = 0;
        for (tree, root) in &mut self.trees {
            let mark = tree.mark();
            written += generate(tree, *root, &self.base, &self.options).expect("within limits").sql.len();
            tree.reset(mark, *root);
        }
        written
    }
}

/// Whether we take a text of a dialect.
pub fn reads(text: &str, dialect: &str) -> bool {
    dialects::get(dialect).is_ok_and(|dialect| parse_with(text, &dialect, &ParseOptions::default()).is_ok())
}

fn with_tree(task: Task, (tree, root): &Rooted, (other, also): &Rooted) -> usize {
    match task {
        Task::Walk => tree.walk(*root).count(),
        Task::Copy => {
            let mut copy = Tree::new();
            copy.import(tree, *root);
            copy.len()
        }
        Task::Equal => usize::from(tree.equal(*root, other, *also)),
        _ => tree.hash(*root).0 as usize & 1,
    }
}

#[expect(clippy::expect_used, reason = "a query that does not parse must not count as fast")]
fn parsed(text: &str, dialect: &Dialect) -> Rooted {
    let parsed = parse_with(text, dialect, &ParseOptions::default()).expect("the texts parse");
    let root = parsed.roots.first().copied().flatten().expect("a statement is there");
    (parsed.tree, root)
}
