//! Sequences of changes, made to arena trees as handles make them and to a model of plain vectors: both are the same after
//! each. What trees have become, whatever it is, is copied, compared, hashed, dumped and written.

use sqlectic::{ast::Text, dialects, generate, parse, Arg, GenerateOptions, Kind, NodeId, Tree, Value};
use std::collections::HashMap;

/// Changes of one input.
const STEPS: usize = 48;
/// Nodes that a tree may seem to have when shared ones count as often as they are reached.
const LARGEST: usize = 1500;

const STATEMENTS: [&str; 4] = [
    "SELECT a, b + 1 AS c /* why */ FROM t JOIN u ON t.i = u.i WHERE x IN (1, 2) ORDER BY a",
    "WITH q AS (SELECT CASE WHEN a THEN 'x' END) SELECT SUM(b) OVER (PARTITION BY c) FROM q",
    "CREATE TABLE t (a DECIMAL(10, 2) NOT NULL, b STRUCT<c INT>)",
    "INSERT INTO t (a) SELECT f(x -> x + 1, y[0]) UNION ALL SELECT -(NOT b)",
];
const KINDS: [Kind; 12] = [
    Kind::Add,
    Kind::Paren,
    Kind::Coalesce,
    Kind::Select,
    Kind::Cast,
    Kind::Column,
    Kind::Literal,
    Kind::Case,
    Kind::In,
    Kind::Anonymous,
    Kind::Table,
    Kind::Window,
];
const ARGS: [Arg; 8] =
    [Arg::This, Arg::Expression, Arg::Expressions, Arg::Alias, Arg::To, Arg::Limit, Arg::Where, Arg::Default];

#[derive(Clone, PartialEq, Debug)]
enum Held {
    Text(String),
    Plain(Value),
    Node(usize),
    List(Vec<Held>),
}

#[derive(Clone, PartialEq, Debug)]
struct Node {
    kind: Kind,
    args: Vec<(Arg, Held)>,
    /// The parent, the argument, the position.
    place: Option<(usize, Arg, Option<usize>)>,
    comments: Vec<String>,
}

/// The trees, and the model of all their nodes.
struct World {
    trees: Vec<Tree>,
    nodes: Vec<Node>,
    /// Where the nodes of the model are: a tree and an id.
    spots: Vec<(usize, NodeId)>,
}

/// Numbers that the input gives; 0 at its end.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    fn below(&mut self, n: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        // Worlds have more nodes than a byte has values.
        let wide = if n > 256 { usize::from(*first) * 251 + rest.len() } else { usize::from(*first) };
        wide % n.max(1)
    }
}

pub(super) fn run(data: &[u8]) {
    let mut choices = Choices(data);
    let mut world = World { trees: Vec::new(), nodes: Vec::new(), spots: Vec::new() };
    for _ in 0..2 {
        world.parse(&mut choices);
    }
    for _ in 0..STEPS {
        if choices.0.is_empty() {
            break;
        }
        world.step(&mut choices);
        world.check();
    }
    world.finish();
}

impl World {
    fn parse(&mut self, choices: &mut Choices<'_>) {
        let parsed = parse(STATEMENTS[choices.below(STATEMENTS.len())], "").expect("the statements are sound");
        let root = parsed.roots[0].expect("there is a statement");
        self.trees.push(parsed.tree);
        self.learn(self.trees.len() - 1, root);
    }

    /// Adds all nodes below one of a tree to the model, which has none of them.
    fn learn(&mut self, tree: usize, root: NodeId) -> usize {
        let ids: Vec<NodeId> = self.trees[tree].walk(root).collect();
        let first = self.nodes.len();
        let known: HashMap<NodeId, usize> = ids.iter().enumerate().map(|(i, id)| (*id, first + i)).collect();
        for id in ids {
            let node = read(&self.trees[tree], id, &known);
            self.nodes.push(node);
            self.spots.push((tree, id));
        }
        first
    }

    fn step(&mut self, choices: &mut Choices<'_>) {
        match choices.below(12) {
            0 => self.make(choices),
            1 | 2 => self.set(choices),
            3 => self.append(choices),
            4 | 5 => self.replace(choices),
            6 => self.pop(choices),
            7 => self.wrap(choices),
            8 => self.copy(choices),
            9 => self.import(choices),
            10 => self.comment(choices),
            _ => self.write(choices),
        }
    }

    fn pick(&self, choices: &mut Choices<'_>) -> usize {
        choices.below(self.nodes.len())
    }

    /// Brings the tree of a node into that of another one, as attaching a handle does.
    fn unite(&mut self, node: usize, with: usize) {
        let (from, into) = (self.spots[node].0, self.spots[with].0);
        if from == into {
            return;
        }
        let other = std::mem::take(&mut self.trees[from]);
        let by = self.trees[into].absorb(&other, 0);
        for (tree, id) in &mut self.spots {
            if *tree == from {
                (*tree, id.0) = (into, id.0 + by);
            }
        }
    }

    /// Whether `child` may get below `parent`: no cycle comes of it, and no tree that is too large to be walked.
    fn fits(&self, child: usize, parent: usize) -> bool {
        !self.reaches(child, parent) && self.size(child) < LARGEST / 4 && self.size(self.root(parent)) < LARGEST
    }

    fn reaches(&self, from: usize, to: usize) -> bool {
        let mut seen = vec![false; self.nodes.len()];
        let mut work = vec![from];
        while let Some(at) = work.pop() {
            if at == to {
                return true;
            }
            if !std::mem::replace(&mut seen[at], true) {
                self.nodes[at].args.iter().for_each(|(_, held)| children(held, &mut work));
            }
        }
        false
    }

    /// Nodes below and with a node, up to a bound.
    fn size(&self, node: usize) -> usize {
        let mut work = vec![node];
        let mut size = 0;
        while let Some(at) = work.pop() {
            size += 1;
            if size > LARGEST {
                break;
            }
            self.nodes[at].args.iter().for_each(|(_, held)| children(held, &mut work));
        }
        size
    }

    /// The node above all that hold this one, as far as parents know.
    fn root(&self, mut node: usize) -> usize {
        for _ in 0..self.nodes.len() {
            match self.nodes[node].place {
                Some((parent, ..)) => node = parent,
                None => break,
            }
        }
        node
    }

    // ---- the changes, in the tree and in the model ----------------------------------------------------------------

    /// A value for an argument of `parent`: for the model; [`World::stored`] gives the tree's.
    fn value(&mut self, choices: &mut Choices<'_>, parent: usize) -> Option<Held> {
        Some(match choices.below(8) {
            0 => return None,
            1 => Held::Text(format!("t{}", choices.below(9))),
            2 => Held::Plain(Value::Bool(choices.below(2) == 1)),
            3 => Held::Plain(Value::Int(choices.below(200) as i64 - 100)),
            4 | 5 => {
                let child = self.pick(choices);
                if !self.fits(child, parent) {
                    return None;
                }
                self.unite(child, parent);
                Held::Node(child)
            }
            _ => {
                let mut items = Vec::new();
                for _ in 0..choices.below(4) {
                    let child = self.pick(choices);
                    if self.fits(child, parent) && !items.contains(&Held::Node(child)) {
                        self.unite(child, parent);
                        items.push(Held::Node(child));
                    }
                }
                Held::List(items)
            }
        })
    }

    fn stored(&mut self, held: &Held, tree: usize) -> Value {
        match held {
            Held::Text(text) => self.trees[tree].text_value(text),
            Held::Plain(value) => *value,
            Held::Node(node) => Value::Node(self.spots[*node].1),
            Held::List(items) => {
                let items: Vec<Value> = items.iter().map(|item| self.stored(item, tree)).collect();
                self.trees[tree].list_of(&items)
            }
        }
    }

    /// What setting an argument does in the model.
    fn model_set(&mut self, node: usize, arg: Arg, held: Option<Held>) {
        let args = &mut self.nodes[node].args;
        let at = args.iter().position(|(known, _)| *known == arg);
        match (at, held.clone()) {
            (Some(at), Some(held)) => args[at].1 = held,
            (Some(at), None) => drop(args.remove(at)),
            (None, Some(held)) => args.push((arg, held)),
            (None, None) => {}
        }
        match held {
            Some(Held::Node(child)) => self.nodes[child].place = Some((node, arg, None)),
            Some(Held::List(items)) => {
                for (i, item) in items.iter().enumerate() {
                    if let Held::Node(child) = item {
                        self.nodes[*child].place = Some((node, arg, Some(i)));
                    }
                }
            }
            _ => {}
        }
    }

    fn model_get(&self, node: usize, arg: Arg) -> Option<&Held> {
        self.nodes[node].args.iter().find(|(known, _)| *known == arg).map(|(_, held)| held)
    }

    fn make(&mut self, choices: &mut Choices<'_>) {
        let kind = KINDS[choices.below(KINDS.len())];
        let tree = self.spots[self.pick(choices)].0;
        let id = self.trees[tree].make(kind, &[]);
        let node = self.learn(tree, id);
        for _ in 0..choices.below(3) {
            self.set_one(choices, node);
        }
    }

    fn set(&mut self, choices: &mut Choices<'_>) {
        let node = self.pick(choices);
        self.set_one(choices, node);
    }

    fn set_one(&mut self, choices: &mut Choices<'_>, node: usize) {
        let arg = ARGS[choices.below(ARGS.len())];
        let held = self.value(choices, node);
        let (tree, id) = self.spots[node];
        let value = held.as_ref().map_or(Value::None, |held| self.stored(held, tree));
        self.trees[tree].set(id, arg, value);
        self.model_set(node, arg, held);
    }

    fn append(&mut self, choices: &mut Choices<'_>) {
        let (node, child) = (self.pick(choices), self.pick(choices));
        let arg = ARGS[choices.below(ARGS.len())];
        if !self.fits(child, node) {
            return;
        }
        self.unite(child, node);
        let (tree, id) = self.spots[node];
        self.trees[tree].append(id, arg, self.spots[child].1);
        match self.model_get(node, arg).cloned() {
            Some(Held::List(mut items)) => {
                items.push(Held::Node(child));
                let index = items.len() - 1;
                let at = self.nodes[node].args.iter().position(|(known, _)| *known == arg).expect("it was just read");
                self.nodes[node].args[at].1 = Held::List(items);
                self.nodes[child].place = Some((node, arg, Some(index)));
            }
            _ => self.model_set(node, arg, Some(Held::List(vec![Held::Node(child)]))),
        }
    }

    fn replace(&mut self, choices: &mut Choices<'_>) {
        let (old, new) = (self.pick(choices), self.pick(choices));
        let Some((parent, arg, index)) = self.nodes[old].place else { return };
        if old == new || !self.fits(new, parent) {
            return;
        }
        self.unite(new, parent);
        self.unite(old, parent);
        let (tree, id) = self.spots[old];
        self.trees[tree].replace(id, self.spots[new].1);
        if self.model_put(parent, arg, index, new) {
            self.nodes[old].place = None;
        }
    }

    /// Puts a node at a place; false if the place is not there.
    fn model_put(&mut self, parent: usize, arg: Arg, index: Option<usize>, new: usize) -> bool {
        let at = self.nodes[parent].args.iter().position(|(known, _)| *known == arg);
        match (at.map(|at| &mut self.nodes[parent].args[at].1), index) {
            (Some(Held::List(items)), Some(index)) if index < items.len() => {
                items[index] = Held::Node(new);
                self.nodes[new].place = Some((parent, arg, Some(index)));
            }
            (Some(Held::List(_)), _) => return false,
            _ => self.model_set(parent, arg, Some(Held::Node(new))),
        }
        true
    }

    fn pop(&mut self, choices: &mut Choices<'_>) {
        let node = self.pick(choices);
        let (tree, id) = self.spots[node];
        self.trees[tree].pop(id);
        let Some((parent, arg, _)) = self.nodes[node].place else { return };
        let rest = match self.model_get(parent, arg) {
            Some(Held::List(items)) => {
                Some(Held::List(items.iter().filter(|item| **item != Held::Node(node)).cloned().collect()))
            }
            _ => None,
        };
        self.model_set(parent, arg, rest);
        self.nodes[node].place = None;
    }

    fn wrap(&mut self, choices: &mut Choices<'_>) {
        let old = self.pick(choices);
        let (tree, id) = self.spots[old];
        let place = self.nodes[old].place;
        let new = self.trees[tree].wrap(id, |tree, old| tree.make(Kind::Paren, &[(Arg::This, Value::Node(old))]));
        self.nodes.push(Node { kind: Kind::Paren, args: Vec::new(), place: None, comments: Vec::new() });
        self.spots.push((tree, new));
        let wrapper = self.nodes.len() - 1;
        self.model_set(wrapper, Arg::This, Some(Held::Node(old)));
        let Some((parent, arg, index)) = place else { return };
        match (index, self.model_get(parent, arg)) {
            (Some(index), Some(Held::List(items))) if index < items.len() => {
                self.model_put(parent, arg, Some(index), wrapper);
            }
            (Some(_), _) => {}
            (None, _) => self.model_set(parent, arg, Some(Held::Node(wrapper))),
        }
    }

    fn copy(&mut self, choices: &mut Choices<'_>) {
        let node = self.pick(choices);
        if self.size(node) > LARGEST / 4 || self.nodes.len() > LARGEST {
            return;
        }
        let (tree, id) = self.spots[node];
        let copy = self.trees[tree].copy(id);
        let first = self.learn(tree, copy);
        self.same_as_copied(node, first);
    }

    fn import(&mut self, choices: &mut Choices<'_>) {
        let (node, into) = (self.pick(choices), self.pick(choices));
        let ((from, id), into) = (self.spots[node], self.spots[into].0);
        if from == into || self.size(node) > LARGEST / 4 || self.nodes.len() > LARGEST {
            return;
        }
        let other = self.trees[from].clone();
        let copy = self.trees[into].import(&other, id);
        let first = self.learn(into, copy);
        self.same_as_copied(node, first);
    }

    /// What was learnt of a copy is what the model has of the original, but nobody's child.
    fn same_as_copied(&self, original: usize, copy: usize) {
        assert_eq!(self.nodes[copy].place, None, "a copy has a parent");
        let mut work = vec![(original, copy)];
        while let Some((a, b)) = work.pop() {
            let (a, b) = (&self.nodes[a], &self.nodes[b]);
            assert_eq!((a.kind, &a.comments, a.args.len()), (b.kind, &b.comments, b.args.len()), "a copy differs");
            for ((arg, held), (other_arg, other)) in a.args.iter().zip(&b.args) {
                assert_eq!(arg, other_arg, "a copy has other arguments");
                pair(held, other, &mut work);
            }
        }
    }

    fn comment(&mut self, choices: &mut Choices<'_>) {
        let node = self.pick(choices);
        let (tree, id) = self.spots[node];
        let text = self.trees[tree].text("said");
        self.trees[tree].add_comments(id, [text]);
        self.nodes[node].comments.push("said".to_string());
    }

    /// Writing leaves a tree as it was.
    fn write(&mut self, choices: &mut Choices<'_>) {
        let node = self.pick(choices);
        // What is held twice is written twice, and holds others that are.
        if self.size(node) > LARGEST {
            return;
        }
        let names = dialects::DEFINITIONS;
        let name = names[choices.below(names.len())].name;
        let options = GenerateOptions { pretty: choices.below(2) == 1, ..GenerateOptions::default() };
        let dialect = dialects::get(name).expect("registered dialects exist");
        let (tree, id) = self.spots[node];
        if dialect.rewrites.is_empty() && !self.is_shared(node) {
            let tree = &mut self.trees[tree];
            let mark = tree.mark();
            generate(tree, id, &dialect, &options).expect("within limits");
            tree.reset(mark, id);
        } else {
            let mut tree = self.trees[tree].clone();
            let copy = tree.copy(id);
            let root = dialect.prepare(&mut tree, copy);
            generate(&mut tree, root, &dialect, &options).expect("within limits");
        }
    }

    /// Whether a node below is reached twice, or does not know who holds it: such trees are written from a copy.
    fn is_shared(&self, node: usize) -> bool {
        let mut seen = vec![false; self.nodes.len()];
        let mut work = vec![node];
        while let Some(at) = work.pop() {
            if std::mem::replace(&mut seen[at], true) {
                return true;
            }
            let first = work.len();
            self.nodes[at].args.iter().for_each(|(_, held)| children(held, &mut work));
            if work[first..].iter().any(|child| self.nodes[*child].place.map(|(parent, ..)| parent) != Some(at)) {
                return true;
            }
        }
        false
    }

    // ---- checking ---------------------------------------------------------------------------------------------------

    fn check(&self) {
        let known: Vec<HashMap<NodeId, usize>> = (0..self.trees.len())
            .map(|tree| {
                let here = self.spots.iter().enumerate().filter(|(_, (at, _))| *at == tree);
                here.map(|(node, (_, id))| (*id, node)).collect()
            })
            .collect();
        for (node, (tree, id)) in self.nodes.iter().zip(&self.spots) {
            assert_eq!(&read(&self.trees[*tree], *id, &known[*tree]), node, "a node is not as the model has it");
        }
    }

    /// All forms of all trees agree.
    fn finish(&mut self) {
        for node in 0..self.nodes.len() {
            if self.nodes[node].place.is_some() || self.size(node) > LARGEST {
                continue;
            }
            let (tree, id) = self.spots[node];
            let mut tree = self.trees[tree].clone();
            let copy = tree.copy(id);
            assert!(tree.equal(id, &tree, copy), "the copy differs");
            assert_eq!(tree.hash(id), tree.hash(copy), "the copy's hash differs");
            tree.outline(copy);
            let mut other = Tree::new();
            let loaded = other.load(&tree.dump(copy)).expect("a dump can be loaded");
            assert!(tree.equal(copy, &other, loaded), "what is loaded from a dump differs");
        }
    }
}

/// A node of a tree as the model has them.
fn read(tree: &Tree, id: NodeId, known: &HashMap<NodeId, usize>) -> Node {
    let node = |id: NodeId| known.get(&id).copied().unwrap_or(usize::MAX);
    let held = |value: Value| held(tree, value, &node);
    let text = |text: &Text| tree.str(*text).to_string();
    Node {
        kind: tree.kind(id),
        args: tree.arguments(id).map(|(arg, value)| (arg, held(value))).collect(),
        place: tree.parent(id).map(|parent| (node(parent), tree.parent_arg(id), tree.index(id))),
        comments: tree.comments(id).iter().map(text).collect(),
    }
}

fn held(tree: &Tree, value: Value, node: &dyn Fn(NodeId) -> usize) -> Held {
    match value {
        Value::Text(text) => Held::Text(tree.str(text).to_string()),
        Value::Node(id) => Held::Node(node(id)),
        Value::List(list) => Held::List(tree.items(list).map(|item| held(tree, item, node)).collect()),
        value => Held::Plain(value),
    }
}

/// Nodes in a value, in order.
fn children(held: &Held, out: &mut Vec<usize>) {
    match held {
        Held::Node(node) => out.push(*node),
        Held::List(items) => items.iter().for_each(|item| children(item, out)),
        _ => {}
    }
}

/// Pairs of nodes at the same places of two values, which are otherwise the same.
fn pair(a: &Held, b: &Held, out: &mut Vec<(usize, usize)>) {
    match (a, b) {
        (Held::Node(a), Held::Node(b)) => out.push((*a, *b)),
        (Held::List(a), Held::List(b)) => {
            assert_eq!(a.len(), b.len(), "a copied list has another length");
            a.iter().zip(b).for_each(|(a, b)| pair(a, b, out));
        }
        (a, b) => assert_eq!(a, b, "a copied value differs"),
    }
}
