//! What is measured: the TPC-H and TPC-DS queries, and what is done with them.

use sqlectic::{
    ast::Tree, dialects, generate, parse_with, syntax::lexer::lex, Dialect, ErrorLevel, GenerateOptions, NodeId,
    ParseOptions,
};
use std::{fs, path::PathBuf, sync::Arc};

/// Folders of fixtures.
pub const SUITES: [&str; 2] = ["tpc-h", "tpc-ds"];

/// The dialects that [`Task::Transpile`] reads and writes, if not told otherwise.
pub const PAIR: (&str, &str) = ("duckdb", "snowflake");

/// What is done with a text, each including the ones before it, save `Lex`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Split into tokens.
    Lex,
    /// Parsed into a tree.
    Parse,
    /// Parsed and written again.
    ParseGenerate,
    /// Read in one dialect and written in another.
    Transpile,
}

impl Task {
    /// All tasks.
    pub const ALL: [Task; 4] = [Task::Lex, Task::Parse, Task::ParseGenerate, Task::Transpile];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Task::Lex => "lex",
            Task::Parse => "parse",
            Task::ParseGenerate => "parse + generate",
            Task::Transpile => "transpile",
        }
    }
}

/// Queries and what they are read and written with.
pub struct Suite {
    /// The queries.
    pub queries: Vec<String>,
    read: Arc<Dialect>,
    write: Arc<Dialect>,
    base: Arc<Dialect>,
    options: GenerateOptions,
}

impl Suite {
    /// Reads a suite of the fixtures that `cargo xtask fixtures` fetches, to be translated between these dialects.
    pub fn load(name: &str, (read, write): (&str, &str)) -> Result<Suite, String> {
        let folder = match std::env::var_os("SQLECTIC_FIXTURES") {
            Some(folder) => PathBuf::from(folder),
            None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/fixtures"),
        };
        let folder = folder.join(name);
        let error = |e: std::io::Error| format!("{}: {e}; `cargo xtask fixtures` fetches it", folder.display());
        let mut queries = Vec::new();
        for entry in fs::read_dir(&folder).map_err(error)? {
            let path = entry.map_err(error)?.path();
            let numbered = path.file_stem().is_some_and(|stem| stem.to_string_lossy().parse::<u32>().is_ok());
            if numbered {
                queries.push((path.clone(), fs::read_to_string(path).map_err(error)?));
            }
        }
        queries.sort();
        let dialect = |name: &str| dialects::get(name).map_err(|e| e.to_string());
        Ok(Suite {
            queries: queries.into_iter().map(|(_, query)| query).collect(),
            read: dialect(read)?,
            write: dialect(write)?,
            base: dialect("")?,
            options: GenerateOptions { unsupported_level: ErrorLevel::Ignore, ..GenerateOptions::default() },
        })
    }

    /// How many bytes all queries have.
    pub fn bytes(&self) -> usize {
        self.queries.iter().map(String::len).sum()
    }

    /// Does one thing with all queries; returns something that depends on all the work.
    pub fn run(&self, task: Task) -> usize {
        self.queries.iter().map(|query| self.run_one(task, query)).sum()
    }

    fn run_one(&self, task: Task, query: &str) -> usize {
        match task {
            Task::Lex => lex(query, &self.base.lexer).map_or(0, |lexed| lexed.tokens.len()),
            Task::Parse => parsed(query, &self.base).0.len(),
            Task::ParseGenerate => {
                let (mut tree, root) = parsed(query, &self.base);
                generate(&mut tree, root, &self.base, &self.options).sql.len()
            }
            Task::Transpile => {
                let (mut tree, root) = parsed(query, &self.read);
                let root = self.write.prepare(&mut tree, root);
                generate(&mut tree, root, &self.write, &self.options).sql.len()
            }
        }
    }

    /// All queries as trees of the base dialect.
    pub fn trees(&self) -> Vec<(Tree, NodeId)> {
        self.queries.iter().map(|query| parsed(query, &self.base)).collect()
    }

    /// Writes all trees; see [`Suite::trees`].
    pub fn generate(&self, trees: &mut [(Tree, NodeId)]) -> usize {
        let mut written = 0;
        for (tree, root) in trees {
            let mark = tree.mark();
            written += generate(tree, *root, &self.base, &self.options).sql.len();
            tree.reset(mark, *root);
        }
        written
    }
}

#[expect(clippy::expect_used, reason = "a query that does not parse must not count as fast")]
fn parsed(query: &str, dialect: &Dialect) -> (Tree, NodeId) {
    let parsed = parse_with(query, dialect, &ParseOptions::default()).expect("the queries parse");
    let root = parsed.roots.first().copied().flatten().expect("a query is there");
    (parsed.tree, root)
}
