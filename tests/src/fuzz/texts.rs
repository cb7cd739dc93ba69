//! Claims about texts.

use super::HEADER;
use sqlectic::{
    dialects, dialects::DEFINITIONS, parse_with, Dialect, ErrorLevel, NodeId, ParseOptions, Transpiler, Tree,
};
use std::{borrow::Cow, sync::Arc};

/// Dialects that are read only: what is written for them is another language. Sorted.
const READ_ONLY: [&str; 2] = ["dax", "prql"];

const LEVELS: [ErrorLevel; 4] = [ErrorLevel::Immediate, ErrorLevel::Raise, ErrorLevel::Warn, ErrorLevel::Ignore];

/// An input of a text target, taken apart.
pub(super) struct Input<'a> {
    pub(super) read: &'static str,
    pub(super) write: &'static str,
    pub(super) switches: u8,
    pub(super) sql: Cow<'a, str>,
}

impl Input<'_> {
    /// Bytes that are no UTF-8 are replaced: texts are strings wherever they come in.
    pub(super) fn of(data: &[u8]) -> Option<Input<'_>> {
        let (header, text) = data.split_at_checked(HEADER)?;
        let name = |byte: u8| DEFINITIONS[usize::from(byte) % DEFINITIONS.len()].name;
        let sql = String::from_utf8_lossy(text);
        Some(Input { read: name(header[0]), write: name(header[1]), switches: header[2], sql })
    }

    fn level(&self) -> ErrorLevel {
        LEVELS[usize::from(self.switches) % LEVELS.len()]
    }

    fn pretty(&self) -> bool {
        self.switches & 4 != 0
    }

    pub(super) fn transpiler(&self, write: &str) -> Transpiler {
        let mut transpiler = Transpiler::new(self.read, write).expect("registered dialects exist");
        transpiler.generate.pretty = self.pretty();
        transpiler.generate.unsupported_level = ErrorLevel::Ignore;
        transpiler
    }
}

fn dialect(name: &str) -> Arc<Dialect> {
    dialects::get(name).expect("registered dialects exist")
}

pub(super) fn parse(data: &[u8]) {
    let Some(input) = Input::of(data) else { return };
    let options = ParseOptions { error_level: input.level(), ..ParseOptions::default() };
    let Ok(mut parsed) = parse_with(&input.sql, &dialect(input.read), &options) else { return };
    for root in parsed.roots.into_iter().flatten() {
        same_in_all_forms(&mut parsed.tree, root);
    }
}

/// A copy, and what is loaded from a dump, are the same tree with the same hash, and every node knows its place.
fn same_in_all_forms(tree: &mut Tree, root: NodeId) {
    let copy = tree.copy(root);
    assert!(tree.equal(root, tree, copy), "the copy differs");
    assert_eq!(tree.hash(root), tree.hash(copy), "the copy's hash differs");
    assert_eq!(tree.walk(root).count(), tree.walk_breadth(copy).count(), "walks differ");
    let mut other = Tree::new();
    let loaded = other.load(&tree.dump(root)).expect("a dump can be loaded");
    assert!(tree.equal(root, &other, loaded), "what is loaded from a dump differs");
    for node in tree.walk(copy) {
        tree.each_child(node, |child| assert_eq!(tree.parent(child), Some(node), "a child of another one"));
    }
}

pub(super) fn roundtrip(data: &[u8]) {
    let Some(input) = Input::of(data) else { return };
    if READ_ONLY.contains(&input.read) {
        return;
    }
    let transpiler = input.transpiler(input.read);
    let Ok(script) = transpiler.run(&input.sql) else { return };
    // What is kept as text is not understood, and neither is what is made of it.
    if !script.commands.is_empty() {
        return;
    }
    let once = script.text(0);
    let again = transpiler.run(&once).unwrap_or_else(|error| panic!("not read back: {error}\n{once}"));
    assert_eq!(once, again.text(0), "written differently the second time");
}

pub(super) fn transpile(data: &[u8]) {
    let Some(input) = Input::of(data) else { return };
    let mut transpiler = input.transpiler(input.write);
    transpiler.parse.error_level = input.level();
    if let Ok(script) = transpiler.run(&input.sql) {
        script.text(1);
    }
}
