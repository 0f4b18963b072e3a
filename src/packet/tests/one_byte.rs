//! A packet of which one byte is another, is one too many or is gone.

use pretty_assertions::assert_eq;

use super::{contents, failing};
use crate::packet::{File, parse, render, verify};

/// One byte of a file that is no longer what it was.
#[derive(Debug)]
enum ByteEdit {
    Replace(usize, u8),
    Insert(usize, u8),
    Delete(usize),
}

impl ByteEdit {
    fn applied(&self, bytes: &[u8]) -> Vec<u8> {
        let mut edited = bytes.to_vec();
        match *self {
            Self::Replace(at, byte) => edited[at] = byte,
            Self::Insert(at, byte) => edited.insert(at, byte),
            Self::Delete(at) => {
                edited.remove(at);
            }
        }
        edited
    }

    /// The bytes beside every place where the edit would have done the same: beside equal bytes it cannot be told apart.
    fn places(&self, bytes: &[u8]) -> Vec<usize> {
        let same_before = |at: usize, byte| {
            let before = bytes[..at].iter().rev();
            before.take_while(|other| **other == byte).count()
        };
        let same_behind = |at: usize, byte| {
            let behind = bytes[at..].iter();
            behind.take_while(|other| **other == byte).count()
        };
        match *self {
            Self::Replace(at, _) => vec![at],
            Self::Delete(at) => {
                let byte = bytes[at];
                (at - same_before(at, byte)..at + same_behind(at, byte)).collect()
            }
            Self::Insert(at, byte) => {
                let first = (at - same_before(at, byte)).saturating_sub(1);
                (first..=at + same_behind(at, byte)).collect()
            }
        }
    }
}

/// Who holds a byte: a section with its marks, the manifest, or, between two, both.
fn holders(file: &File, at: usize) -> Vec<String> {
    let text = std::str::from_utf8(&file.bytes).expect("UTF-8");
    let mut names = Vec::new();
    for section in &file.sections {
        let opening = text
            .split_at(section.range.start)
            .0
            .rfind("<!-- archdeck:begin")
            .expect("a mark");
        let closing = section.range.end + format!("\n<!-- archdeck:end {} -->\n", section.id).len();
        // The blank lines on both sides belong to it as well.
        if (opening.saturating_sub(1)..=closing).contains(&at) {
            names.push(section.id.clone());
        }
    }
    let manifest = text.rfind("<!-- archdeck:manifest").expect("a manifest");
    if at + 1 >= manifest {
        names.push("manifest".to_owned());
    }
    names
}

#[test]
fn every_change_of_one_byte_is_found_and_its_section_named() {
    let file = render(&contents());
    // The order of the places does not matter, only that they are spread and the same each time.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("small")
    };
    for round in 0..2_000 {
        let at = next(file.bytes.len());
        let byte = if next(2) == 0 {
            b"\n-<> a0\""[next(8)]
        } else {
            next(256) as u8
        };
        let edit = match round % 3 {
            0 => ByteEdit::Replace(at, byte),
            1 => ByteEdit::Insert(next(file.bytes.len() + 1), byte),
            _ => ByteEdit::Delete(at),
        };
        let edited = edit.applied(&file.bytes);
        if edited == file.bytes {
            continue;
        }
        let verdict = verify(&edited);
        assert!(!verdict.sound, "{edit:?}");
        let named = failing(&verdict);
        let meant: Vec<_> = edit
            .places(&file.bytes)
            .iter()
            .flat_map(|at| holders(&file, *at))
            .collect();
        assert_eq!(named.len(), 1, "{edit:?}: {named:?}");
        // A file that holds the same bytes elsewhere may have lost either of them.
        assert!(
            meant.iter().any(|name| name == named[0].0),
            "{edit:?} in {meant:?}: {named:?}"
        );
        assert!(parse(&edited).is_err());
    }
}
