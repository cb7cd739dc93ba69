//! Writing files: whole or not at all.

use crate::spool::Spool;
use std::{
    fs, io,
    path::Path,
    sync::{PoisonError, RwLock, RwLockWriteGuard},
};

/// Held for reading by whoever writes a file.
static WRITING: RwLock<()> = RwLock::new(());

/// Waits until no file is being written, and keeps it that way as long as the guard lives.
pub(crate) fn finish_writing() -> RwLockWriteGuard<'static, ()> {
    WRITING.write().unwrap_or_else(PoisonError::into_inner)
}

/// Puts a text at `path`. Whoever opens the path sees the old file or the new one, never a part. A link is followed, and
/// a file that exists keeps its permissions.
pub(crate) fn write_whole(path: &Path, text: &mut Spool) -> io::Result<()> {
    let _writing = WRITING.read().unwrap_or_else(PoisonError::into_inner);
    replace(path, text)
        .map_err(|error| io::Error::new(error.kind(), format!("{} is not written: {error}", path.display())))
}

fn replace(path: &Path, text: &mut Spool) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|meta| !meta.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    let old = old.map(|meta| meta.permissions());
    if old.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let mut temporary = builder().tempfile_in(folder)?;
    text.write_to(&mut temporary)?;
    if let Some(permissions) = old {
        fs::set_permissions(temporary.path(), permissions)?;
    }
    temporary.persist(&target)?;
    Ok(())
}

#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    // The user's mask applies, as to any new file.
    builder.prefix(".sqlectic-").permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sqlectic-");
    builder
}
