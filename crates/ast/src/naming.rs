//! What nodes are called: the name, alias and output name that people see.

use crate::{Arg, Kind, NodeId, Tree, Value};

impl Tree {
    /// The text under an argument: itself, or the name of the identifier, literal, variable, placeholder, star or
    /// null there; else empty.
    pub fn text_of(&self, id: NodeId, arg: Arg) -> &str {
        let (mut id, mut arg) = (id, arg);
        for _ in self.steps() {
            match self.get(id, arg) {
                Value::Text(text) => return self.str(text),
                Value::Node(child) => match self.kind(child) {
                    Kind::Star => return "*",
                    Kind::Null => return "NULL",
                    Kind::Placeholder if !self.has(child, Arg::This) => return "?",
                    Kind::Identifier | Kind::Literal | Kind::Var | Kind::Placeholder => (id, arg) = (child, Arg::This),
                    _ => return "",
                },
                _ => return "",
            }
        }
        ""
    }

    /// As many steps as lead anywhere: a node may be made to hold itself.
    pub(crate) fn steps(&self) -> std::ops::RangeInclusive<usize> {
        0..=self.len()
    }

    /// The name: of a column, table or variable its own, of a cast its operand's, of most others the text under `this`.
    pub fn name(&self, id: NodeId) -> &str {
        let mut node = id;
        for _ in self.steps() {
            let inner = match self.kind(node) {
                Kind::Star => return "*",
                Kind::Null => return "NULL",
                Kind::Placeholder if !self.has(node, Arg::This) => return "?",
                Kind::Table if self.this(node).is_some_and(|this| self.is(this, Kind::Func)) => return "",
                Kind::Dot => self.expression(node),
                Kind::Anonymous
                | Kind::DataTypeParam
                | Kind::DynamicIdentifier
                | Kind::Execute
                | Kind::From
                | Kind::Ordered
                | Kind::Table => self.this(node),
                kind if kind.is(Kind::Cast) => self.this(node),
                _ => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => return self.text_of(node, Arg::This),
            }
        }
        ""
    }

    /// The alias; empty if there is none.
    pub fn alias(&self, id: NodeId) -> &str {
        match self.node(id, Arg::Alias) {
            Some(alias) if self.kind(alias) == Kind::TableAlias => self.name(alias),
            _ => self.text_of(id, Arg::Alias),
        }
    }

    /// The alias if there is one, else the name.
    pub fn alias_or_name(&self, id: NodeId) -> &str {
        let mut id = id;
        for _ in self.steps() {
            match (self.kind(id), self.this(id)) {
                (Kind::From | Kind::Join, None) => return "",
                (Kind::From | Kind::Join, Some(this)) => id = this,
                _ => break,
            }
        }
        match self.alias(id) {
            "" => self.name(id),
            alias => alias,
        }
    }

    /// The name of the column that a projection makes; empty if the dialect would have to make one up.
    pub fn output_name(&self, id: NodeId) -> &str {
        let mut node = id;
        for _ in self.steps() {
            let inner = match self.kind(node) {
                Kind::Alias | Kind::Subquery => return self.alias(node),
                Kind::Agg | Kind::Paren => return self.this(node).map_or("", |this| self.name(this)),
                Kind::Column | Kind::Dot | Kind::Identifier | Kind::Literal | Kind::Star | Kind::TableColumn => {
                    return self.name(node)
                }
                kind if kind.is(Kind::Cast) => return self.name(node),
                Kind::JSONPath => return self.path_name(node),
                Kind::Bracket => match self.expressions(node)[..] {
                    [only] => Some(only),
                    _ => None,
                },
                Kind::JSONExtract | Kind::JSONExtractScalar if !self.has(node, Arg::Expressions) => {
                    self.expression(node)
                }
                _ => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => return "",
            }
        }
        ""
    }

    /// The last key of a path, if it ends in one.
    fn path_name(&self, id: NodeId) -> &str {
        match self.expressions(id).last().map(|last| self.get(*last, Arg::This)) {
            Some(Value::Text(text)) => self.str(text),
            _ => "",
        }
    }

    /// Whether the node stands for all columns, or selects a star.
    pub fn is_star(&self, id: NodeId) -> bool {
        let mut work = vec![id];
        for _ in self.steps() {
            let Some(node) = work.pop() else { break };
            match self.kind(node) {
                Kind::Star => return true,
                Kind::Column if self.this(node).is_some_and(|this| self.kind(this) == Kind::Star) => return true,
                Kind::Dot => work.extend(self.expression(node)),
                Kind::Select => work.extend(self.expressions(node)),
                Kind::Subquery => work.extend(self.this(node)),
                kind if kind.is(Kind::SetOperation) => {
                    work.extend(self.expression(node));
                    work.extend(self.this(node));
                }
                _ => {}
            }
        }
        false
    }

    /// Whether the node is a string literal.
    pub fn is_string(&self, id: NodeId) -> bool {
        self.kind(id) == Kind::Literal && self.has(id, Arg::IsString)
    }

    /// Whether the node is a numeric literal, or minus one.
    pub fn is_number(&self, id: NodeId) -> bool {
        self.number(id).is_some()
    }

    /// Whether the node is an integer, or minus one.
    pub fn is_int(&self, id: NodeId) -> bool {
        self.number(id).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
    }

    fn number(&self, id: NodeId) -> Option<&str> {
        let mut node = id;
        for _ in self.steps() {
            match self.kind(node) {
                Kind::Neg => node = self.this(node)?,
                _ => break,
            }
        }
        (self.kind(node) == Kind::Literal && !self.has(node, Arg::IsString)).then(|| self.text_of(node, Arg::This))
    }
}
