//! Comments of nodes.

use super::{layout::Saved, Generator, Part};
use sqlectic_ast::{Arg, Kind, NodeId, Text};

impl Generator<'_> {
    pub(super) fn node_with_comments(&mut self, id: NodeId) {
        if self.tree.comments(id).is_empty() {
            return self.node_only(id);
        }
        let comments = self.tree.comments(id).to_vec();
        let kind = self.tree.kind(id);
        // Behind WITH, a query writes its comments itself.
        let own =
            self.dialect.generator.excludes_comments(kind) || kind == Kind::Select && self.tree.has(id, Arg::With);
        if own {
            return self.node_only(id);
        }
        let start = self.out.save();
        self.node_only(id);
        if !self.replaced_since(Part::Comment, id, start) {
            self.comment_since(start, &comments, self.dialect.generator.separates_comments(kind));
        }
    }

    /// Adds comments to what was written since `start`: before it on lines of their own if `separated`, else after it.
    pub(super) fn comment_since(&mut self, start: Saved, comments: &[Text], separated: bool) {
        let comments: Vec<String> =
            comments.iter().filter(|text| text.len > 0).map(|text| self.comment_text(*text)).collect();
        if comments.is_empty() {
            return;
        }
        if separated {
            return self.out.insert_comments(start, &comments);
        }
        // A semicolon of its own is nothing but its comments.
        if self.position() > 0 {
            self.write(" ");
        }
        self.write(&comments.join(" "));
    }

    /// A comment between its marks, padded with blanks.
    fn comment_text(&self, text: Text) -> String {
        let text = self.tree.str(text);
        let left = if text.starts_with(char::is_whitespace) { "" } else { " " };
        let right = if text.ends_with(char::is_whitespace) { "" } else { " " };
        // A line comment may hold the end of a block comment.
        let text = text.replace("*/", "* /").replace("/*", "/ *");
        format!("/*{left}{text}{right}*/")
    }

    /// Writes the comments of a node whose kind places them itself.
    #[inline]
    pub fn own_comments(&mut self, id: NodeId) {
        if self.tree.has_comments() && self.options.comments {
            self.comments_behind(id);
        }
    }

    fn comments_behind(&mut self, id: NodeId) {
        let comments = self.tree.comments(id).to_vec();
        let start = self.out.save();
        if !comments.is_empty() && !self.replaced(Part::CommentBehind, id, "") {
            self.comment_since(start, &comments, false);
        }
    }

    /// Writes a node's comments before what was written since `start`, for kinds whose comments it keeps out.
    pub(crate) fn comments_before(&mut self, start: Saved, id: NodeId) {
        if !self.tree.has_comments() || !self.options.comments {
            return;
        }
        let comments = self.tree.comments(id).to_vec();
        if !comments.is_empty() && !self.replaced_since(Part::CommentBefore, id, start) {
            self.comment_since(start, &comments, true);
        }
    }
}
