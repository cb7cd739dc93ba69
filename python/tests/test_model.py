"""Random sequences of changes, made to our nodes and to the reference's at once: after each both are the same.

`SQLECTIC_MODEL_STEPS` is the number of steps, `SQLECTIC_MODEL_SEED` the seed of the first sequence.
"""

import os
import random
from itertools import zip_longest

import pytest

sqlglot = pytest.importorskip("sqlglot")

import sqlectic  # noqa: E402

STEPS = int(os.environ.get("SQLECTIC_MODEL_STEPS", "6000"))
SEED = int(os.environ.get("SQLECTIC_MODEL_SEED", "1"))
SEQUENCE = 150

STATEMENTS = [
    "SELECT a, b + 1 AS c, f(x, y) FROM t AS u JOIN v ON u.i = v.i WHERE a > 1 AND b IN (1, 2, 3) ORDER BY c LIMIT 5",
    "WITH q AS (SELECT 1 AS one) SELECT CASE WHEN one = 1 THEN 'x' ELSE 'y' END, q.* FROM q /* note */",
    "SELECT SUM(x) OVER (PARTITION BY y ORDER BY z DESC), CAST(a AS DECIMAL(10, 2)) FROM (SELECT * FROM t) AS s",
    "INSERT INTO t (a, b) VALUES (1, 'two'), (3, 'four')",
    "UPDATE t SET a = 1, b = a + 2 WHERE NOT c OR d BETWEEN 1 AND 2",
    "SELECT a FROM x UNION ALL SELECT b FROM y",
]
EXPRESSIONS = ["a", "t.b", "1", "'s'", "x + y * 2", "COALESCE(a, b, 3)", "(a OR b)", "NOT c", "a.b.c", "CURRENT_DATE"]


# Nodes that are made, some alone and some of others.
MAKERS = [
    lambda exp: exp.to_identifier("a b"),
    lambda exp: exp.Identifier(this="é", quoted=False),
    lambda exp: exp.Literal.number(-3),
    lambda exp: exp.Literal.string("x").copy(),
    lambda exp: exp.column("c", table="t"),
    lambda exp: exp.Column(this=exp.to_identifier("d")),
    lambda exp: exp.EQ(this=exp.Null(), expression=exp.column("e")),
    lambda exp: exp.Tuple(expressions=[exp.Literal.number(1), exp.Tuple(expressions=[exp.to_identifier("f")])]),
]

# A tree that became larger than this is given up: nodes that hang in several places multiply.
LARGEST = 400


class Pairs:
    """Trees of both modules, in step."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.roots = []
        self.known = {}
        self.keep = []
        self.log = []
        # What was taken out of trees lately.
        self.loose = []
        for _ in range(3):
            self.parse(self.random.choice(STATEMENTS))

    def parse(self, sql):
        pair = sqlectic.parse_one(sql), sqlglot.parse_one(sql)
        self.roots.append(pair)
        return pair

    def expression(self):
        make = self.random.choice([None, *MAKERS])
        if make is not None:
            return make(sqlectic.exp), make(sqlglot.exp)
        return self.parse_only(self.random.choice(EXPRESSIONS))

    def parse_only(self, sql):
        return sqlectic.parse_one(sql), sqlglot.parse_one(sql)

    def note(self, *what):
        self.log.append(what)

    def pick(self, *names):
        """A node of some tree, with its counterpart."""
        ours, theirs = self.random.choice(self.roots)
        mine, others = list(ours.walk()), list(theirs.walk())
        at = [i for i, node in enumerate(others) if not names or isinstance(node, self.classes(names))]
        if not at:
            return None
        i = self.random.choice(at)
        return mine[i], others[i]

    def classes(self, names):
        return tuple(getattr(sqlglot.exp, name) for name in names)

    def know(self, mine, other):
        """Ours stays the same object for as long as the reference's."""
        assert self.known.setdefault(id(other), mine) is mine, "an object stays the same"
        self.keep.append(other)

    def meet(self, ours, theirs):
        """Learns which node is which."""
        for mine, other in zip_longest(ours.walk(), theirs.walk()):
            assert mine is not None and other is not None, "a walk has as many nodes"
            assert type(mine).__name__ == type(other).__name__
            self.know(mine, other)

    def check_node(self, mine, other):
        assert mine.arg_key == other.arg_key
        assert mine.index == other.index
        assert type(mine.parent).__name__ == type(other.parent).__name__
        if id(other.parent) in self.known and other.parent is not None:
            assert mine.parent is self.known[id(other.parent)]
        assert (mine.comments or []) == (other.comments or [])

    def check_args(self, mine, other):
        """The dicts that are shown, and the lists in them."""
        for key, value in other.args.items():
            if value is not None:
                found = mine.args[key]
                assert isinstance(found, list) == isinstance(value, list)
                if isinstance(value, list):
                    self.know(found, value)
                    assert len(found) == len(value)
                elif id(value) in self.known:
                    assert found is self.known[id(value)]

    def check(self):
        self.roots = [pair for pair in self.roots if sum(1 for _ in pair[1].walk()) < LARGEST]
        while len(self.roots) < 2:
            self.parse(self.random.choice(STATEMENTS))
        # Looking at `args` makes ours keep it: some are looked at early, some never.
        shown = self.random.random() < 0.3
        for pair in self.roots + self.loose:
            self.meet(*pair)
        for ours, theirs in self.roots + self.loose:
            for mine, other in zip(ours.walk(), theirs.walk()):
                self.check_node(mine, other)
                if shown and self.random.random() < 0.3:
                    self.check_args(mine, other)
            assert repr(ours) == repr(theirs)
            self.check_sql(ours, theirs)

    def check_sql(self, ours, theirs):
        try:
            expected = theirs.sql()
        except Exception:  # What is no longer a statement; ours need not refuse it.
            ours.sql()
        else:
            assert ours.sql() == expected

    def release(self, pair):
        """Keeps an eye on a node that was taken out."""
        self.loose = (self.loose + [pair])[-4:]

    def contains(self, inner, outer):
        """Whether `inner` may not be put below `outer`, since that is below `inner`."""
        return any(node is outer for node in inner.walk())

    # ---- what can happen

    def op_replace(self):
        target = self.pick("Column", "Literal", "Add", "EQ", "Paren", "Func")
        if target is None or not self.has_place(target[1]):
            return
        new = self.expression()
        self.note("replace", target[1].sql(), new[1].sql())
        assert target[0].replace(new[0]) is new[0]
        target[1].replace(new[1])
        if self.random.random() < 0.2:
            self.roots.append(target)
        self.release(target)

    def op_replace_by_list(self):
        target = self.pick("Column", "Literal", "Func")
        if target is None or not self.in_list(target[1]):
            return
        news = [self.expression() for _ in range(self.random.randrange(4))]
        self.note("replace by list", target[1].sql(), len(news))
        target[0].replace([mine for mine, _ in news])
        target[1].replace([other for _, other in news])
        self.release(target)

    def in_list(self, node):
        """Whether a node stands in its parent's list, where it says so."""
        siblings = node.parent.args.get(node.arg_key) if node.parent is not None else None
        return isinstance(siblings, list) and isinstance(node.index, int) and node.index < len(siblings)

    def has_place(self, node):
        """Whether a node can be replaced: the reference raises where it says that it is in a list that is none."""
        if node.parent is None or node.arg_key is None or node.index is None:
            return node.parent is not None and node.arg_key is not None
        return isinstance(node.parent.args.get(node.arg_key, []), list)

    def op_move(self):
        """A node of one tree, without a copy, to another place: it hangs in both then."""
        source, target = self.pick("Column", "Literal", "Func", "Paren"), self.pick("Column", "Literal")
        if source is None or target is None or not self.has_place(target[1]):
            return
        if self.contains(source[1], target[1].parent):
            return
        self.note("move", source[1].sql(), target[1].sql())
        target[0].replace(source[0])
        target[1].replace(source[1])
        self.release(target)

    def op_share(self):
        """A node under one more parent, as its child or behind its back."""
        source, target = self.pick("Column", "Literal", "Func", "Paren"), self.pick("Select", "Coalesce", "Tuple", "Add")
        if source is None or target is None or self.contains(source[1], target[1]):
            return
        kind = self.random.choice(["set", "args", "append", "push"])
        if kind in ("append", "push") and not isinstance(target[1].args.get("expressions"), list):
            kind = "set"
        self.note("share", kind, source[1].sql(), target[1].sql())
        for node, child in zip(target, source):
            if kind == "set":
                node.set("this" if self.known_name(node) == "Add" else "extra", child)
            elif kind == "args":
                node.args["extra"] = child
            elif kind == "append":
                node.append("expressions", child)
            else:
                node.args["expressions"].append(child)

    def known_name(self, node):
        return type(node).__name__

    def op_place(self):
        """Another parent, set by hand."""
        target, parent = self.pick("Column", "Literal"), self.pick("Select", "Add")
        if target is None or parent is None or self.contains(target[1], parent[1]):
            return
        kind = self.random.choice(["none", "parent"])
        self.note("place", kind, target[1].sql())
        for node, other in zip(target, parent):
            node.parent = other if kind == "parent" else None

    def op_wrap(self):
        target = self.pick("Column", "Literal", "Func")
        if target is None or not self.has_place(target[1]):
            return
        parent, key, index = target[1].parent, target[1].arg_key, target[1].index
        self.note("wrap", target[1].sql())
        mine = target[0].parent
        a, b = sqlectic.exp.Lower(this=target[0]), sqlglot.exp.Lower(this=target[1])
        assert target[0].parent is a
        mine.set(key, a, index)
        parent.set(key, b, index)

    def op_list(self):
        target = self.pick("Select", "Coalesce", "Anonymous", "Tuple", "In")
        if target is None or not target[1].args.get("expressions"):
            return
        mine, other = target[0].args["expressions"], target[1].args["expressions"]
        assert isinstance(mine, list) and target[0].expressions is mine and len(mine) == len(other)
        new = self.expression()
        at = self.random.randrange(len(other))
        kinds = ["append", "insert", "set", "pop", "reverse", "extend", "slice", "remove", "add", "all", "delete", "again"]
        kind = self.random.choice(kinds)
        self.note("list", kind, at)
        for items, node in ((mine, new[0]), (other, new[1])):
            if kind == "append":
                items.append(node)
            elif kind == "insert":
                items.insert(at, node)
            elif kind == "set":
                items[at] = node
            elif kind == "pop" and len(items) > 1:
                items.pop(at)
            elif kind == "reverse":
                items.reverse()
            elif kind == "extend":
                items.extend([node])
            elif kind == "slice":
                items[at : at + 1] = [node]
            elif kind == "remove":
                items.remove(items[at].copy())
                items.append(node)
            elif kind == "add":
                items += [node]
            elif kind == "all":
                items[:] = [node, *items[:2]]
            elif kind == "delete":
                del items[at:]
                items.append(node)
            elif kind == "again":
                items.append(items[at])

    def op_set_list(self):
        target = self.pick("Select", "Coalesce", "Anonymous", "Tuple", "In")
        if target is None or not target[1].args.get("expressions"):
            return
        size = len(target[1].args["expressions"])
        news = [self.expression() for _ in range(self.random.randrange(1, 3))]
        index = self.random.choice([None, 0, size - 1, -1, size + 3])
        overwrite = self.random.random() < 0.7
        single = self.random.random() < 0.5
        self.note("set", index, overwrite, single, len(news))
        for module, node in ((0, target[0]), (1, target[1])):
            value = [pair[module] for pair in news]
            if index is None:
                node.set("expressions", value)
            else:
                node.set("expressions", value[0] if single else value, index=index, overwrite=overwrite)

    def op_append(self):
        target = self.pick("Select", "Coalesce", "Anonymous")
        if target is None:
            return
        new = self.expression()
        self.note("append", new[1].sql())
        target[0].append("expressions", new[0])
        target[1].append("expressions", new[1])

    def op_pop(self):
        target = self.pick("Column", "Literal", "Where", "Ordered", "Func")
        if target is None or not self.has_place(target[1]):
            return
        parent, key = target[1].parent, target[1].arg_key
        siblings = parent.args.get(key)
        # What is left has to be a statement: how others are written is nobody's concern.
        if not isinstance(siblings, list):
            if parent.arg_types.get(key):
                return
        # The reference counts the indexes behind down, and raises where there is none.
        elif len(siblings) < 2 or any(type(node.index) is not int for node in siblings):
            return
        self.note("pop", target[1].sql())
        assert target[0].pop() is target[0]
        target[1].pop()
        self.release(target)
        if self.random.random() < 0.5:
            self.roots.append(target)

    def op_args(self):
        target = self.pick("Select", "Column", "Alias", "Where")
        if target is None:
            return
        kind = self.random.choice(["object", "node", "delete", "update", "text", "absent", "none"])
        new = self.expression()
        self.note("args", kind)
        for node, value in ((target[0], new[0]), (target[1], new[1])):
            if kind == "object":
                node.args["thing"] = ("a", 1)
                assert node.args["thing"] == ("a", 1)
            elif kind == "node" and isinstance(node, (sqlectic.exp.Where, sqlglot.exp.Where)):
                node.args["this"] = value
                assert node.this is value
            elif kind == "delete":
                node.args.pop("thing", None)
            elif kind == "update":
                node.args.update({"thing": 1, "other": "x"})
            elif kind == "text":
                node.set("other", "words")
            elif kind == "absent":
                node.set("thing", None)
            elif kind == "none":
                node.args["other"] = None

    def op_copy(self):
        ours, theirs = self.random.choice(self.roots)
        copies = ours.copy(), theirs.copy()
        self.note("copy")
        assert copies[0] is not ours and copies[0] == ours
        assert hash(copies[0]) == hash(ours)
        assert copies[0].parent is None
        self.roots[self.random.randrange(len(self.roots))] = copies

    def op_transform(self):
        ours, theirs = self.random.choice(self.roots)
        copy = self.random.random() < 0.7 or not all(self.has_place(node) for node in theirs.find_all(sqlglot.exp.Literal))
        self.note("transform", copy)

        def double(module):
            def change(node):
                if isinstance(node, module.exp.Literal) and node.is_int:
                    return module.exp.Literal(this=node.this + "0", is_string=False)
                return node

            return change

        pair = ours.transform(double(sqlectic), copy=copy), theirs.transform(double(sqlglot), copy=copy)
        self.roots[self.roots.index((ours, theirs))] = pair

    def op_comments(self):
        target = self.pick("Select", "Column")
        if target is None:
            return
        self.note("comments", target[1].sql())
        for node in target:
            if self.random.random() < 2:
                node.comments = (node.comments or []) + ["noted"]
                node.comments.append("again")

    def op_forget(self):
        """Most objects that were seen are no longer held, so that trees may be swept."""
        self.note("forget")
        kept = [node for node in self.keep if self.random.random() < 0.2]
        self.known = {id(node): self.known[id(node)] for node in kept}
        self.keep = kept
        self.log = self.log[-20:]

    def op_parse(self):
        if len(self.roots) < 6:
            self.note("parse")
            self.parse(self.random.choice(STATEMENTS))

    def op_compare(self):
        first, second = self.random.choice(self.roots), self.random.choice(self.roots)
        # The reference remembers hashes, also where something was written directly since: copies don't.
        assert (first[0] == second[0]) == (first[1].copy() == second[1].copy())
        names = ["Column", "Literal", "Func", "Condition"]
        for name in names:
            mine = first[0].find_all(getattr(sqlectic.exp, name))
            others = first[1].find_all(getattr(sqlglot.exp, name))
            assert [node.sql() for node in mine] == [node.sql() for node in others]


@pytest.fixture(autouse=True)
def sweep_often():
    """Trees are swept whatever their size."""
    least = sqlectic._native.sweep_from(0)
    yield
    sqlectic._native.sweep_from(least)


OPS = sorted(name for name in vars(Pairs) if name.startswith("op_"))


@pytest.mark.parametrize("sequence", range(max(1, STEPS // SEQUENCE)))
def test_same_after_each_step(sequence):
    pairs = Pairs(SEED * 100_003 + sequence)
    pairs.check()
    for _ in range(SEQUENCE):
        op = pairs.random.choice(OPS)
        try:
            getattr(pairs, op)()
            pairs.check()
        except AssertionError as error:
            raise AssertionError(f"{error}\nafter {pairs.log[-8:]}") from error
        del pairs.roots[6:]
