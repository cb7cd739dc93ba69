//! Calls of functions: names in the case that the options ask for, and arguments in parentheses.

use super::{FunctionCase, Generator, ListStyle};

use smallvec::SmallVec;
use sqlectic_ast::{Arg, NodeId, Value};
use std::borrow::Cow;

impl Generator<'_> {
    /// A function's name in the case that the options ask for.
    pub fn function_name<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match self.function_case {
            FunctionCase::Upper if name.bytes().any(|b| b.is_ascii_lowercase()) => name.to_uppercase().into(),
            FunctionCase::Lower => name.to_lowercase().into(),
            _ => name.into(),
        }
    }

    /// Writes a function's name in the case that the options ask for.
    pub fn write_function_name(&mut self, name: &str) {
        match self.function_name(name) {
            Cow::Borrowed(name) => self.write(name),
            Cow::Owned(name) => self.write(&name),
        }
    }

    /// Which case functions are written in.
    pub fn function_case(&self) -> FunctionCase {
        self.function_case
    }

    /// Writes `NAME(a, b)`; arguments that are nothing are left out.
    pub fn func(&mut self, name: &str, args: &[Value]) {
        self.func_with(name, "(", ")", args);
    }

    /// Writes a call of these arguments of a node.
    pub fn func_of(&mut self, id: NodeId, name: &str, args: &[Arg]) {
        let values: Vec<Value> = args.iter().map(|arg| self.tree.get(id, *arg)).collect();
        self.func(name, &values);
    }

    /// Writes a call with these brackets.
    pub fn func_with(&mut self, name: &str, open: &str, close: &str, args: &[Value]) {
        self.write_function_name(name);
        self.write(open);
        self.arguments(args);
        self.write(close);
    }

    /// Writes arguments of a call: on one line, or one a line in pretty mode if they are too wide.
    pub fn arguments(&mut self, args: &[Value]) {
        self.wide_list(args, ",");
    }

    /// Writes the items of an array in brackets: as arguments, but what separates them counts for the width, and items of
    /// several lines are indented.
    pub fn array_items(&mut self, items: Value) {
        let style = ListStyle { dynamic: true, new_line: true, skip_first: true, ..ListStyle::default() };
        match items {
            Value::List(list) => self.items(self.tree.item_count(list), |g, i| g.tree.item(list, i), &style),
            Value::None => {}
            value => self.items(1, |_, _| value, &style),
        }
    }

    /// Writes a call whose arguments are written by functions, laid out as [`Generator::func`] does; those that write nothing
    /// are left out.
    pub fn call(&mut self, name: &str, args: &[&dyn Fn(&mut Self)]) {
        self.write_function_name(name);
        self.write("(");
        let group = self.out.open_group(self.options.pad, true, true);
        let (mut width, mut any) = (0, false);
        for arg in args {
            let before = self.out.save();
            if any {
                self.write(",");
                self.group_blank();
            }
            let (start, measure) = (self.position(), self.out.measure());
            arg(self);
            match self.position() == start {
                true => self.out.restore(before),
                false => {
                    width += self.out.width_since(measure);
                    any = true;
                }
            }
        }
        let broken = any && width > self.options.max_text_width;
        self.close_group(group, broken);
        self.write(")");
    }

    /// Writes arguments between blanks, as those of hints.
    pub fn words(&mut self, items: &[Value]) {
        self.wide_list(items, "");
    }

    /// A list that is broken in pretty mode if its items are too wide.
    fn wide_list(&mut self, args: &[Value], comma: &str) {
        let group = self.out.open_group(self.options.pad, true, true);
        let (mut width, mut any) = (0, false);
        let mut item = |g: &mut Self, item: Value| {
            // A switch is no argument.
            if matches!(item, Value::None | Value::Bool(_)) {
                return;
            }
            if std::mem::replace(&mut any, true) {
                g.write(comma);
                g.group_blank();
            }
            let measure = g.out.measure();
            g.value(item);
            width += g.out.width_since(measure);
        };
        for arg in args {
            match *arg {
                Value::List(list) => (0..self.tree.item_count(list)).for_each(|i| item(self, self.tree.item(list, i))),
                value => item(self, value),
            }
        }
        let broken = any && width > self.options.max_text_width;
        self.close_group(group, broken);
    }

    /// Writes a function kind under another name, its arguments by position.
    pub fn function_named(&mut self, id: NodeId, name: &str) {
        let args = self.positional_args(id);
        self.func(name, &args);
    }

    /// The arguments of a function kind by position.
    pub fn positional_args(&self, id: NodeId) -> SmallVec<[Value; 4]> {
        let row = self.tree.kind(id).row();
        let mut args = SmallVec::new();
        for declared in row.args {
            match self.tree.get(id, declared.arg) {
                Value::Bool(_) => {}
                Value::List(list) => args.extend(self.tree.items(list)),
                value => args.push(value),
            }
        }
        while args.last() == Some(&Value::None) {
            args.pop();
        }
        args
    }
}
