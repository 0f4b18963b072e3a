//! Holds a packet's file against its own manifest, from the bytes alone. Never fails: whatever is no packet is said to be none.

use std::ops::Range;

use serde::Serialize;
use thiserror::Error;

use crate::{
    domain::{digest::Digest, text::counted},
    markdown::safe,
    packet::{
        Manifest, SCHEMA,
        frame::{self, from},
        manifest,
        walk::{self, Walked},
    },
};

/// What the check of the manifest is called.
const MANIFEST: &str = "manifest";
const NAME: &str = "Manifest";
const MISSING: &str = "the manifest is missing: the file was cut or is no packet";

/// What is true of a file that should be a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Its manifest, where one could be read; to be believed only when the verdict is sound.
    pub manifest: Option<Manifest>,
    /// What was checked, section by section in order, the manifest last.
    pub checks: Vec<Check>,
    /// Whether every check holds.
    pub sound: bool,
}

/// One check of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The id of the section, or `manifest`.
    pub section: String,
    /// What people call it: `payments/12`, `What is asked`, `Manifest`.
    pub name: String,
    /// Whether it is as the manifest says.
    pub holds: bool,
    /// What was found, in words.
    pub found: String,
}

/// A sound packet taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What stands in its manifest.
    pub manifest: Manifest,
    /// Its sections in the order in which they stand.
    pub sections: Vec<Framed>,
}

/// One section as it stands in a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Framed {
    /// What its frame is called.
    pub id: String,
    /// What people call it: `What is asked`, `payments/12`.
    pub name: String,
    /// Its Markdown.
    pub body: String,
}

/// Why a file was not taken apart: the first check that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("this is not a sound packet: {name}: {found}")]
pub struct Unsound {
    /// The id of the section, or `manifest`.
    pub section: String,
    /// What people call it.
    pub name: String,
    /// What was found, in words.
    pub found: String,
}

/// Holds a file against its own manifest. What the store says about it is for others to ask.
pub fn verify(bytes: &[u8]) -> Verdict {
    let (verdict, _) = examined(bytes);
    verdict
}

/// Takes a sound packet apart.
///
/// # Errors
/// Names the first section that is not as the manifest says.
pub fn parse(bytes: &[u8]) -> Result<Parsed, Unsound> {
    let (verdict, texts) = examined(bytes);
    if let Some(check) = verdict.checks.into_iter().find(|check| !check.holds) {
        return Err(check.into());
    }
    let manifest = verdict
        .manifest
        .ok_or_else(|| Unsound::of_manifest(MISSING))?;
    let objects = manifest.objects.iter().zip(texts);
    let sections = objects.map(|(object, text)| {
        let text = std::str::from_utf8(bytes.get(text).unwrap_or_default());
        let body = text.map_err(|_| Unsound::of_manifest("a section is not UTF-8"))?;
        Ok(Framed {
            id: object.id.clone(),
            name: object.name().to_owned(),
            body: body.to_owned(),
        })
    });
    let sections = sections.collect::<Result<_, Unsound>>()?;
    Ok(Parsed { manifest, sections })
}

/// The verdict, and where the text of each sound section lies.
fn examined(bytes: &[u8]) -> (Verdict, Vec<Range<usize>>) {
    let found = Block::find(bytes);
    let above = bytes.get(..found.start).unwrap_or(bytes);
    let believed = found.manifest.as_ref().filter(|_| found.is_believed);
    let mut problems = found.problems;
    let walked = match believed {
        Some(manifest) => {
            let walked = walk::by_manifest(above, manifest);
            problems.extend(contradiction(above, manifest, &walked));
            walked
        }
        None => {
            let mut walked = walk::by_marks(above);
            // A manifest that was not found lies behind the last section.
            if found.start == bytes.len() {
                walked.forgive_the_end();
            }
            walked
        }
    };
    let mut checks = walked.checks;
    checks.push(Check {
        section: MANIFEST.to_owned(),
        name: NAME.to_owned(),
        holds: problems.is_empty(),
        found: match problems.is_empty() {
            true => "its own text and the bytes above it are as it says".to_owned(),
            false => problems.join("; "),
        },
    });
    let verdict = Verdict {
        manifest: found.manifest,
        sound: checks.iter().all(|check| check.holds),
        checks,
    };
    (verdict, walked.texts)
}

/// What a sound manifest says that the bytes above it do not bear out.
fn contradiction(above: &[u8], manifest: &Manifest, walked: &Walked) -> Option<String> {
    let holds = |walked: &Walked| walked.checks.iter().all(|check| check.holds);
    if holds(walked) {
        let is_same = Digest::of(above) == manifest.content;
        return (!is_same).then(|| "the digest of all bytes above it differs".to_owned());
    }
    // Sections that are sound by themselves and not what the manifest says were made for another one.
    let by_marks = walk::by_marks(above);
    let stands_there = |check: &Check| {
        let mut others = by_marks.checks.iter();
        !check.holds && others.any(|other| other.section == check.section)
    };
    let is_foreign = holds(&by_marks) && walked.checks.iter().any(stands_there);
    is_foreign.then(|| "the sections are not those of this manifest".to_owned())
}

/// The block at the end of a file.
struct Block {
    /// Where it begins; the end of the file where there is none.
    start: usize,
    manifest: Option<Manifest>,
    /// Whether what it says can be held against the sections.
    is_believed: bool,
    /// What is wrong with the block itself.
    problems: Vec<String>,
}

impl Block {
    fn find(bytes: &[u8]) -> Self {
        let places = frame::places_of(bytes, frame::MANIFEST.as_bytes());
        let Some(start) = places.first().copied() else {
            return Self::missing(bytes);
        };
        let mut block = Self {
            start,
            manifest: None,
            is_believed: false,
            problems: Vec::new(),
        };
        if places.len() > 1 {
            let many = format!(
                "there are {} manifests; the first one was read",
                places.len()
            );
            block.problems.push(many);
        }
        if let Err(problem) = block.read(from(bytes, start)) {
            block.problems.push(problem);
        }
        block
    }

    fn missing(bytes: &[u8]) -> Self {
        let has_its_digest = !frame::places_of(bytes, b"\nmanifest = \"sha256:").is_empty();
        let problem = if has_its_digest {
            "the mark that opens the manifest was changed"
        } else {
            MISSING
        };
        Self {
            start: bytes.len(),
            manifest: None,
            is_believed: false,
            problems: vec![problem.to_owned()],
        }
    }

    /// Reads the block that begins a text.
    fn read(&mut self, bytes: &[u8]) -> Result<(), String> {
        let end = frame::MANIFEST_END;
        let ends = frame::places_of(bytes, end.as_bytes());
        let Some(length) = ends.first().copied() else {
            return Err("the mark that closes the manifest is missing or changed".to_owned());
        };
        let behind = bytes.len() - length - end.len();
        if behind > 0 {
            let count = counted(behind as u64, "byte", "bytes");
            let verb = if behind == 1 { "stands" } else { "stand" };
            self.problems
                .push(format!("{count} {verb} behind the manifest"));
        }
        let text = bytes.get(..length).unwrap_or_default();
        let text = std::str::from_utf8(text).map_err(|_| "it is not UTF-8".to_owned())?;
        let (above, own) = text.rsplit_once('\n').unwrap_or_default();
        let is_own = own == manifest::own_line(&format!("{above}\n"));
        let inside = text.strip_prefix(frame::MANIFEST).unwrap_or_default();
        let read = Manifest::read(inside);
        if !is_own {
            self.manifest = read.ok();
            return Err("its own text differs from its digest".to_owned());
        }
        let read = read.map_err(|wrong| format!("it cannot be read: {}", safe::line(&wrong)))?;
        let schema = read.schema.clone();
        self.manifest = Some(read);
        if schema != SCHEMA {
            let schema = safe::line(&schema).into_owned();
            return Err(format!(
                "its layout is `{schema}`; known here is `{SCHEMA}`"
            ));
        }
        self.is_believed = true;
        Ok(())
    }
}

impl From<Check> for Unsound {
    fn from(check: Check) -> Self {
        Self {
            section: check.section,
            name: check.name,
            found: check.found,
        }
    }
}

impl Unsound {
    fn of_manifest(found: &str) -> Self {
        Self {
            section: MANIFEST.to_owned(),
            name: NAME.to_owned(),
            found: found.to_owned(),
        }
    }
}
