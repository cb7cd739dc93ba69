//! The buffer: text, and in pretty mode marks for line breaks and indentation that are resolved at the end.
//!
//! Invariant: without pretty mode there are no marks, and writing is appending to a string.

/// What stands at a position of the buffer besides its text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// Nothing: a break of a group that stayed on one line.
    Nothing,
    /// A blank: the same, where the break stands for one.
    Blank,
    /// A line break, then the current indentation.
    Line,
    /// A change of the indentation.
    Indent(i16),
    /// Blanks: the indentation of a first item that stays on its line.
    Pad(i16),
}

/// A state of the buffer to return to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Saved {
    text: u32,
    /// What there is besides the text in pretty mode.
    layout: Option<SavedLayout>,
}

#[derive(Clone, Copy, Debug)]
struct SavedLayout {
    marks: u32,
    breaks: u32,
    counts: Counts,
    indent: i32,
}

/// What was written so far, as numbers: enough to tell the width of a part without looking at it again.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    /// Line breaks (each one character).
    lines: u32,
    /// Columns of indentation behind all line breaks.
    columns: u64,
    /// Bytes that are not the first of a character.
    continuation: u32,
    blanks: u32,
    /// Line breaks inside of comments and strings.
    inner_lines: u32,
}

/// How many characters a line break inside of a comment or string counts for, so that such text seldom shares a line.
const INNER_LINE: u32 = 15;

/// A position to measure from; nobody needs to know widths where no lines are broken.
#[derive(Clone, Copy, Debug)]
pub struct Measure(Option<Measured>);

#[derive(Clone, Copy, Debug)]
struct Measured {
    text: u32,
    counts: Counts,
    indent: i32,
}

/// A group that may be broken into lines after its items are written.
#[derive(Debug)]
pub(crate) struct Group {
    open: usize,
    indent: usize,
    new_line: bool,
    skip_first: bool,
    /// Whether lines inside are indented even if the group isn't broken: all but the first and the last.
    pub(crate) keep_edges: bool,
    counts: Counts,
}

#[derive(Debug, Default)]
pub(crate) struct Layout {
    text: String,
    pretty: bool,
    marks: Vec<(u32, Mark)>,
    /// Marks that are breaks of open groups.
    breaks: Vec<usize>,
    counts: Counts,
    indent: i32,
}

impl Layout {
    pub(crate) fn new(pretty: bool, capacity: usize) -> Layout {
        Layout { text: String::with_capacity(capacity), pretty, ..Layout::default() }
    }

    #[inline]
    pub(crate) fn push(&mut self, text: &str) {
        // Most of what is written is a blank, a bracket or an operator.
        match text.as_bytes() {
            [byte] => self.text.push(char::from(*byte)),
            _ => self.text.push_str(text),
        }
        if self.pretty {
            self.count(text);
        }
    }

    /// Takes characters of several bytes into account.
    #[inline(never)]
    fn count(&mut self, text: &str) {
        if !text.is_ascii() {
            self.counts.continuation += (text.len() - text.chars().count()) as u32;
        }
        self.counts.inner_lines += text.bytes().filter(|byte| *byte == b'\n').count() as u32;
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// What was written from a position on, without line breaks.
    pub(crate) fn since(&self, position: usize) -> &str {
        &self.text[position..]
    }

    /// About how long the text will be: with the indentation of its lines.
    #[inline]
    pub(crate) fn size(&self) -> usize {
        self.text.len() + self.counts.lines as usize + self.counts.columns as usize
    }

    #[inline]
    pub(crate) fn line_or(&mut self, flat: &str) {
        if !self.pretty {
            self.text.push_str(flat);
            return;
        }
        self.mark(Mark::Line);
        self.count_line();
    }

    fn count_line(&mut self) {
        self.counts.lines += 1;
        self.counts.columns += self.indent as u64;
    }

    #[inline]
    pub(crate) fn indent(&mut self, by: i16) {
        if self.pretty {
            self.mark(Mark::Indent(by));
            self.indent += by as i32;
        }
    }

    fn mark(&mut self, mark: Mark) {
        self.marks.push((self.text.len() as u32, mark));
    }

    /// Takes back the last line break and what changed the indentation since.
    pub(crate) fn drop_last_line(&mut self) {
        if let Some(i) = self.marks.iter().rposition(|(_, mark)| *mark == Mark::Line) {
            self.marks[i].1 = Mark::Nothing;
            self.counts.lines -= 1;
        }
    }

    #[inline]
    pub(crate) fn save(&self) -> Saved {
        let layout = self.pretty.then_some(SavedLayout {
            marks: self.marks.len() as u32,
            breaks: self.breaks.len() as u32,
            counts: self.counts,
            indent: self.indent,
        });
        Saved { text: self.text.len() as u32, layout }
    }

    pub(crate) fn restore(&mut self, saved: Saved) {
        self.text.truncate(saved.text as usize);
        if let Some(saved) = saved.layout {
            self.marks.truncate(saved.marks as usize);
            self.counts = saved.counts;
            self.indent = saved.indent;
            self.breaks.truncate(saved.breaks as usize);
        }
    }

    /// Takes back what was written since, as a layout of its own.
    pub(crate) fn take_since(&mut self, start: Saved) -> Layout {
        let text = self.text.split_off(start.text as usize);
        let mut taken = Layout { text, pretty: self.pretty, ..Layout::default() };
        if let Some(saved) = start.layout {
            let marks = self.marks.split_off(saved.marks as usize);
            taken.marks = marks.into_iter().map(|(at, mark)| (at - start.text, mark)).collect();
        }
        self.restore(start);
        taken
    }

    #[inline]
    pub(crate) fn measure(&self) -> Measure {
        let measured =
            self.pretty.then_some(Measured { text: self.text.len() as u32, counts: self.counts, indent: self.indent });
        Measure(measured)
    }

    /// Characters written since, as a text of its own would have them.
    #[inline]
    pub(crate) fn width_since(&self, from: Measure) -> usize {
        let Measure(Some(from)) = from else { return 0 };
        let lines = self.counts.lines - from.counts.lines;
        let columns = self.counts.columns - from.counts.columns;
        let base = u64::from(lines) * from.indent as u64;
        let flat = (self.text.len() as u32 - from.text) - (self.counts.continuation - from.counts.continuation)
            + (self.counts.blanks - from.counts.blanks)
            + (self.counts.inner_lines - from.counts.inner_lines) * (INNER_LINE - 1)
            + lines;
        flat as usize + columns.saturating_sub(base) as usize
    }

    /// Starts a group: a break that may become a line, and indentation.
    pub(crate) fn open_group(&mut self, indent: usize, new_line: bool, skip_first: bool) -> Group {
        let group =
            Group { open: self.marks.len(), indent, new_line, skip_first, keep_edges: false, counts: self.counts };
        if !self.pretty {
            return group;
        }
        // Slots for the indentation and the first line break, filled when the group closes.
        self.mark(Mark::Nothing);
        self.mark(Mark::Nothing);
        self.breaks.push(usize::MAX);
        group
    }

    /// Between two items of the innermost group: `broken` before a line break, or `flat`.
    pub(crate) fn group_break(&mut self, broken: &str, flat: &str) {
        self.text.push_str(broken);
        self.breaks.push(self.marks.len());
        self.mark(if flat == " " { Mark::Blank } else { Mark::Nothing });
        self.counts.blanks += flat.len() as u32;
    }

    pub(crate) fn close_group(&mut self, group: Group, broken: bool) {
        let mut breaks = Vec::new();
        while let Some(i) = self.breaks.pop() {
            if i == usize::MAX {
                break;
            }
            breaks.push(i);
        }
        if !broken {
            if group.keep_edges {
                self.indent_inside(&group);
            }
            return;
        }
        // Lines inside move right; breaks become lines.
        let inner_lines = self.counts.lines - group.counts.lines;
        let indent = group.indent as u64;
        self.counts.columns += u64::from(inner_lines) * indent;
        self.marks[group.open].1 = Mark::Indent(group.indent as i16);
        let outer = self.indent as u64;
        let line = |counts: &mut Counts, columns: u64| {
            counts.lines += 1;
            counts.columns += columns;
        };
        if group.new_line {
            self.marks[group.open + 1].1 = Mark::Line;
            line(&mut self.counts, outer + indent);
        } else if !group.skip_first {
            self.marks[group.open + 1].1 = Mark::Pad(group.indent as i16);
            self.counts.columns += indent;
        }
        for i in breaks {
            if self.marks[i].1 == Mark::Blank {
                self.counts.blanks -= 1;
            }
            self.marks[i].1 = Mark::Line;
            line(&mut self.counts, outer + indent);
        }
        self.mark(Mark::Indent(-(group.indent as i16)));
        if group.new_line {
            self.mark(Mark::Line);
            line(&mut self.counts, outer);
        }
    }

    /// Indents the lines of a group that isn't broken, all but the first and the last.
    fn indent_inside(&mut self, group: &Group) {
        let lines = self.counts.lines - group.counts.lines;
        let last = self.marks[group.open..].iter().rposition(|(_, mark)| *mark == Mark::Line);
        let Some(last) = last.filter(|_| lines > 1) else { return };
        let last = group.open + last;
        self.marks[group.open].1 = Mark::Indent(group.indent as i16);
        self.marks.insert(last, (self.marks[last].0, Mark::Indent(-(group.indent as i16))));
        self.counts.columns += u64::from(lines - 1) * group.indent as u64;
    }

    /// Puts comments and separators before what was written since `start`; lines inside of a comment stay as they are.
    pub(crate) fn insert_comments(&mut self, start: Saved, comments: &[String]) {
        let tail = self.text.split_off(start.text as usize);
        let first_mark = start.layout.map_or(0, |layout| layout.marks as usize);
        let mut marks: Vec<(u32, Mark)> = self.marks.split_off(first_mark);
        let leading_line = matches!(marks.first(), Some((at, Mark::Line)) if *at == start.text);
        let shift_from = self.text.len();
        let write = |layout: &mut Layout| {
            for (i, comment) in comments.iter().enumerate() {
                if i > 0 {
                    layout.line_or(" ");
                }
                layout.push(comment);
            }
        };
        if leading_line || tail.starts_with(char::is_whitespace) {
            // What follows brings its own separator.
            self.line_or(" ");
            write(self);
        } else {
            write(self);
            if !tail.is_empty() || !marks.is_empty() {
                self.line_or(" ");
            }
        }
        let shift = (self.text.len() - shift_from) as u32;
        for (at, _) in &mut marks {
            *at += shift;
        }
        for i in self.breaks.iter_mut().filter(|i| **i != usize::MAX && **i >= first_mark) {
            *i += self.marks.len() - first_mark;
        }
        self.text.push_str(&tail);
        self.marks.extend(marks);
    }

    /// The same with something else for the line breaks that the text has of its own.
    pub(crate) fn finish_with(mut self, line_break: &str) -> String {
        if self.text.contains('\n') {
            let places: Vec<u32> = self.text.match_indices('\n').map(|(at, _)| at as u32).collect();
            let grows = line_break.len() as u32 - 1;
            for (at, _) in &mut self.marks {
                *at += grows * places.partition_point(|place| *place < *at) as u32;
            }
            self.text = self.text.replace('\n', line_break);
        }
        self.finish()
    }

    /// The text with all marks resolved.
    pub(crate) fn finish(self) -> String {
        if self.marks.is_empty() {
            return self.text;
        }
        let mut out = String::with_capacity(self.text.len() + self.marks.len() * 4);
        let mut copied = 0;
        let mut indent = 0i32;
        for (at, mark) in self.marks {
            out.push_str(&self.text[copied..at as usize]);
            copied = at as usize;
            match mark {
                Mark::Nothing => {}
                Mark::Blank => out.push(' '),
                Mark::Indent(by) => indent += by as i32,
                Mark::Pad(by) => out.extend(std::iter::repeat_n(' ', by.max(0) as usize)),
                Mark::Line => {
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', indent.max(0) as usize));
                }
            }
        }
        out.push_str(&self.text[copied..]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_breaks_after_its_items_are_written() {
        for (broken, expected) in [(false, "f(a, b)"), (true, "f(\n  a,\n  b\n)")] {
            let mut layout = Layout::new(true, 0);
            layout.push("f(");
            let group = layout.open_group(2, true, true);
            layout.push("a,");
            layout.group_break("", " ");
            layout.push("b");
            layout.close_group(group, broken);
            layout.push(")");
            assert_eq!(layout.finish(), expected);
        }
    }

    #[test]
    fn width_counts_lines_relative_to_the_part() {
        let mut layout = Layout::new(true, 0);
        layout.indent(4);
        let from = layout.measure();
        layout.push("a");
        layout.indent(2);
        layout.line_or(" ");
        layout.push("bé");
        layout.indent(-2);
        // "a\n  bé"
        assert_eq!(layout.width_since(from), 6);
    }
}
