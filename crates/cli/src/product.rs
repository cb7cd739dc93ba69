//! What an input becomes: a text, or an object for machines, and what there is to tell about it.

use crate::{
    diagnostics::{Diagnostic, Places},
    spool::Spool,
};
use serde_json::Value as Json;
use sqlectic::ParseIssue;

/// Errors and warnings that are shown of one input.
pub(crate) const SHOWN: usize = 20;

/// What an input became. It is made piece by piece and holds little of it in memory.
pub(crate) struct Product<'a> {
    /// Whether the object is wanted.
    pub(crate) json: bool,
    /// The text for people and files.
    pub(crate) text: Spool,
    /// Whether the text is kept and not only compared.
    pub(crate) keeps_text: bool,
    /// What of the source the text was not compared with; nothing if they differ.
    rest: Option<&'a str>,
    /// What is wrong: then the text is nothing worth.
    pub(crate) errors: Vec<ParseIssue>,
    /// What there is to tell about reading, and about writing.
    pub(crate) warnings: [Warnings; 2],
    /// What the object has besides errors and warnings: a list with this name, even if it is empty.
    pub(crate) list: Option<(&'static str, Items)>,
}

impl<'a> Product<'a> {
    pub(crate) fn new(source: &'a str, json: bool, text: Spool, keeps_text: bool) -> Product<'a> {
        let warnings = [Warnings::new(json), Warnings::new(json)];
        Product { json, text, keeps_text, rest: Some(source), errors: Vec::new(), warnings, list: None }
    }

    /// Adds to the text.
    pub(crate) fn push(&mut self, text: &str) {
        self.rest = self.rest.and_then(|rest| rest.strip_prefix(text));
        if self.keeps_text {
            self.text.push(text);
        }
    }

    /// Whether the text is not the source; a statement given as an argument has no line break at its end.
    pub(crate) fn differs(&self, argument: Option<&str>) -> bool {
        match argument {
            Some(sql) => self.text.in_memory().is_none_or(|text| text.trim_ascii_end() != sql.trim_end().as_bytes()),
            None => self.rest.is_none_or(|rest| !rest.is_empty()),
        }
    }

    /// Adds items to the list of the object, if that is wanted.
    pub(crate) fn items(&mut self, name: &'static str, items: impl IntoIterator<Item = Json>) {
        if self.json {
            let (_, list) = self.list.get_or_insert((name, Items::default()));
            items.into_iter().for_each(|item| list.add(&item));
        }
    }
}

/// JSON values that wait.
#[derive(Default)]
pub(crate) struct Items(Spool);

impl Items {
    fn add(&mut self, item: &Json) {
        if self.0.len() > 0 {
            self.0.push(",");
        }
        self.0.push(&item.to_string());
    }

    /// Writes all behind one another as one list.
    pub(crate) fn write_list(lists: impl IntoIterator<Item = Items>, out: &mut Spool) {
        out.push("[");
        let mut first = true;
        for Items(list) in lists {
            if list.len() > 0 {
                out.push(if first { "" } else { "," });
                out.append(list);
                first = false;
            }
        }
        out.push("]");
    }
}

/// Warnings: all of them for machines, the first few for people.
pub(crate) struct Warnings {
    json: bool,
    pub(crate) first: Vec<Diagnostic>,
    pub(crate) count: usize,
    pub(crate) all: Items,
}

impl Warnings {
    fn new(json: bool) -> Warnings {
        Warnings { json, first: Vec::new(), count: 0, all: Items::default() }
    }

    pub(crate) fn add(&mut self, warning: Diagnostic, places: &Places<'_>) {
        self.count += 1;
        if self.json {
            self.all.add(&warning.json(places));
        } else if self.first.len() < SHOWN {
            self.first.push(warning);
        }
    }
}
