//! What became of a file since it was last read: compared by digests alone.

use serde::Serialize;

use crate::domain::digest::Digest;

/// How a file outside stands to what the store holds of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileState {
    /// The store has not seen it.
    New,
    /// Outside and here it is as it was.
    Unchanged,
    /// It changed outside only: the import takes it.
    UpdatedOutside,
    /// It changed here only: the import leaves it.
    EditedHere,
    /// It changed on both sides: shown, never overwritten.
    Diverged,
    /// The same bytes under another path.
    Renamed,
    /// The store has it, the folder does not.
    Gone,
    /// It could not be read; the findings say why.
    Unreadable,
}

impl FileState {
    /// The words for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::UpdatedOutside => "updated outside",
            Self::EditedHere => "edited here",
            Self::Diverged => "diverged",
            Self::Renamed => "renamed",
            Self::Gone => "gone outside",
            Self::Unreadable => "not read",
        }
    }
}

/// Compares the bytes outside with what the store holds: the bytes here now, and the bytes last imported.
pub fn classify(outside: Digest, here: Digest, imported: Option<Digest>) -> FileState {
    if outside == here {
        return FileState::Unchanged;
    }
    match imported {
        Some(imported) if imported == here => FileState::UpdatedOutside,
        Some(imported) if imported == outside => FileState::EditedHere,
        _ => FileState::Diverged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_may_have_changed_alone_or_together() {
        let [base, ours, theirs] = [b"base", b"ours", b"then"].map(|bytes| Digest::of(bytes));
        assert_eq!(classify(base, base, Some(base)), FileState::Unchanged);
        assert_eq!(
            classify(theirs, base, Some(base)),
            FileState::UpdatedOutside
        );
        assert_eq!(classify(base, ours, Some(base)), FileState::EditedHere);
        assert_eq!(classify(theirs, ours, Some(base)), FileState::Diverged);
        assert_eq!(classify(ours, ours, Some(base)), FileState::Unchanged);
        assert_eq!(classify(theirs, ours, None), FileState::Diverged);
    }
}
