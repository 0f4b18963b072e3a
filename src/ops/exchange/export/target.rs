//! What stands at a place where a file is to be written. Only ordinary files are read; nothing is followed, nothing waits.

use std::{fs, io, path::Path};

use crate::{
    domain::digest::Digest,
    ops::{discover::content, error::OpsError},
};

/// The bytes at a target; `None` where nothing stands.
pub(super) fn bytes_at(target: &Path) -> Result<Option<Vec<u8>>, OpsError> {
    let meta = match fs::symlink_metadata(target) {
        Ok(meta) => meta,
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(file_error("cannot look at the target", target, &cause)),
    };
    if !meta.is_file() {
        return Err(OpsError::Refused {
            what: format!(
                "{} is not a regular file; nothing was written",
                target.display()
            ),
            hint: "Move it away, or export into another folder.".to_owned(),
        });
    }
    content::read(target)
        .map(Some)
        .map_err(|finding| OpsError::File {
            what: "cannot read the target".to_owned(),
            path: target.display().to_string(),
            cause: finding.message,
        })
}

/// The digest of what stands at a target.
pub(super) fn digest_at(target: &Path) -> Result<Option<Digest>, OpsError> {
    Ok(bytes_at(target)?.map(|bytes| Digest::of(&bytes)))
}

/// A file error with its path.
pub(in crate::ops) fn file_error(what: &str, path: &Path, cause: &io::Error) -> OpsError {
    OpsError::File {
        what: what.to_owned(),
        path: path.display().to_string(),
        cause: cause.to_string(),
    }
}
