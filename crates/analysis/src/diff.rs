//! The edits that make one tree into another.
//!
//! After Change Distiller (Fluri, Wuersch, Pinzger and Gall, "Change Distilling: Tree Differencing for Fine-Grained Source
//! Code Change Extraction", IEEE Transactions on Software Engineering 33(11), 2007): leaves are matched by how alike their
//! texts are, inner nodes by how many of their leaves are matched. What has no match was removed or inserted; what has one
//! was kept, updated or moved. Identifiers belong to the nodes around them.

use crate::{similarity::Texts, subsequence::longest_rising};
use rustc_hash::FxHashMap;
use sqlectic_ast::{Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::{
    generator::{generate_part, GenerateOptions},
    Dialect,
};

/// A step from one tree to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The node is in the target only.
    Insert(NodeId),
    /// The node is in the source only.
    Remove(NodeId),
    /// The node of the source hangs elsewhere in the target.
    Move {
        /// The node in the source.
        source: NodeId,
        /// The node in the target.
        target: NodeId,
    },
    /// The node says something else in the target.
    Update {
        /// The node in the source.
        source: NodeId,
        /// The node in the target.
        target: NodeId,
    },
    /// The node is in both.
    Keep {
        /// The node in the source.
        source: NodeId,
        /// The node in the target.
        target: NodeId,
    },
}

/// How trees are compared.
#[derive(Clone, Copy, Debug)]
pub struct DiffOptions<'d> {
    /// From which similarity of their texts on two leaves may be matched, and two inner nodes that are less than sure.
    pub text_similarity: f64,
    /// Which share of their leaves two inner nodes of many leaves must have in common.
    pub leaf_similarity: f64,
    /// The dialect that texts are written in.
    pub dialect: &'d Dialect,
    /// Whether the two roots hang under different nodes.
    pub roots_apart: bool,
    /// Whether to leave out what was kept.
    pub delta_only: bool,
}

/// With this share of common leaves two inner nodes are matched whatever their texts say.
const SURE: f64 = 0.8;
/// The share that nodes with few leaves must have in common.
const FEW_LEAVES_SIMILARITY: f64 = 0.4;
/// How many leaves are few.
const FEW: usize = 4;

/// The edits that make the tree below `source` into the one below `target`: removals, insertions, and then what happened to
/// each matched node of the source, breadth first.
///
/// `matched` are pairs of nodes that are known to belong together.
pub fn diff(
    source: (&Tree, NodeId),
    target: (&Tree, NodeId),
    matched: &[(NodeId, NodeId)],
    options: &DiffOptions<'_>,
) -> Vec<Edit> {
    let mut labels = FxHashMap::default();
    let mut distiller = Distiller {
        source: Side::of(source.0, source.1, &mut labels),
        target: Side::of(target.0, target.1, &mut labels),
        texts: Texts::default(),
        options,
    };
    distiller.take_matched(matched);
    let leaves = distiller.match_leaves();
    distiller.match_inner(&leaves);
    distiller.edits()
}

/// Numbers of what nodes have to have in common to be matched.
type Labels = FxHashMap<(Kind, String), usize>;

/// One of the two trees: a copy, which generation may write into, and its nodes breadth first. Nodes go by their position.
struct Side {
    tree: Tree,
    nodes: Vec<Node>,
    /// Positions of the leaves, depth first: those of any node are neighbours.
    leaves: Vec<usize>,
    by_original: FxHashMap<NodeId, usize>,
}

struct Node {
    id: NodeId,
    original: NodeId,
    /// Nothing for the root, and for what is below an identifier.
    parent: Option<usize>,
    children: Vec<usize>,
    label: usize,
    hash: sqlectic_ast::Hash128,
    /// Where its leaves are in [`Side::leaves`].
    leaves: std::ops::Range<usize>,
    partner: Option<usize>,
    /// The number of its text, once somebody asked.
    text: Option<usize>,
}

impl Side {
    fn of(tree: &Tree, root: NodeId, labels: &mut Labels) -> Side {
        let mut copy = Tree::new();
        let copied = copy.import(tree, root);
        let hashes = copy.hashes(copied);
        let mut side = Side { tree: copy, nodes: Vec::new(), leaves: Vec::new(), by_original: FxHashMap::default() };
        let mut positions: FxHashMap<NodeId, usize> = FxHashMap::default();
        let ids: Vec<NodeId> = side.tree.walk_breadth(copied).collect();
        for (id, original) in ids.into_iter().zip(tree.walk_breadth(root)) {
            if side.tree.kind(id) == Kind::Identifier {
                continue;
            }
            let parent = side.tree.parent(id).and_then(|parent| positions.get(&parent)).copied();
            let position = side.nodes.len();
            if let Some(parent) = parent {
                side.nodes[parent].children.push(position);
            }
            let next = labels.len();
            let label = *labels.entry(label(&side.tree, id)).or_insert(next);
            let hash = hashes[&id];
            let node = Node {
                id,
                original,
                parent,
                children: Vec::new(),
                label,
                hash,
                leaves: 0..0,
                partner: None,
                text: None,
            };
            side.nodes.push(node);
            side.by_original.insert(original, position);
            positions.insert(id, position);
        }
        side.number_leaves();
        side
    }

    /// Finds the leaves of every node.
    fn number_leaves(&mut self) {
        // What is entered, and what is left once all below it was.
        let mut work: Vec<(usize, bool)> = if self.nodes.is_empty() { Vec::new() } else { vec![(0, false)] };
        while let Some((position, done)) = work.pop() {
            if done {
                self.nodes[position].leaves.end = self.leaves.len();
                continue;
            }
            self.nodes[position].leaves.start = self.leaves.len();
            if self.nodes[position].children.is_empty() {
                self.leaves.push(position);
            }
            work.push((position, true));
            work.extend(self.nodes[position].children.iter().rev().map(|child| (*child, false)));
        }
    }

    /// The number of a node's text.
    fn text(&mut self, position: usize, dialect: &Dialect, texts: &mut Texts) -> usize {
        let node = &self.nodes[position];
        if let Some(text) = node.text {
            return text;
        }
        let options = GenerateOptions { comments: false, ..GenerateOptions::default() };
        // There are no limits in the options.
        let text = generate_part(&mut self.tree, node.id, dialect, &options).map_or_else(|_| String::new(), |g| g.sql);
        let number = texts.number(text);
        self.nodes[position].text = Some(number);
        number
    }
}

/// What two nodes have to have in common: their kind, joins their side, calls of unknown functions the name.
fn label(tree: &Tree, id: NodeId) -> (Kind, String) {
    let kind = tree.kind(id);
    let more = match kind {
        Kind::Join => tree.text_of(id, Arg::Side),
        Kind::Anonymous => tree.text_of(id, Arg::This),
        _ => "",
    };
    (kind, more.to_string())
}

struct Distiller<'o> {
    source: Side,
    target: Side,
    texts: Texts,
    options: &'o DiffOptions<'o>,
}

impl Distiller<'_> {
    fn take_matched(&mut self, matched: &[(NodeId, NodeId)]) {
        for (source, target) in matched {
            let found = (self.source.by_original.get(source), self.target.by_original.get(target));
            if let (Some(source), Some(target)) = found {
                self.source.nodes[*source].partner = Some(*target);
            }
        }
        for node in &self.source.nodes {
            if let Some(target) = node.partner {
                self.target.nodes[target].partner = Some(usize::MAX);
            }
        }
    }

    fn pair(&mut self, source: usize, target: usize) {
        self.source.nodes[source].partner = Some(target);
        self.target.nodes[target].partner = Some(source);
    }

    // ---- leaves -----------------------------------------------------------------------------------------------------

    /// Matches leaves, the most alike first, of these the ones whose ancestors are of the same kinds the longest way up.
    /// Returns the partners of leaves of the source.
    fn match_leaves(&mut self) -> FxHashMap<usize, usize> {
        let dialect = self.options.dialect;
        let free = |side: &Side| -> Vec<usize> {
            side.leaves.iter().copied().filter(|leaf| side.nodes[*leaf].partner.is_none()).collect()
        };
        let (sources, targets) = (free(&self.source), free(&self.target));
        // By label and by what texts are alike to the full.
        let mut groups: FxHashMap<(usize, usize), (Vec<usize>, Vec<usize>)> = FxHashMap::default();
        for leaf in &sources {
            let text = self.source.text(*leaf, dialect, &mut self.texts);
            let key = (self.source.nodes[*leaf].label, self.texts.class(text));
            groups.entry(key).or_default().0.push(*leaf);
        }
        for leaf in &targets {
            let text = self.target.text(*leaf, dialect, &mut self.texts);
            let key = (self.target.nodes[*leaf].label, self.texts.class(text));
            groups.entry(key).or_default().1.push(*leaf);
        }
        let mut pairs = Vec::new();
        if self.options.text_similarity <= 1.0 {
            for (sources, targets) in groups.into_values() {
                self.match_alike(sources, targets, &mut pairs);
            }
        }
        for (source, target) in &pairs {
            self.pair(*source, *target);
        }
        let more = self.match_similar(&sources, &targets);
        pairs.into_iter().chain(more).collect()
    }

    /// Matches leaves that are alike to the full. A group is parted by the label of the next ancestor as long as that leaves
    /// something to match; what its parts cannot match among themselves is matched in the group, in order.
    fn match_alike(&self, sources: Vec<usize>, targets: Vec<usize>, pairs: &mut Vec<(usize, usize)>) {
        struct Group {
            sources: Vec<(usize, usize)>,
            targets: Vec<(usize, usize)>,
            /// The group that gets what is left.
            from: Option<usize>,
        }
        // Each leaf with the ancestor that has been reached.
        let with_self = |leaves: Vec<usize>| leaves.into_iter().map(|leaf| (leaf, leaf)).collect();
        let mut groups = vec![Group { sources: with_self(sources), targets: with_self(targets), from: None }];
        let mut next = 0;
        while next < groups.len() {
            let group = &mut groups[next];
            if !group.sources.is_empty() && !group.targets.is_empty() {
                let mut parts: FxHashMap<usize, Group> = FxHashMap::default();
                let empty = || Group { sources: Vec::new(), targets: Vec::new(), from: Some(next) };
                group.sources.retain(|(leaf, at)| match self.source.nodes[*at].parent {
                    Some(up) => {
                        parts.entry(self.source.nodes[up].label).or_insert_with(empty).sources.push((*leaf, up));
                        false
                    }
                    None => true,
                });
                group.targets.retain(|(leaf, at)| match self.target.nodes[*at].parent {
                    Some(up) => {
                        parts.entry(self.target.nodes[up].label).or_insert_with(empty).targets.push((*leaf, up));
                        false
                    }
                    None => true,
                });
                groups.extend(parts.into_values());
            }
            next += 1;
        }
        // The last ones are the farthest parted.
        while let Some(Group { mut sources, mut targets, from }) = groups.pop() {
            sources.sort_unstable_by_key(|(leaf, _)| self.source.nodes[*leaf].leaves.start);
            targets.sort_unstable_by_key(|(leaf, _)| self.target.nodes[*leaf].leaves.start);
            let both = sources.len().min(targets.len());
            pairs.extend(
                sources[..both].iter().zip(&targets[..both]).map(|((source, _), (target, _))| (*source, *target)),
            );
            if let Some(from) = from {
                groups[from].sources.extend(sources.drain(both..));
                groups[from].targets.extend(targets.drain(both..));
            }
        }
    }

    /// Matches the leaves that are left.
    fn match_similar(&mut self, sources: &[usize], targets: &[usize]) -> Vec<(usize, usize)> {
        let least = self.options.text_similarity;
        let mut by_label: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for target in targets.iter().filter(|target| self.target.nodes[**target].partner.is_none()) {
            by_label.entry(self.target.nodes[*target].label).or_default().push(*target);
        }
        let mut candidates = Vec::new();
        for source in sources.iter().filter(|source| self.source.nodes[**source].partner.is_none()) {
            let node = &self.source.nodes[*source];
            for target in by_label.get(&node.label).into_iter().flatten() {
                let (Some(a), Some(b)) = (node.text, self.target.nodes[*target].text) else { continue };
                if self.texts.at_most(a, b) < least {
                    continue;
                }
                let similarity = self.texts.dice(a, b);
                if similarity >= least {
                    candidates.push((similarity, self.common_ancestry(*source, *target), *source, *target));
                }
            }
        }
        // Stable: what is left equal stays in the order of the trees.
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        let mut pairs = Vec::new();
        for (_, _, source, target) in candidates {
            if self.source.nodes[source].partner.is_none() && self.target.nodes[target].partner.is_none() {
                self.pair(source, target);
                pairs.push((source, target));
            }
        }
        pairs
    }

    /// How many steps up two nodes and their ancestors have the same labels.
    fn common_ancestry(&self, source: usize, target: usize) -> usize {
        let (mut a, mut b, mut steps) = (Some(source), Some(target), 0);
        while let (Some(x), Some(y)) = (a, b) {
            if self.source.nodes[x].label != self.target.nodes[y].label {
                break;
            }
            steps += 1;
            (a, b) = (self.source.nodes[x].parent, self.target.nodes[y].parent);
        }
        steps
    }

    // ---- inner nodes ------------------------------------------------------------------------------------------------

    /// Matches inner nodes, breadth first, each with the first that has enough of its leaves.
    fn match_inner(&mut self, leaves: &FxHashMap<usize, usize>) {
        let mut counts = Counts { of: vec![0; self.target.nodes.len()], seen: Vec::new() };
        for source in 0..self.source.nodes.len() {
            if self.source.nodes[source].partner.is_some() || self.source.nodes[source].children.is_empty() {
                continue;
            }
            let range = self.source.nodes[source].leaves.clone();
            // Nodes of more leaves cannot have enough in common.
            let smallest = self.options.leaf_similarity.clamp(0.01, FEW_LEAVES_SIMILARITY);
            let most = (range.len() as f64 / smallest).ceil() as usize;
            let partners = self.source.leaves[range].iter().filter_map(|leaf| leaves.get(leaf)).copied();
            counts.count(&self.target, partners, most);
            let found = counts.seen.iter().copied().find(|target| {
                let common = counts.of[*target];
                self.is_match(source, *target, common)
            });
            counts.clear();
            if let Some(target) = found {
                self.pair(source, target);
            }
        }
    }

    fn is_match(&mut self, source: usize, target: usize, common: usize) -> bool {
        let (a, b) = (&self.source.nodes[source], &self.target.nodes[target]);
        if a.label != b.label || b.partner.is_some() {
            return false;
        }
        let (few, many) = (a.leaves.len().min(b.leaves.len()), a.leaves.len().max(b.leaves.len()));
        let share = common as f64 / many as f64;
        let needed = if few > FEW { self.options.leaf_similarity } else { FEW_LEAVES_SIMILARITY };
        if share >= SURE || share < needed {
            return share >= SURE;
        }
        let dialect = self.options.dialect;
        let a = self.source.text(source, dialect, &mut self.texts);
        let b = self.target.text(target, dialect, &mut self.texts);
        self.texts.dice(a, b) >= self.options.text_similarity
    }

    // ---- edits ------------------------------------------------------------------------------------------------------

    fn edits(&self) -> Vec<Edit> {
        let lonely = |side: &Side| -> Vec<NodeId> {
            side.nodes.iter().filter(|node| node.partner.is_none()).map(|node| node.original).collect()
        };
        let mut edits: Vec<Edit> = lonely(&self.source).into_iter().map(Edit::Remove).collect();
        edits.extend(lonely(&self.target).into_iter().map(Edit::Insert));
        for (position, node) in self.source.nodes.iter().enumerate() {
            if let Some(partner) = node.partner {
                self.edits_of(position, partner, &mut edits);
            }
        }
        edits
    }

    /// What happened to a matched node.
    fn edits_of(&self, source: usize, target: usize, edits: &mut Vec<Edit>) {
        let (a, b) = (&self.source.nodes[source], &self.target.nodes[target]);
        let (from, to) = (a.original, b.original);
        let identical = a.hash == b.hash;
        let updatable = is_updatable(self.source.tree.kind(a.id));
        if identical && self.hangs_elsewhere(a, b) {
            edits.push(Edit::Move { source: from, target: to });
        } else if !identical && !updatable {
            self.moved_children(a, b, edits);
        }
        if !identical && updatable || !self.says_the_same(a.id, b.id) {
            edits.push(Edit::Update { source: from, target: to });
        } else if !self.options.delta_only {
            edits.push(Edit::Keep { source: from, target: to });
        }
    }

    fn hangs_elsewhere(&self, a: &Node, b: &Node) -> bool {
        match (a.parent, b.parent) {
            (Some(x), Some(y)) => self.source.nodes[x].partner != Some(y),
            (None, None) => self.options.roots_apart,
            _ => true,
        }
    }

    /// Matched children that are not among the most that stayed in order.
    fn moved_children(&self, a: &Node, b: &Node, edits: &mut Vec<Edit>) {
        let places: FxHashMap<usize, usize> = b.children.iter().enumerate().map(|(i, child)| (*child, i)).collect();
        let partner = |child: &usize| self.source.nodes[*child].partner;
        let stayed: Vec<(usize, usize)> =
            a.children.iter().filter_map(|child| Some((*child, *places.get(&partner(child)?)?))).collect();
        let order: Vec<usize> = stayed.iter().map(|(_, place)| *place).collect();
        let mut in_order = longest_rising(&order).into_iter().map(|i| stayed[i].0).peekable();
        for child in &a.children {
            if in_order.next_if_eq(child).is_some() {
                continue;
            }
            if let Some(target) = partner(child) {
                let source = self.source.nodes[*child].original;
                edits.push(Edit::Move { source, target: self.target.nodes[target].original });
            }
        }
    }

    /// Whether two nodes have the same arguments besides nodes, to the letter.
    fn says_the_same(&self, a: NodeId, b: NodeId) -> bool {
        let (ours, theirs) = (&self.source.tree, &self.target.tree);
        let plain = |tree: &Tree, id: NodeId| plain_arguments(tree, id).count();
        plain(ours, a) == plain(theirs, b)
            && plain_arguments(ours, a).all(|(arg, value)| {
                let other = plain_arguments(theirs, b).find(|(other, _)| *other == arg);
                other.is_some_and(|(_, other)| same_value(ours, value, theirs, other))
            })
    }
}

/// Counts of common leaves by node of the target.
struct Counts {
    of: Vec<usize>,
    /// The nodes with a count, breadth first.
    seen: Vec<usize>,
}

impl Counts {
    /// Counts these leaves for themselves and all above them that have at most so many leaves.
    fn count(&mut self, side: &Side, leaves: impl Iterator<Item = usize>, most: usize) {
        for leaf in leaves {
            self.of[leaf] = 1;
            self.seen.push(leaf);
        }
        // Nodes are numbered breadth first: a parent before its children, so that the queue of all that is left to be passed
        // up is one that gives the largest first.
        let mut waiting: std::collections::BinaryHeap<usize> = self.seen.iter().copied().collect();
        while let Some(node) = waiting.pop() {
            let Some(parent) = side.nodes[node].parent.filter(|parent| side.nodes[*parent].leaves.len() <= most) else {
                continue;
            };
            if self.of[parent] == 0 {
                self.seen.push(parent);
                waiting.push(parent);
            }
            self.of[parent] += self.of[node];
        }
        self.seen.sort_unstable();
    }

    fn clear(&mut self) {
        for node in self.seen.drain(..) {
            self.of[node] = 0;
        }
    }
}

/// Whether a change of a node of this kind is told as one of the node and not of what is in it.
fn is_updatable(kind: Kind) -> bool {
    const KINDS: [Kind; 8] = [
        Kind::Alias,
        Kind::Boolean,
        Kind::Column,
        Kind::DataType,
        Kind::Lambda,
        Kind::Literal,
        Kind::Table,
        Kind::Window,
    ];
    KINDS.iter().any(|updatable| kind.is(*updatable))
}

/// Arguments that hold no nodes.
fn plain_arguments(tree: &Tree, id: NodeId) -> impl Iterator<Item = (Arg, Value)> + '_ {
    tree.arguments(id).filter(|(_, value)| match *value {
        Value::None | Value::Node(_) => false,
        Value::List(list) => !matches!(tree.items(list).next(), Some(Value::Node(_))),
        _ => true,
    })
}

fn same_value(ours: &Tree, a: Value, theirs: &Tree, b: Value) -> bool {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => ours.str(a) == theirs.str(b),
        (Value::Node(a), Value::Node(b)) => ours.equal(a, theirs, b),
        (Value::List(a), Value::List(b)) => {
            ours.items(a).len() == theirs.items(b).len()
                && ours.items(a).zip(theirs.items(b)).all(|(a, b)| same_value(ours, a, theirs, b))
        }
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::{diff, DiffOptions, Edit};
    use sqlectic_dialects as dialects;
    use sqlectic_syntax::parser::{parse, ParseOptions};

    /// The edits with the texts of their nodes.
    fn edits(source: &str, target: &str) -> Vec<String> {
        let dialect = dialects::get("").expect("the base dialect is there");
        let parsed = |sql: &str| parse(sql, &dialect, &ParseOptions::default()).expect("it parses");
        let (mut a, mut b) = (parsed(source), parsed(target));
        let (from, to) = (a.roots[0].expect("a statement"), b.roots[0].expect("a statement"));
        let options = DiffOptions {
            text_similarity: 0.6,
            leaf_similarity: 0.6,
            dialect: &dialect,
            roots_apart: false,
            delta_only: true,
        };
        let found = diff((&a.tree, from), (&b.tree, to), &[], &options);
        let text = |tree: &mut sqlectic_ast::Tree, id| {
            super::generate_part(tree, id, &dialect, &super::GenerateOptions::default()).expect("no limits").sql
        };
        found
            .into_iter()
            .map(|edit| match edit {
                Edit::Insert(node) => format!("+ {}", text(&mut b.tree, node)),
                Edit::Remove(node) => format!("- {}", text(&mut a.tree, node)),
                Edit::Move { source, .. } => format!("> {}", text(&mut a.tree, source)),
                Edit::Update { source, target } => {
                    format!("{} => {}", text(&mut a.tree, source), text(&mut b.tree, target))
                }
                Edit::Keep { .. } => "=".to_string(),
            })
            .collect()
    }

    #[test]
    fn edits_are_few() {
        assert_eq!(edits("SELECT a + b", "SELECT a - b"), ["- a + b", "+ a - b", "> a", "> b"]);
        assert_eq!(edits("SELECT a, b, c", "SELECT b, a, c, d"), ["+ d", "> a"]);
        assert_eq!(edits("SELECT a FROM table_one", "SELECT a FROM table_two"), ["table_one => table_two"]);
        assert!(edits("SELECT a /* x */", "SELECT a /* y */").is_empty());
    }
}
