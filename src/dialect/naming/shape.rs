//! The shape of the names of a log without folder and ending: a number, a date, both, or words only.

use crate::{
    dialect::{
        file_name::{self, Name},
        naming::{ToName, slug},
    },
    domain::time::Timestamp,
};

/// The shape of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    kind: Kind,
    /// How many figures a number has at least.
    width: usize,
    /// What stands between the words of a title.
    joint: char,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// `ADR-012` and what stands behind it; `None` where nothing does.
    Number {
        prefix: String,
        separator: Option<char>,
    },
    /// A date in a form of chrono, and what stands behind it.
    Date { form: &'static str, separator: char },
    /// `2022-04-13_018-`: the date's form and what stands behind the number.
    DateAndNumber { form: &'static str, separator: char },
    /// The title only.
    Title,
}

/// One name as it is taken apart.
struct Taken {
    kind: Kind,
    /// The figures of the number.
    figures: String,
    joint: Option<char>,
}

impl Shape {
    /// A number of at least so many figures, then the title.
    pub(super) fn numbered(prefix: &str, width: usize) -> Self {
        Self {
            kind: Kind::Number {
                prefix: prefix.to_owned(),
                separator: Some('-'),
            },
            width,
            joint: '-',
        }
    }

    /// The shape most of these names have; `None` where there is no name.
    pub(super) fn of_most<'a>(stems: impl Iterator<Item = &'a str>) -> Option<Self> {
        let taken: Vec<Taken> = stems.map(Taken::of).collect();
        let kind = majority(taken.iter().map(|taken| &taken.kind))?.clone();
        let alike = || taken.iter().filter(|taken| taken.kind == kind);
        Some(Self {
            width: width(alike().map(|taken| taken.figures.as_str())),
            joint: majority(alike().filter_map(|taken| taken.joint)).unwrap_or('-'),
            kind,
        })
    }

    pub(super) const fn is_numbered(&self) -> bool {
        matches!(self.kind, Kind::Number { .. } | Kind::DateAndNumber { .. })
    }

    pub(super) const fn is_title_only(&self) -> bool {
        matches!(self.kind, Kind::Title)
    }

    pub(super) const fn joint(&self) -> char {
        self.joint
    }

    /// What stands before the title.
    pub(super) fn before_title(&self, number: u32, at: Timestamp) -> String {
        let width = self.width;
        match &self.kind {
            Kind::Title => String::new(),
            Kind::Number { prefix, separator } => {
                let separator = separator.map(String::from).unwrap_or_default();
                format!("{prefix}{number:0width$}{separator}")
            }
            Kind::Date { form, separator } => format!("{}{separator}", at.0.format(form)),
            Kind::DateAndNumber { form, separator } => {
                format!("{}_{number:0width$}{separator}", at.0.format(form))
            }
        }
    }

    /// The whole name with a slug.
    pub(super) fn stem(&self, new: &ToName<'_>, slug: &str) -> String {
        let before = self.before_title(new.number, new.at);
        match &self.kind {
            Kind::Number {
                separator: None, ..
            } if !slug.is_empty() => format!("{before}-{slug}"),
            _ => before + slug,
        }
    }

    /// The slugs a record may have, the best first: others are for titles that make a name which is read otherwise.
    pub(super) fn slugs(&self, new: &ToName<'_>) -> Vec<String> {
        let joint = self.joint;
        let is_bare = matches!(
            self.kind,
            Kind::Number {
                separator: None,
                ..
            }
        );
        if is_bare {
            return vec![String::new()];
        }
        let mut slugs = Vec::new();
        if let Some(slug) = slug::of(new.title, joint) {
            slugs.push(slug.clone());
            slugs.push(format!("{slug}{joint}decision"));
            slugs.push(format!("decision{joint}on{joint}{slug}"));
            slugs.push(format!("decision{joint}on{joint}{slug}{joint}decision"));
        }
        slugs.push(format!("decision{joint}{}", new.number));
        slugs
    }
}

impl Taken {
    fn of(stem: &str) -> Self {
        // The name of a folder may look like an ending; what is asked for here is the whole of it.
        let name = file_name::read(&format!("{stem}.md"));
        match (name.date, name.number) {
            (Some(_), _) => Self::dated(stem, &name),
            (None, Some(_)) => Self::numbered(stem, &name),
            (None, None) => Self {
                kind: Kind::Title,
                figures: String::new(),
                joint: joint_in(stem),
            },
        }
    }

    fn numbered(stem: &str, name: &Name) -> Self {
        let prefix = name.id.trim_end_matches(|c: char| c.is_ascii_digit());
        let behind = stem.get(name.id.len()..).unwrap_or_default();
        let separator = behind.chars().next();
        Self {
            kind: Kind::Number {
                prefix: prefix.to_owned(),
                separator,
            },
            figures: name.id.get(prefix.len()..).unwrap_or_default().to_owned(),
            joint: joint_in(
                behind
                    .get(separator.map_or(0, char::len_utf8)..)
                    .unwrap_or_default(),
            ),
        }
    }

    fn dated(stem: &str, name: &Name) -> Self {
        let (form, length) = form_of_date(stem);
        let behind = stem.get(length..).unwrap_or_default();
        if name.number.is_none() {
            let separator = behind.chars().next().unwrap_or('-');
            let title = behind.get(separator.len_utf8()..).unwrap_or_default();
            return Self {
                kind: Kind::Date { form, separator },
                figures: String::new(),
                joint: joint_in(title),
            };
        }
        let figures: String = behind
            .chars()
            .skip(1)
            .take_while(char::is_ascii_digit)
            .collect();
        let title = behind.get(figures.len() + 1..).unwrap_or_default();
        let separator = title.chars().next().unwrap_or('-');
        Self {
            kind: Kind::DateAndNumber { form, separator },
            figures,
            joint: joint_in(title.get(separator.len_utf8()..).unwrap_or_default()),
        }
    }
}

/// The form of the date a name begins with, and how long it is.
fn form_of_date(stem: &str) -> (&'static str, usize) {
    match stem.bytes().take_while(u8::is_ascii_digit).count() {
        8 => ("%Y%m%d", 8),
        12 => ("%Y%m%d%H%M", 12),
        14 => ("%Y%m%d%H%M%S", 14),
        _ if stem.get(4..5) == Some("_") => ("%Y_%m_%d", 10),
        _ => ("%Y-%m-%d", 10),
    }
}

/// What stands between the words of a title; `None` where it is one word.
fn joint_in(title: &str) -> Option<char> {
    title.chars().find(|c| matches!(c, '-' | '_'))
}

/// The least figures of a number: only those that begin with a zero tell.
fn width<'a>(figures: impl Iterator<Item = &'a str> + Clone) -> usize {
    let padded = figures.filter(|figures| figures.starts_with('0') && figures.len() > 1);
    majority(padded.map(str::len)).unwrap_or(1)
}

/// What occurs most often; of several the one that came first.
pub(in crate::dialect) fn majority<T: PartialEq>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for item in items {
        match counted.iter_mut().find(|(known, _)| *known == item) {
            Some((_, count)) => *count += 1,
            None => counted.push((item, 1)),
        }
    }
    let most = counted.iter().map(|(_, count)| *count).max()?;
    counted
        .into_iter()
        .find(|(_, count)| *count == most)
        .map(|(item, _)| item)
}
