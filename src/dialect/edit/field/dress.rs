//! The dress of a field: what stands before its name, between name and value, and behind the value.
//! Knows nothing of where in a file a field stands.

use std::ops::Range;

use crate::dialect::{
    attribute,
    edit::{splice::Splice, writing::Writing},
    field::{Field, key_named},
    markup::Markup,
    page::{Page, lines_of},
};

/// How a field is dressed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::dialect) struct Dress {
    before: String,
    /// The word for the series before the name of an attribute: `adr_`.
    series: String,
    name: String,
    between: String,
    after: String,
    /// How wide name and value are with the spaces behind them, in a table whose bars stand below one another.
    widths: Option<(usize, usize)>,
    /// The rule below the row of a grid.
    pub rule: Option<String>,
}

/// What kind of line a dress makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dialect) enum Kind {
    Bullet,
    Cell,
    Attribute,
    Line,
}

/// The dress of a field that has its line to itself.
pub(super) fn of(page: &Page<'_>, field: &Field) -> Option<Dress> {
    let text = page.text;
    let start = text
        .get(..field.name.start)?
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let dressed = page.slice(field.name.clone());
    let is_dress = |c: char| matches!(c, '*' | '_' | '`' | ' ' | ':');
    let bare = dressed.trim_matches(is_dress);
    let name = field.name.start + dressed.len() - dressed.trim_start_matches(is_dress).len();
    let name = name..name + bare.len();
    let end = text
        .get(field.value.end..)?
        .find('\n')
        .map_or(text.len(), |at| field.value.end + at);
    let (before, between) = (
        text.get(start..name.start)?,
        text.get(name.end..field.value.start)?,
    );
    let after = text.get(field.value.end..end)?.trim_end_matches('\r');
    let says = |piece: &str| piece.contains(char::is_alphanumeric) && piece.trim() != "<br>";
    let is_alone = !says(before) && !says(between) && !says(after) && !before.contains('\n');
    if bare.is_empty() || !is_alone || after.contains("<!--") {
        return None;
    }
    let is_cell = between.contains('|');
    let widths = is_cell.then(|| widths(bare, between, page.slice(field.value.clone()), after));
    let next = lines_of(text, (end + 1).min(text.len())..text.len()).next();
    let below = next.map_or("", |line| page.slice(line));
    let is_grid = is_cell && page.markup == Markup::Rst && below.trim_start().starts_with('+');
    let between = if between.ends_with([' ', '\t', '\n']) || between.is_empty() {
        between.to_owned()
    } else {
        format!("{between} ")
    };
    let series = if before == ":" { series(bare) } else { "" };
    Some(Dress {
        before: before.to_owned(),
        series: series.to_owned(),
        name: bare.to_owned(),
        between,
        after: if is_cell {
            after.to_owned()
        } else {
            hard_break(after).to_owned()
        },
        widths: widths.filter(|_| !page.slice(field.value.clone()).contains('\n')),
        rule: is_grid.then(|| below.to_owned()),
    })
}

/// The word before the key of an attribute with its joint.
fn series(name: &str) -> &str {
    let lower = name.to_lowercase();
    let Some(at) = lower.find(['_', '-']) else {
        return "";
    };
    let prefix = lower.get(..at).unwrap_or_default();
    let is_key = key_named(&lower.replace(['_', '-'], " ")).is_some();
    let is_prefix = attribute::is_series_word(prefix) || !is_key;
    name.get(..=at).filter(|_| is_prefix).unwrap_or_default()
}

fn hard_break(after: &str) -> &str {
    if after.trim().is_empty() && after.len() < 2 {
        ""
    } else {
        after
    }
}

fn widths(name: &str, between: &str, value: &str, after: &str) -> (usize, usize) {
    let spaces = |piece: &str| {
        let bar = piece.find(['|', '\n']).unwrap_or(piece.len());
        let lead = piece.get(..bar).unwrap_or_default();
        lead.len() - lead.trim_end_matches(' ').len()
    };
    (
        name.chars().count() + spaces(between),
        value.chars().count() + spaces(after),
    )
}

impl Dress {
    /// A plain dress: what stands before the name and between name and value.
    pub fn plain(before: &str, name: &str, between: &str) -> Self {
        Self {
            before: before.to_owned(),
            series: String::new(),
            name: name.to_owned(),
            between: between.to_owned(),
            after: String::new(),
            widths: None,
            rule: None,
        }
    }

    /// The dress as it is the same from file to file.
    pub(super) fn usual(self) -> Self {
        let tidy = |piece: &str| {
            let Some((lead, rest)) = piece.split_once('|') else {
                return piece.to_owned();
            };
            format!("{} |{rest}", lead.trim_end())
        };
        Self {
            between: tidy(&self.between),
            after: tidy(&self.after),
            widths: None,
            rule: None,
            ..self
        }
    }

    /// The name as it stands there.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What kind of line it makes.
    pub fn kind(&self) -> Kind {
        let mark = self.before.trim_start_matches(['>', ' ', '\t']);
        if self.between.contains('|') || self.before.contains('|') {
            Kind::Cell
        } else if self.before == ":" {
            Kind::Attribute
        } else if mark.starts_with("* ") || mark.starts_with("- ") || mark.starts_with("+ ") {
            Kind::Bullet
        } else {
            Kind::Line
        }
    }

    /// The same dress around another name.
    pub fn called(self, name: &str) -> Self {
        Self {
            name: self.named(name),
            ..self
        }
    }

    /// Whether it is a bullet.
    pub fn is_bullet(&self) -> bool {
        self.kind() == Kind::Bullet
    }

    /// Whether it is an attribute of AsciiDoc or a field of reStructuredText.
    pub fn is_attribute(&self) -> bool {
        self.kind() == Kind::Attribute
    }

    /// Whether it is a cell of a table.
    pub fn is_cell(&self) -> bool {
        self.kind() == Kind::Cell
    }

    /// Whether the next line would flow into this one.
    pub fn flows(&self) -> bool {
        self.kind() == Kind::Line && self.after.is_empty() && !self.before.contains('>')
    }

    /// The lines of a field in this dress; `None` where its cells are too narrow.
    pub fn line(&self, name: &str, value: &str, line_break: &str) -> Option<String> {
        let name = self.named(name);
        let (between, after) = match self.widths {
            Some((of_name, of_value)) => (
                padded(
                    &self.between,
                    of_name,
                    name.chars().count(),
                    self.rule.is_some(),
                )?,
                padded(
                    &self.after,
                    of_value,
                    value.chars().count(),
                    self.rule.is_some(),
                )?,
            ),
            None => (self.between.clone(), self.after.clone()),
        };
        let Self { before, series, .. } = self;
        let between = between.replace("\r\n", "\n").replace('\n', line_break);
        let row = format!("{before}{series}{name}{between}{value}{after}");
        Some(match &self.rule {
            Some(rule) => format!("{row}{line_break}{rule}"),
            None => row,
        })
    }

    /// A name in the case of the names of this dress.
    fn named(&self, name: &str) -> String {
        let is_lower = self.name.starts_with(char::is_lowercase);
        match self.kind() {
            Kind::Attribute if is_lower => {
                let joint = if self.series.ends_with('_') { "_" } else { "-" };
                name.to_lowercase().replace(' ', joint)
            }
            Kind::Bullet | Kind::Cell | Kind::Line | Kind::Attribute if is_lower => {
                name.to_lowercase()
            }
            Kind::Bullet | Kind::Cell | Kind::Line | Kind::Attribute => name.to_owned(),
        }
    }
}

/// What stands behind a text, with as many spaces before the bar that the bar stays where it is.
fn padded(piece: &str, width: usize, length: usize, must_fit: bool) -> Option<String> {
    let Some((lead, rest)) = piece.split_once('|') else {
        return Some(piece.to_owned());
    };
    if lead.contains('\n') {
        return Some(piece.to_owned());
    }
    let left = width.checked_sub(length).filter(|left| *left > 0);
    if left.is_none() && must_fit {
        return None;
    }
    let marks = lead.trim_end_matches(' ');
    Some(format!("{marks}{}|{rest}", " ".repeat(left.unwrap_or(1))))
}

/// A field behind the others of a line that holds several: `**Status:** x | **Date:** y`.
pub(super) fn beside(writing: &Writing<'_, '_>, (name, value): (&str, &str)) -> Option<Splice> {
    let page = &writing.reader.page;
    let fields = &writing.reader.fields;
    let pair = fields.windows(2).rev().find_map(|pair| match pair {
        [first, last] => {
            let joint = page.slice(first.value.end..last.name.start);
            let is_joint = joint.contains(['|', '·']) && !joint.contains('\n');
            let line = page.slice(writing.line(last.name.start));
            (is_joint && !line.trim_start().starts_with('|')).then_some((joint, last))
        }
        _ => None,
    })?;
    let (joint, last) = pair;
    let between = page.slice(last.name.end..last.value.start);
    Some(Splice::at(
        last.value.end,
        format!("{joint}{name}{between}{value}"),
    ))
}

/// The piece of a line that is one field of several, with the joint that parts it from the one before.
pub(super) fn piece(writing: &Writing<'_, '_>, field: &Field) -> Option<Range<usize>> {
    let page = &writing.reader.page;
    let line = writing.line(field.name.start);
    if page.slice(line.clone()).trim_start().starts_with('|')
        || attribute::named(page, line.clone()).is_some()
    {
        return None;
    }
    let before = page.slice(line.start..field.name.start);
    let joint = before.rfind(['|', '·'])?;
    let lead = before.get(..joint)?.trim_end();
    Some(line.start + lead.len()..field.value.end)
}
