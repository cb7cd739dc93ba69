//! What is read: statements, the standard input, files, folders.

use crate::args::Sources;
use std::{
    ffi::{OsStr, OsString},
    fs,
    io::{self, IsTerminal, Read},
    path::{Path, PathBuf},
};

/// One text to work on.
#[derive(Debug)]
pub(crate) struct Input {
    /// What messages call it.
    pub(crate) name: String,
    /// Where it comes from.
    pub(crate) origin: Origin,
}

#[derive(Debug)]
pub(crate) enum Origin {
    /// An argument.
    Text(String),
    /// The standard input.
    Stdin,
    /// A file, and its path below the argument that named it.
    File { path: PathBuf, below: PathBuf },
}

/// Why an input has no text.
#[derive(Debug)]
pub(crate) enum ReadError {
    Io(io::Error),
    /// It is too long, or not UTF-8: what to say about it.
    Content(String),
}

/// All inputs that the arguments name.
pub(crate) fn inputs(sources: &Sources) -> io::Result<Vec<Input>> {
    let mut out = Vec::new();
    for argument in &sources.inputs {
        add_argument(argument, &mut out)?;
    }
    out.extend(sources.sql.iter().map(|sql| text(sql.clone())));
    if sources.inputs.is_empty() && sources.sql.is_empty() {
        if io::stdin().is_terminal() {
            return Err(usage("give files, folders, `-` for the standard input, or SQL; see --help"));
        }
        out.push(stdin());
    }
    if out.iter().filter(|input| matches!(input.origin, Origin::Stdin)).count() > 1 {
        return Err(usage("the standard input can be read only once"));
    }
    Ok(out)
}

/// An error that the arguments are to blame for.
pub(crate) fn usage(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message.into())
}

fn text(sql: String) -> Input {
    Input { name: "<sql>".into(), origin: Origin::Text(sql) }
}

fn stdin() -> Input {
    Input { name: "<stdin>".into(), origin: Origin::Stdin }
}

fn add_argument(argument: &OsStr, out: &mut Vec<Input>) -> io::Result<()> {
    if argument == "-" {
        out.push(stdin());
        return Ok(());
    }
    let path = Path::new(argument);
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => add_folder(path, out),
        Ok(_) => {
            out.push(file(path.to_path_buf(), PathBuf::from(path.file_name().unwrap_or(argument))));
            Ok(())
        }
        Err(error) => match argument.to_str() {
            Some(sql) if sql.contains(char::is_whitespace) && !is_name(sql) => {
                out.push(text(sql.to_string()));
                Ok(())
            }
            _ => Err(io::Error::new(
                error.kind(),
                format!("{}: {error} (SQL without a blank is given with --sql)", path.display()),
            )),
        },
    }
}

/// Whether it must have been meant as the name of a file: no statement ends like that.
fn is_name(argument: &str) -> bool {
    let end = argument.len().saturating_sub(".sql".len());
    argument.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(".sql")) && !argument.contains('\n')
}

fn file(path: PathBuf, below: PathBuf) -> Input {
    Input { name: path.display().to_string(), origin: Origin::File { path, below } }
}

/// All `*.sql` files below a folder, sorted; what is hidden and links to folders are passed over.
fn add_folder(root: &Path, out: &mut Vec<Input>) -> io::Result<()> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            // What is wrong with it is told when it is read as a file is; the others are not to blame.
            found.push(folder);
            continue;
        };
        for entry in entries {
            let entry = entry?;
            let (name, path) = (entry.file_name(), entry.path());
            if is_hidden(&name) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sql")) && is_input(&path)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    out.extend(found.into_iter().map(|path| {
        let below = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
        file(path, below)
    }));
    Ok(())
}

/// Whether it is a file, or a link that leads nowhere: that is told when it is read.
fn is_input(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |meta| meta.is_file())
}

fn is_hidden(name: &OsString) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

impl Input {
    /// The statement, if it is an argument.
    pub(crate) fn argument(&self) -> Option<&str> {
        match &self.origin {
            Origin::Text(sql) => Some(sql),
            _ => None,
        }
    }

    /// Bytes that it has, as far as that is known before it is read.
    pub(crate) fn size(&self) -> u64 {
        match &self.origin {
            Origin::Text(sql) => sql.len() as u64,
            Origin::Stdin => 0,
            Origin::File { path, .. } => fs::metadata(path).map_or(0, |meta| meta.len()),
        }
    }

    /// Its text, without a byte order mark. No more is read than it may have.
    pub(crate) fn read(&self, most: usize) -> Result<String, ReadError> {
        let bytes = match &self.origin {
            Origin::Text(sql) => return Ok(sql.clone()),
            Origin::File { path, .. } => {
                let file = fs::File::open(path).map_err(ReadError::Io)?;
                let size = file.metadata().map_or(0, |meta| meta.len());
                if size > (most + MARK.len()) as u64 {
                    return Err(too_long(most));
                }
                bytes_of(file, size as usize, most)?
            }
            Origin::Stdin => bytes_of(io::stdin().lock(), 0, most)?,
        };
        decode(bytes).map_err(ReadError::Content)
    }
}

/// What some files in UTF-8 begin with.
const MARK: &[u8] = b"\xef\xbb\xbf";

fn too_long(most: usize) -> ReadError {
    ReadError::Content(format!("The text is longer than the limit of {most} bytes"))
}

fn bytes_of(from: impl Read, size: usize, most: usize) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::with_capacity(size + 1);
    from.take((most + MARK.len()) as u64 + 1).read_to_end(&mut bytes).map_err(ReadError::Io)?;
    match bytes.len() > most + MARK.len() {
        true => Err(too_long(most)),
        false => Ok(bytes),
    }
}

fn decode(mut bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(MARK) {
        bytes.drain(..MARK.len());
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("not UTF-8 but UTF-16, by the mark at byte 0".into());
    }
    if let [0, 1..=255, 0, 1..=255, ..] | [1..=255, 0, 1..=255, 0, ..] = bytes[..] {
        return Err("not UTF-8 but UTF-16, by every other byte, which is 0".into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("not UTF-8: byte 0x{:02x} at byte offset {at} (line {line})", bytes[at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_byte_is_told_with_its_offset() {
        assert_eq!(decode(b"\xef\xbb\xbfSELECT 1".to_vec()).as_deref(), Ok("SELECT 1"));
        let message = decode(b"SELECT\n'\xe9'".to_vec()).unwrap_err();
        assert_eq!(message, "not UTF-8: byte 0xe9 at byte offset 8 (line 2)");
        for wide in [&b"\xff\xfeS\0"[..], b"S\0E\0", b"\0S\0E"] {
            assert!(decode(wide.to_vec()).unwrap_err().contains("UTF-16"));
        }
    }
}
