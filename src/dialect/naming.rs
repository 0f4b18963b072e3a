//! How a log names and numbers its records, learned from the names it has: prefix, width of the number, dates, folders,
//! endings, and how a title becomes a part of a name. Knows only names; what stands in a record is `form`'s business.

mod shape;
mod slug;

use crate::domain::time::Timestamp;

use super::{file_name, kind};
use shape::Shape;
pub(super) use shape::majority;

/// How many names are tried for one record before it is given up: nobody has as many decisions of one title on one day.
const TRIES: usize = 1_000;

/// Folders that say where a decision stands; a new one does not begin there.
const STATES: [&str; 10] = [
    "accepted",
    "archive",
    "archived",
    "deprecated",
    "done",
    "obsolete",
    "rejected",
    "retired",
    "superseded",
    "withdrawn",
];

/// How a log names its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The folder below the log's folder with a `/` at its end, or nothing.
    folder: String,
    /// The name of the file where a folder stands for the record.
    page: Option<String>,
    shape: Shape,
    ending: String,
}

/// A record that is to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToName<'a> {
    /// Its title.
    pub title: &'a str,
    /// The number that is free in its log.
    pub number: u32,
    /// When it is written.
    pub at: Timestamp,
}

impl Default for Naming {
    /// `0001-title.md` in the log's folder.
    fn default() -> Self {
        Self {
            folder: String::new(),
            page: None,
            shape: Shape::numbered("", 4),
            ending: "md".to_owned(),
        }
    }
}

impl Naming {
    /// Learns from the paths of a log's records below the log's folder, the newest first. The majority counts.
    pub fn learn<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let seen: Vec<Seen<'a>> = paths.into_iter().map(Seen::of).collect();
        let Some(shape) = Shape::of_most(seen.iter().map(|seen| seen.stem.as_str())) else {
            return Self::default();
        };
        let open = seen.iter().filter(|seen| !seen.lies_in_a_state());
        Self {
            folder: majority(open.map(|seen| seen.folder))
                .unwrap_or_default()
                .to_owned(),
            page: majority(seen.iter().map(|seen| seen.page))
                .flatten()
                .map(str::to_owned),
            shape,
            ending: majority(seen.iter().map(|seen| seen.ending))
                .unwrap_or("md")
                .to_owned(),
        }
    }

    /// The identifier a path gives its record, where the text states no other.
    pub fn identifier(path: &str) -> String {
        file_name::read(path).id
    }

    /// Whether the name of a record carries a number.
    pub const fn is_numbered(&self) -> bool {
        self.shape.is_numbered()
    }

    /// The ending of the names, without the dot.
    pub fn ending(&self) -> &str {
        &self.ending
    }

    /// What the next record is called before it has a title: `0013`, `ADR-013`, `20261122-…`.
    pub fn next(&self, number: u32, at: Timestamp) -> String {
        let before = self.shape.before_title(number, at);
        if self.shape.is_numbered() {
            return before.trim_end_matches(['-', '_', ' ', '.']).to_owned();
        }
        before + "…"
    }

    /// The paths a record may get, the best first. Each is read as a record with this very number, and none leads elsewhere.
    pub fn paths<'a>(&'a self, new: &ToName<'a>) -> impl Iterator<Item = String> + use<'a> {
        let new = *new;
        let slugs = self.shape.slugs(&new);
        (1..=TRIES).filter_map(move |turn| {
            slugs.iter().enumerate().find_map(|(at, slug)| {
                let stem = self
                    .shape
                    .stem(&new, &again(slug, turn, self.shape.joint()));
                let path = self.path(&stem);
                // The last one is for titles without a letter: there the number is all that can be said.
                let is_last_way_out = at + 1 == slugs.len();
                let says_a_number =
                    self.is_numbered() || is_last_way_out && self.shape.is_title_only();
                is_read_as(&path, says_a_number.then_some(new.number))
                    .then_some(path)
                    .filter(|_| !is_a_device(&stem))
            })
        })
    }

    fn path(&self, stem: &str) -> String {
        let Self { folder, ending, .. } = self;
        match &self.page {
            Some(page) => format!("{folder}{stem}/{page}"),
            None => format!("{folder}{stem}.{ending}"),
        }
    }
}

/// Whether a path is read as that of a record with this number, or with none.
fn is_read_as(path: &str, number: Option<u32>) -> bool {
    let name = file_name::read(path);
    name.number == number && kind::by_name(path, &name).is_none()
}

/// A name that is taken gets a number behind it.
fn again(slug: &str, turn: usize, joint: char) -> String {
    match (turn, slug.is_empty()) {
        (1, _) => slug.to_owned(),
        (turn, true) => turn.to_string(),
        (turn, false) => format!("{slug}{joint}{turn}"),
    }
}

/// Names under which Windows knows no file.
fn is_a_device(stem: &str) -> bool {
    let name = stem.to_lowercase();
    let numbered = ["com", "lpt"].iter().any(|device| {
        name.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    });
    numbered || matches!(name.as_str(), "con" | "prn" | "aux" | "nul")
}

/// The parts of one path.
struct Seen<'a> {
    folder: &'a str,
    page: Option<&'a str>,
    stem: String,
    ending: &'a str,
}

impl<'a> Seen<'a> {
    fn of(path: &'a str) -> Self {
        let name = file_name::read(path);
        let (above, file) = parted(path);
        let ending = file.rsplit_once('.').map_or("md", |(_, ending)| ending);
        let (folder, page) = if name.is_folder {
            (parted(above.trim_end_matches('/')).0, Some(file))
        } else {
            (above, None)
        };
        Self {
            folder,
            page,
            stem: name.stem,
            ending,
        }
    }

    fn lies_in_a_state(&self) -> bool {
        let mut folders = self.folder.split('/');
        folders.any(|folder| STATES.contains(&folder.to_lowercase().as_str()))
    }
}

/// A path as its folder with a `/` at its end, and what lies in it.
fn parted(path: &str) -> (&str, &str) {
    let start = path.rfind('/').map_or(0, |at| at + 1);
    path.split_at_checked(start).unwrap_or(("", path))
}

#[cfg(test)]
mod tests;
