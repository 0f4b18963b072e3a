//! Goes through the frames of a file from the top and names the section of every difference.
//!
//! With a manifest that can be believed every frame must be exactly the one it names; without, every frame is held against
//! its own mark. Behind a frame that is not sound the walk goes on at the next mark.

use std::collections::HashMap;

use crate::{
    domain::digest::Digest,
    packet::{
        Check, Manifest, Object,
        frame::{self, BETWEEN, from},
    },
};

/// What a sound section is said to be.
const SOUND: &str = "as the manifest says";
/// What is said of a section behind which something else stands than the blank line.
const BEHIND: &str = "the bytes behind it are not the blank line that stands there";
const SOUND_BY_ITSELF: &str = "as its own mark says";

/// The sections that were looked at, and the bytes of the sound ones.
pub(super) struct Walked {
    pub(super) checks: Vec<Check>,
    /// Where the text of each section lies that holds.
    pub(super) texts: Vec<std::ops::Range<usize>>,
}

impl Walked {
    /// Takes back what was said about the bytes behind the last section.
    pub(super) fn forgive_the_end(&mut self) {
        if let Some(check) = self.checks.last_mut()
            && check.found == BEHIND
        {
            check.holds = true;
            SOUND_BY_ITSELF.clone_into(&mut check.found);
        }
    }
}

/// Holds the frames above the manifest against it.
pub(super) fn by_manifest(above: &[u8], manifest: &Manifest) -> Walked {
    let mut walk = Walk::new(above);
    let mut places: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for place in frame::openings(above) {
        let line = frame::line(from(above, place));
        places.entry(line).or_default().push(place);
    }
    for object in &manifest.objects {
        let opening = frame::opening(object);
        let places = places.get(opening.as_bytes());
        let place = places.and_then(|places| {
            let next = places.partition_point(|place| *place < walk.at);
            places.get(next).copied()
        });
        walk.name(object.id.clone(), object.name().to_owned());
        let Some(place) = place else {
            walk.fail("its opening mark is missing or changed");
            walk.is_lost = true;
            continue;
        };
        walk.go_to(place);
        walk.section(&Expected::of(object, opening.len()), SOUND);
    }
    walk.end()
}

/// Holds every frame against its own mark.
pub(super) fn by_marks(above: &[u8]) -> Walked {
    let mut walk = Walk::new(above);
    for place in frame::openings(above) {
        if place < walk.at {
            continue;
        }
        let mark = from(above, place);
        let id = frame::name_in(mark);
        walk.name(id.clone(), id);
        walk.go_to(place);
        match frame::read_opening(mark) {
            Some(opening) => {
                let expected = Expected {
                    id: opening.id,
                    sha256: opening.sha256,
                    bytes: opening.bytes,
                    opening: opening.length,
                };
                walk.section(&expected, SOUND_BY_ITSELF);
            }
            None => {
                walk.fail("its opening mark cannot be read");
                walk.at = place + 1;
                walk.is_lost = true;
            }
        }
    }
    walk.end()
}

/// A frame as it should be.
struct Expected<'a> {
    id: &'a str,
    sha256: Digest,
    bytes: usize,
    /// How many bytes the opening mark takes.
    opening: usize,
}

impl<'a> Expected<'a> {
    fn of(object: &'a Object, opening: usize) -> Self {
        Self {
            id: &object.id,
            sha256: object.sha256,
            bytes: usize::try_from(object.bytes).unwrap_or(usize::MAX),
            opening,
        }
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether a frame before was not sound, so that it is not known where the next one begins.
    is_lost: bool,
    walked: Walked,
}

impl<'a> Walk<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            is_lost: false,
            walked: Walked {
                checks: Vec::new(),
                texts: Vec::new(),
            },
        }
    }

    /// Begins with the next section.
    fn name(&mut self, section: String, name: String) {
        self.walked.checks.push(Check {
            section,
            name,
            holds: true,
            found: String::new(),
        });
    }

    /// Says what is wrong with the section the walk is in; the first thing that was found stays.
    fn fail(&mut self, found: &str) {
        if let Some(check) = self.walked.checks.last_mut() {
            check.refuse(found);
        }
    }

    /// Goes on at an opening mark. What lies before it and is not the white space that belongs there is told of the section
    /// before; at the top of the file, of the first one.
    fn go_to(&mut self, place: usize) {
        let between = self.bytes.get(self.at..place).unwrap_or_default();
        let count = self.walked.checks.len();
        let wanted: &[u8] = if count <= 1 { b"" } else { BETWEEN };
        if !self.is_lost && between != wanted {
            let before = count.saturating_sub(2);
            if let Some(check) = self.walked.checks.get_mut(before) {
                check.refuse(if count <= 1 {
                    "the bytes before it belong to no section"
                } else {
                    BEHIND
                });
            }
        }
        self.at = place;
        self.is_lost = false;
    }

    fn section(&mut self, expected: &Expected<'_>, sound: &str) {
        let start = self.at + expected.opening;
        let end = start.saturating_add(expected.bytes);
        let closing = frame::closing(expected.id);
        let text = self.bytes.get(start..end);
        let is_closed = text.is_some() && from(self.bytes, end).starts_with(closing.as_bytes());
        // A text that is not closed where it should be is digested only when nothing was walked over twice.
        let is_same = text.is_some_and(|text| Digest::of(text) == expected.sha256);
        match (is_same, is_closed) {
            (true, true) => {
                if let Some(check) = self.walked.checks.last_mut()
                    && check.holds
                {
                    sound.clone_into(&mut check.found);
                }
                self.walked.texts.push(start..end);
            }
            (false, true) => self.fail("its text differs from its digest"),
            (true, false) => self.fail("its closing mark is missing or changed"),
            (false, false) => {
                self.fail("its text differs: bytes came in, went away or were cut off")
            }
        }
        self.is_lost = !is_closed;
        self.at = match (is_same, is_closed) {
            (_, true) => end + closing.len(),
            (true, false) => end,
            (false, false) => start,
        };
    }

    /// What lies behind the last section.
    fn end(mut self) -> Walked {
        let rest = from(self.bytes, self.at);
        if !self.is_lost && rest != BETWEEN && !self.walked.checks.is_empty() {
            self.fail(BEHIND);
        }
        self.walked
    }
}

impl Check {
    pub(super) fn refuse(&mut self, found: &str) {
        if self.holds {
            self.holds = false;
            found.clone_into(&mut self.found);
        }
    }
}
