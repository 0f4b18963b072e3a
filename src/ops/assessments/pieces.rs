//! Pieces of evidence: made from what was typed, kept in the store, looked at again. Files are read, links never are.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, absolute},
};

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use crate::{
    domain::{
        digest::Digest,
        evidence::{Evidence, is_address},
        pack::EvidenceKind,
        person::People,
        text::FILE_LIMIT,
    },
    ops::{assessments::NewEvidence, error::OpsError, rewriting::line, workbench::Workbench},
};

/// How much of a file is read at once.
const CHUNK: usize = 64 * 1024;

/// A piece of evidence as it is kept.
///
/// # Errors
/// When its locator is not what its kind asks for, its file cannot be read, or its days cannot be.
pub(super) fn made(
    bench: &Workbench,
    (people, today): (&People, NaiveDate),
    new: &NewEvidence,
) -> Result<Evidence, OpsError> {
    let typed = line("locator of the evidence", &new.locator)?;
    let (locator, looked_at) = located(bench, people, (new.kind, &typed))?;
    let collected_on = new.collected_on.unwrap_or(today);
    check_days((collected_on, new.expires_on), today)?;
    Ok(Evidence {
        kind: new.kind,
        locator,
        note: stated("note", new.note.as_deref().unwrap_or_default())?,
        digest: looked_at.map(|(digest, _)| digest),
        bytes: looked_at.map(|(_, bytes)| bytes),
        is_kept: false,
        collected_on,
        expires_on: new.expires_on,
        method: new.method,
        classification: new.classification,
        is_broken: false,
    })
}

fn check_days(
    (collected, expires): (NaiveDate, Option<NaiveDate>),
    today: NaiveDate,
) -> Result<(), OpsError> {
    let refused = |what: String| OpsError::Refused {
        what,
        hint: "Give the day it was collected, and the last day it holds.".to_owned(),
    };
    if collected > today {
        return Err(refused(format!(
            "evidence cannot be collected on {collected}, after today"
        )));
    }
    match expires.filter(|last| *last < collected) {
        Some(last) => Err(refused(format!(
            "evidence of {collected} cannot hold until {last}, before it was collected"
        ))),
        None => Ok(()),
    }
}

/// What is known of a file that was looked at: the digest of its bytes, and how many there are.
type LookedAt = Option<(Digest, u64)>;

/// Where a piece of evidence is, in words that mean the same later.
fn located(
    bench: &Workbench,
    people: &People,
    (kind, typed): (EvidenceKind, &str),
) -> Result<(String, LookedAt), OpsError> {
    match kind {
        EvidenceKind::Attestation => {
            let person = people.called(typed).ok_or_else(|| OpsError::Refused {
                what: format!("an attestation names a person, and nobody is called `{typed}`"),
                hint: format!("`archdeck person add \"{typed}\"` makes them known."),
            })?;
            Ok((person.name.clone(), None))
        }
        EvidenceKind::Adr => {
            let decision = bench.resolve(typed)?;
            Ok((bench.called_in_its_log(decision)?, None))
        }
        EvidenceKind::Link if is_address(typed) => Ok((typed.to_owned(), None)),
        EvidenceKind::Link => Err(OpsError::Refused {
            what: format!("`{typed}` is no address"),
            hint: "Write it whole, such as `https://example.org/drill`; it is not opened."
                .to_owned(),
        }),
        EvidenceKind::File => in_a_file(typed),
        _ if is_address(typed) => Ok((typed.to_owned(), None)),
        EvidenceKind::Diagram | EvidenceKind::Schema => in_a_file(typed),
        // A run or a measurement may be known by a name alone.
        EvidenceKind::Run | EvidenceKind::Measurement if Path::new(typed).is_file() => {
            in_a_file(typed)
        }
        EvidenceKind::Run | EvidenceKind::Measurement => Ok((typed.to_owned(), None)),
    }
}

fn in_a_file(typed: &str) -> Result<(String, LookedAt), OpsError> {
    let cannot = |cause: io::Error| OpsError::File {
        what: "the evidence cannot be read".to_owned(),
        path: typed.to_owned(),
        cause: cause.to_string(),
    };
    let path = absolute(typed).map_err(cannot)?;
    let looked_at = look_at(&path).map_err(cannot)?;
    // What was typed is text, so its absolute form is too, unless the folder it is told from is not.
    let locator = path
        .to_str()
        .ok_or_else(|| cannot(io::Error::other("its folder has a name that is no text")))?;
    Ok((locator.to_owned(), Some(looked_at)))
}

/// The digest of a file's bytes and how many there are. Only a plain file is read: a pipe or a device has no end.
fn look_at(path: &Path) -> io::Result<(Digest, u64)> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no plain file"));
    }
    let mut file = File::open(path)?;
    let (mut hasher, mut chunk, mut bytes) = (Sha256::new(), vec![0; CHUNK], 0);
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok((Digest(hasher.finalize().into()), bytes));
        }
        hasher.update(chunk.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

/// Looks at the file of a piece again: broken when its bytes are others or, where none are kept, when it is gone; mended when
/// they are there again.
pub(super) fn look_again(piece: &mut Evidence) {
    let Some(attached) = piece.digest else {
        return;
    };
    piece.is_broken = match look_at(Path::new(&piece.locator)) {
        Ok((found, _)) => found != attached,
        Err(_) => !piece.is_kept,
    };
}

/// Copies the bytes of a piece into the store; nothing where they are there already.
///
/// # Errors
/// When it is no file, is larger than 8 MiB, or has other bytes than those that were attached.
pub(super) fn keep(piece: &mut Evidence) -> Result<Option<Vec<u8>>, OpsError> {
    if piece.is_kept {
        return Ok(None);
    }
    let refused = |what: String, hint: &str| OpsError::Refused {
        what,
        hint: hint.to_owned(),
    };
    let Some(attached) = piece.digest else {
        return Err(refused(
            format!("{} is no file that could be kept", piece.locator),
            "Only files are copied into the store.",
        ));
    };
    let size = piece.bytes.unwrap_or_default();
    if size > FILE_LIMIT {
        return Err(refused(
            format!("{} has {size} bytes; at most 8 MiB are kept", piece.locator),
            "It stays where it is; its digest is known.",
        ));
    }
    let bytes = read_at_most(Path::new(&piece.locator)).map_err(|cause| OpsError::File {
        what: "the evidence cannot be kept".to_owned(),
        path: piece.locator.clone(),
        cause: cause.to_string(),
    })?;
    if Digest::of(&bytes) != attached {
        return Err(refused(
            format!(
                "{} has other bytes than when it was attached",
                piece.locator
            ),
            "Attach it anew; then keep it.",
        ));
    }
    piece.is_kept = true;
    piece.is_broken = false;
    Ok(Some(bytes))
}

fn read_at_most(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no plain file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A typed text on one line: line breaks of a form become spaces.
pub(super) fn unbroken(typed: &str) -> String {
    typed.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")
}

/// A typed text that may be left out; an empty one is none.
pub(super) fn stated(what: &str, typed: &str) -> Result<Option<String>, OpsError> {
    let typed = unbroken(typed);
    if typed.trim().is_empty() {
        return Ok(None);
    }
    line(what, &typed).map(Some)
}

impl Workbench {
    /// A decision by its log and label: a reference that stays right when another log is imported.
    fn called_in_its_log(&self, id: crate::domain::ids::RecordId) -> Result<String, OpsError> {
        let Some(row) = self.store.adr_row(id)? else {
            return Ok(id.to_string());
        };
        let names = self.log_names()?;
        Ok(format!("{}/{}", names.of(row.log), row.label))
    }
}
