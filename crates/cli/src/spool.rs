//! Texts on their way: nothing is written where it belongs before it is known that all went well.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// Bytes that are kept in memory; a longer text waits in a file without a name.
const IN_MEMORY: usize = 16 << 20;

/// A text that waits.
#[derive(Debug, Default)]
pub(crate) struct Spool {
    /// What is not in the file.
    bytes: Vec<u8>,
    file: Option<File>,
    /// The folder for the file; that of the system's temporary files if there is none.
    folder: Option<PathBuf>,
    len: u64,
    ends_line: bool,
    /// Why the file could not be written.
    error: Option<io::Error>,
}

impl Spool {
    /// A text that goes to a file in this folder.
    pub(crate) fn near(folder: PathBuf) -> Spool {
        Spool { folder: Some(folder), ..Spool::default() }
    }

    /// Adds to the text. What goes wrong is told when it is written.
    pub(crate) fn push(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.len += bytes.len() as u64;
        if let Some(last) = bytes.last() {
            self.ends_line = *last == b'\n';
        }
        if self.bytes.len() >= IN_MEMORY {
            if let Err(error) = self.spill() {
                let name = self.folder.as_deref().map_or_else(std::env::temp_dir, PathBuf::from);
                let message = format!("a temporary file in {} is not written: {error}", name.display());
                self.error.get_or_insert(io::Error::new(error.kind(), message));
            }
            self.bytes.clear();
        }
    }

    fn spill(&mut self) -> io::Result<()> {
        if self.error.is_some() {
            return Ok(());
        }
        let file = match self.file.take() {
            Some(file) => file,
            None => match &self.folder {
                // It may be made only later.
                Some(folder) => {
                    tempfile::tempfile_in(folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new(".")))?
                }
                None => tempfile::tempfile()?,
            },
        };
        self.file.insert(file).write_all(&self.bytes)
    }

    /// Adds another text.
    pub(crate) fn append(&mut self, mut other: Spool) {
        let copied = other.write_to(self);
        if let Err(error) = copied {
            self.error.get_or_insert(error);
        }
    }

    /// Bytes of the text.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// Whether the text ends with a line break.
    pub(crate) fn ends_line(&self) -> bool {
        self.ends_line
    }

    /// The text, unless it is long.
    pub(crate) fn in_memory(&self) -> Option<&[u8]> {
        self.file.is_none().then_some(&self.bytes)
    }

    /// Writes all of the text.
    pub(crate) fn write_to(&mut self, out: &mut impl Write) -> io::Result<()> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if let Some(file) = &mut self.file {
            file.seek(SeekFrom::Start(0))?;
            io::copy(file, out)?;
        }
        out.write_all(&self.bytes)
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push_bytes(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_whole() {
        let line = "SELECT 1;\n".repeat(1000);
        let (mut one, mut other) = (Spool::default(), Spool::near(PathBuf::from("nosuch/folder")));
        (0..4000).for_each(|_| one.push(&line));
        other.push("[");
        other.append(one);
        other.push("]");
        assert_eq!((other.len(), other.ends_line()), (40_000_002, false));
        let mut out = Vec::new();
        other.write_to(&mut out).expect("there is room");
        assert!(out.len() == 40_000_002 && out.starts_with(b"[SELECT") && out.ends_with(b";\n]"));
    }
}
