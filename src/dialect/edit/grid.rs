//! A table written under the options of a record in the markup of its file, and found again by the line of its caption, so that
//! writing it once more takes its place. Knows nothing of what the table says.

use std::{iter, ops::Range};

use crate::dialect::{Role, Section, markup::Markup, page::lines_of};

use super::{splice::Splice, writing::Writing};

/// The heading of a section for a table where the record has none for its options.
const HEADING: &str = "Options";

/// A table with a caption and a note below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// How its caption begins: no other table begins so.
    pub key: String,
    /// The caption, which begins with the key.
    pub caption: String,
    /// The names of the columns; the first is of words, the others of numbers.
    pub head: Vec<String>,
    /// The rows, each with as many cells as the head.
    pub rows: Vec<Vec<String>>,
    /// The word its note begins with.
    pub note_key: String,
    /// The note, in one sentence.
    pub note: String,
}

/// Puts the table in the place of the one that was written before, else under the options.
pub(super) fn write(writing: &Writing<'_, '_>, grid: &Grid) -> Vec<Splice> {
    let lines = drawn(writing.markup(), grid);
    let block = lines.join(writing.line_break);
    if let Some(before) = written_before(writing, grid) {
        return vec![Splice::over(before, block)];
    }
    let gap = writing.line_break.repeat(2);
    match section_of(writing, Role::Options).or_else(|| section_of(writing, Role::ProsCons)) {
        Some(section) => vec![at_end_of(writing, section, &block)],
        None => vec![in_own_section(writing, &block, &gap)],
    }
}

fn section_of<'w>(writing: &Writing<'w, '_>, role: Role) -> Option<&'w Section> {
    let mut sections = writing.reader.sections.iter();
    sections.find(|section| section.role == role)
}

/// Behind what stands between the heading of a section and the next heading of any level.
fn at_end_of(writing: &Writing<'_, '_>, section: &Section, block: &str) -> Splice {
    let page = &writing.reader.page;
    let mut headings = page.headings.iter();
    let index = headings.position(|heading| heading.whole.start == section.span.start);
    let under = index.map_or(section.span.clone(), |index| page.under(index));
    let ink = writing.last_ink(under.clone());
    let end = ink.map_or(under.start, |ink| ink.end);
    let gap = writing.line_break.repeat(2);
    let follows = writing.slice(end..writing.text().len());
    let is_followed = !follows.trim().is_empty();
    let breaks = follows.len() - follows.trim_start_matches(['\r', '\n']).len();
    let is_parted = breaks > writing.line_break.len();
    let after = if is_followed && !is_parted {
        writing.line_break
    } else {
        ""
    };
    Splice::at(end, format!("{gap}{block}{after}"))
}

/// A section of its own before the decision, else at the end.
fn in_own_section(writing: &Writing<'_, '_>, block: &str, gap: &str) -> Splice {
    let decision = section_of(writing, Role::Decision);
    let model = decision.or(writing.reader.sections.first());
    let heading = heading_like(writing, model);
    if let Some(decision) = decision {
        return Splice::at(decision.span.start, format!("{heading}{gap}{block}{gap}"));
    }
    let (text, last) = (writing.text(), writing.line_break);
    let end = text.trim_end().len();
    Splice::over(end..text.len(), format!("{gap}{heading}{gap}{block}{last}"))
}

/// A heading in the form of another one.
fn heading_like(writing: &Writing<'_, '_>, model: Option<&Section>) -> String {
    let level = model.map_or(2, |section| usize::from(section.level));
    match writing.markup() {
        Markup::Markdown => format!("{} {HEADING}", "#".repeat(level)),
        Markup::Asciidoc => format!("{} {HEADING}", "=".repeat(level)),
        Markup::Rst => {
            let rule = model.and_then(|section| rule_of(writing, section));
            let rule = iter::repeat_n(rule.unwrap_or('-'), HEADING.len());
            format!(
                "{HEADING}{}{}",
                writing.line_break,
                rule.collect::<String>()
            )
        }
    }
}

/// The sign a heading of reStructuredText is underlined with.
fn rule_of(writing: &Writing<'_, '_>, section: &Section) -> Option<char> {
    let mut headings = writing.reader.page.headings.iter();
    let heading = headings.find(|heading| heading.whole.start == section.span.start)?;
    writing
        .slice(heading.whole.clone())
        .trim_end()
        .chars()
        .next_back()
}

/// The table that was written before: from its caption to its note.
fn written_before(writing: &Writing<'_, '_>, grid: &Grid) -> Option<Range<usize>> {
    let text = writing.text();
    let lines: Vec<Range<usize>> = lines_of(text, 0..text.len()).collect();
    let said = |line: &Range<usize>| writing.slice(line.clone()).trim_end();
    let begins = opening(writing.markup(), &grid.key);
    let page = &writing.reader.page;
    let first = lines
        .iter()
        .position(|line| said(line).starts_with(&begins) && !page.is_hidden(line.start))?;
    let start = lines.get(first)?.start;
    let rest: Vec<&str> = lines.iter().skip(first).map(said).collect();
    let table = 1 + table_lines(writing.markup(), rest.get(1..).unwrap_or_default());
    let blank = |from: usize| {
        rest.iter()
            .skip(from)
            .take_while(|line| line.is_empty())
            .count()
    };
    let note = table + blank(table);
    let has_note = rest
        .get(note)
        .is_some_and(|line| line.starts_with(&grid.note_key));
    let last = if has_note { note } else { table - 1 };
    let last = lines
        .iter()
        .skip(first)
        .take(last + 1)
        .rfind(|line| !said(line).is_empty())?;
    Some(start..last.end)
}

/// How many of these lines belong to the table below a caption.
fn table_lines(markup: Markup, lines: &[&str]) -> usize {
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    let from = |skipped: usize| lines.iter().skip(skipped);
    match markup {
        Markup::Markdown => {
            let rows = from(blank).take_while(|line| line.starts_with('|')).count();
            if rows == 0 { 0 } else { blank + rows }
        }
        Markup::Asciidoc => {
            let attributes = from(0).take_while(|line| line.starts_with('[')).count();
            let is_table = lines.get(attributes) == Some(&"|===");
            let body = from(attributes + 1).position(|line| *line == "|===");
            match body {
                Some(body) if is_table => attributes + body + 2,
                _ => 0,
            }
        }
        Markup::Rst => from(0)
            .take_while(|line| line.is_empty() || line.starts_with(' '))
            .count(),
    }
}

/// How the line of a caption begins.
fn opening(markup: Markup, key: &str) -> String {
    match markup {
        Markup::Markdown => format!("{key}:"),
        Markup::Asciidoc => format!(".{key}:"),
        Markup::Rst => format!(".. list-table:: {key}:"),
    }
}

fn drawn(markup: Markup, grid: &Grid) -> Vec<String> {
    let caption = escaped(markup, &grid.caption);
    let mut lines = match markup {
        Markup::Markdown => in_markdown(grid, caption),
        Markup::Asciidoc => in_asciidoc(grid, &caption),
        Markup::Rst => in_rst(grid, &caption),
    };
    lines.push(String::new());
    lines.push(escaped(markup, &grid.note));
    lines
}

fn in_markdown(grid: &Grid, caption: String) -> Vec<String> {
    let row = |cells: &[String]| {
        let cells: Vec<_> = cells
            .iter()
            .map(|cell| escaped(Markup::Markdown, cell))
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    let numbers = grid.head.len().saturating_sub(1);
    let rule = format!("| --- |{}", " ---: |".repeat(numbers));
    let mut lines = vec![caption, String::new(), row(&grid.head), rule];
    lines.extend(grid.rows.iter().map(|cells| row(cells)));
    lines
}

fn in_asciidoc(grid: &Grid, caption: &str) -> Vec<String> {
    let row = |cells: &[String]| {
        let cells: Vec<_> = cells
            .iter()
            .map(|cell| format!("| {}", escaped(Markup::Asciidoc, cell)))
            .collect();
        cells.join(" ")
    };
    let mut lines = vec![
        format!(".{caption}"),
        "[options=\"header\"]".to_owned(),
        "|===".to_owned(),
        row(&grid.head),
        String::new(),
    ];
    lines.extend(grid.rows.iter().map(|cells| row(cells)));
    lines.push("|===".to_owned());
    lines
}

fn in_rst(grid: &Grid, caption: &str) -> Vec<String> {
    let mut lines = vec![
        format!(".. list-table:: {caption}"),
        "   :header-rows: 1".to_owned(),
        String::new(),
    ];
    for cells in iter::once(&grid.head).chain(&grid.rows) {
        for (nth, cell) in cells.iter().enumerate() {
            let mark = if nth == 0 { "   * -" } else { "     -" };
            lines.push(format!("{mark} {}", escaped(Markup::Rst, cell)));
        }
    }
    lines
}

/// Text that is read as it stands: nothing in it is taken for a mark.
fn escaped(markup: Markup, text: &str) -> String {
    let marks: &[char] = match markup {
        Markup::Markdown => &['\\', '|', '[', ']', '<', '*', '`'],
        Markup::Asciidoc => &['|', '{'],
        Markup::Rst => &['\\', '|', '*', '`', '_'],
    };
    let mut escaped = String::with_capacity(text.len());
    if markup == Markup::Rst && text.starts_with(['-', '+', '.']) {
        escaped.push('\\');
    }
    for letter in text.chars() {
        if marks.contains(&letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
