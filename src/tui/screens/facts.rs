//! The facts of a decision as lines: status with glyph and word, dates, people, tags, links, findings. It must not know
//! which screen they stand on.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use crate::{
    domain::{
        adr::{Adr, DateSource, SourcedDate},
        finding::Finding,
        status::Status,
        tone::Tone,
    },
    markdown::width,
    ops::view::{LinkLine, RecordLine, RecordView},
    tui::{look::Look, widgets::text},
};

/// The words of the widest status.
pub(super) const STATUS_CELLS: usize = 12;
/// The cells the names of facts take.
const NAME_CELLS: usize = 10;

/// Glyph and word of a status.
pub(super) fn status(status: Status, look: &Look<'_>) -> Span<'static> {
    let (glyph, style) = look.mark(status);
    Span::styled(format!("{glyph} {}", status.word()), style)
}

/// Glyph and word of a status in the width of a column.
pub(super) fn status_cell(status: Status, look: &Look<'_>) -> Span<'static> {
    let (glyph, style) = look.mark(status);
    text::cell(&format!("{glyph} {}", status.word()), STATUS_CELLS, style)
}

/// The part of an identifier people say: of `20250211-keep-our-decisions` the number before the words.
pub(super) fn short_label(label: &str) -> &str {
    let said = label
        .split(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '_'))
        .next();
    match said.unwrap_or_default().trim_end_matches(['-', '_']) {
        "" => label,
        number => number,
    }
}

/// The same of a reference, which may begin with the name of a log.
pub(super) fn short_reference(reference: &str) -> String {
    match reference.rsplit_once('/') {
        Some((log, label)) => format!("{log}/{}", short_label(label)),
        None => short_label(reference).to_owned(),
    }
}

/// The same in at most so many cells: the name of the log gives way before the number does.
pub(super) fn reference_in(reference: &str, cells: usize) -> String {
    let short = short_reference(reference);
    match short.rsplit_once('/') {
        Some((log, label)) if width::cells(&short) > cells => {
            let room = cells.saturating_sub(width::cells(label) + 1);
            format!("{}/{label}", width::truncate(log, room))
        }
        _ => short,
    }
}

/// The name of a log in at most so many cells: logs of one repository differ in their last part, so that stays.
pub(super) fn name_in(name: &str, cells: usize) -> String {
    match name.rsplit_once('/') {
        Some((first, last)) if width::cells(name) > cells && width::cells(last) + 3 <= cells => {
            let room = cells - width::cells(last) - 1;
            format!("{}/{last}", width::truncate(first, room))
        }
        _ => width::truncate(name, cells).into_owned(),
    }
}

/// The end of a path in at most so many cells: where it leads says more than where it begins.
pub(super) fn path_in(path: &str, cells: usize) -> String {
    if width::cells(path) <= cells {
        return path.to_owned();
    }
    let mut end = "";
    for (at, _) in path.match_indices('/').rev() {
        let (_, tail) = path.split_at(at);
        if width::cells(tail) + 1 > cells {
            break;
        }
        end = tail;
    }
    width::truncate(&format!("…{end}"), cells).into_owned()
}

/// How long something lasts, in at most six cells.
pub(super) fn lasting(days: i64) -> String {
    match days {
        ..1 => "today".to_owned(),
        1..730 => format!("{days} d"),
        _ => format!("{} y", days / 365),
    }
}

/// A record in one line: glyph, reference, title. Inside the log it belongs to, the log is not said again.
fn record(record: &RecordLine, log: &str, look: &Look<'_>) -> [Span<'static>; 3] {
    let (glyph, style) = look.mark(record.status);
    let reference = short_reference(&record.reference);
    let inside = reference
        .strip_prefix(log)
        .and_then(|rest| rest.strip_prefix('/'));
    [
        Span::styled(format!("{glyph} "), style),
        Span::styled(
            format!("{} ", look.safe(inside.unwrap_or(&reference))),
            look.style(Tone::Muted),
        ),
        Span::raw(look.safe(&record.title).into_owned()),
    ]
}

/// How many of something, in words.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Which of how many rows the cursor is on, in words; of one or none there is only the number.
pub(super) fn placed(cursor: usize, length: usize, (one, many): (&str, &str)) -> String {
    let all = counted(length as u64, one, many);
    if length < 2 {
        return all;
    }
    format!("{} of {all}", cursor + 1)
}

/// The facts beside a title, in as few lines as they fit, at most `most`: between two facts stands a dot.
pub(super) fn headline(
    view: &RecordView,
    as_of: Option<NaiveDate>,
    (cells, most): (usize, usize),
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    flow(parts(view, as_of, look), (cells, most), &dot(look))
}

fn parts(view: &RecordView, as_of: Option<NaiveDate>, look: &Look<'_>) -> Vec<Span<'static>> {
    let facts = &view.adr.facts;
    let muted = look.style(Tone::Muted);
    let mut parts = vec![status(facts.status, look)];
    if let Some(decided) = facts.dates.decided {
        parts.push(Span::raw(decided.date.to_string()));
    }
    if !facts.people.deciders.is_empty() {
        let names = look.safe(&facts.people.deciders.join(", ")).into_owned();
        parts.push(Span::raw(format!("decided by {names}")));
    }
    if let Some(review) = facts.dates.review_by {
        let passed = as_of.is_some_and(|day| review.date.latest() < day);
        let tone = if passed { Tone::Caution } else { Tone::Plain };
        let word = if passed { "review passed" } else { "review by" };
        parts.push(Span::styled(
            format!("{word} {}", review.date),
            look.style(tone),
        ));
    }
    let open = open_comments(view);
    if open > 0 {
        let said = format!("{} open", counted(open, "comment", "comments"));
        parts.push(Span::styled(said, look.style(Tone::Caution)));
    }
    if !facts.tags.is_empty() {
        let tags = look.safe(&facts.tags.join(", ")).into_owned();
        parts.push(Span::styled(format!("tags {tags}"), muted));
    }
    parts
}

/// How many comments on it nobody has settled.
fn open_comments(view: &RecordView) -> u64 {
    let open = view.comments.iter().filter(|comment| !comment.settled);
    open.count() as u64
}

/// What stands between two facts.
pub(super) fn dot(look: &Look<'_>) -> Span<'static> {
    Span::styled(look.glyph(" · ", " - "), look.style(Tone::Muted))
}

/// Parts with something between them, broken between two parts where a line is full.
pub(super) fn flow(
    parts: Vec<Span<'static>>,
    (cells, most): (usize, usize),
    between: &Span<'static>,
) -> Vec<Line<'static>> {
    let mut lines: Vec<Vec<Span<'static>>> = Vec::new();
    let mut used = 0;
    let gap = width::cells(&between.content);
    for part in parts {
        let wanted = width::cells(&part.content);
        match lines.last_mut() {
            Some(line) if used + gap + wanted <= cells => {
                line.push(between.clone());
                line.push(part);
                used += gap + wanted;
            }
            _ => {
                lines.push(vec![part]);
                used = wanted;
            }
        }
    }
    lines.truncate(most);
    lines
        .into_iter()
        .map(|line| text::cut(line, cells))
        .collect()
}

/// Every fact with its name, one below the other.
pub(super) fn table(view: &RecordView, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let adr = &view.adr;
    let facts = &adr.facts;
    let mut table = Table {
        cells,
        look,
        lines: Vec::new(),
    };
    table.status(adr);
    table.date("date", facts.dates.decided);
    table.text("not read", facts.dates.not_understood.as_deref());
    table.date("created", facts.dates.created);
    table.date("updated", facts.dates.updated);
    table.date("review by", facts.dates.review_by);
    table.names("deciders", &facts.people.deciders);
    table.names("consulted", &facts.people.consulted);
    table.names("informed", &facts.people.informed);
    table.names("authors", &facts.people.authors);
    table.names("tags", &facts.tags);
    let open = open_comments(view);
    if open > 0 {
        let said = format!("{open} open of {}", view.comments.len());
        table.text("comments", Some(&said));
    }
    table.text("log", Some(&view.log.name));
    table.text("file", Some(&path_in_repository(view)));
    table.text("written as", Some(facts.dialect.word()));
    table.lines
}

/// The file of a record as seen from the root of its repository.
pub(super) fn path_in_repository(view: &RecordView) -> String {
    match view.log.folder.trim_matches('/') {
        "" => view.adr.path.clone(),
        folder => format!("{folder}/{}", view.adr.path),
    }
}

struct Table<'a, 'look> {
    cells: usize,
    look: &'a Look<'look>,
    lines: Vec<Line<'static>>,
}

impl Table<'_, '_> {
    fn status(&mut self, adr: &Adr) {
        let status_here = status(adr.facts.status, self.look);
        self.row("status", vec![status_here]);
        let word = adr.facts.status.word();
        let stated = adr.facts.stated.as_ref().map(|stated| stated.raw.as_str());
        self.text(
            "stated",
            stated.filter(|raw| !raw.trim().eq_ignore_ascii_case(word)),
        );
    }

    fn date(&mut self, name: &str, date: Option<SourcedDate>) {
        let Some(SourcedDate { date, source }) = date else {
            return;
        };
        let from = match source {
            DateSource::Field => "",
            DateSource::Status => "  in the status",
            DateSource::FileName => "  in the file's name",
        };
        let muted = self.look.style(Tone::Muted);
        self.row(
            name,
            vec![Span::raw(date.to_string()), Span::styled(from, muted)],
        );
    }

    fn names(&mut self, name: &str, values: &[String]) {
        if !values.is_empty() {
            self.text(name, Some(&values.join(", ")));
        }
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        let Some(value) = value else { return };
        let room = self.cells.saturating_sub(NAME_CELLS + 1);
        for (nth, line) in text::wrapped(&self.look.safe(value), room, 3)
            .into_iter()
            .enumerate()
        {
            self.row(if nth == 0 { name } else { "" }, vec![Span::raw(line)]);
        }
    }

    fn row(&mut self, name: &str, value: Vec<Span<'static>>) {
        let style = self.look.style(Tone::Muted);
        let mut spans = vec![text::cell(name, NAME_CELLS + 1, style)];
        spans.extend(value);
        self.lines.push(text::cut(spans, self.cells));
    }
}

/// What a link says, and of which record, in two lines; `log` is where it is read.
pub(super) fn link(
    link: &LinkLine,
    (cells, log): (usize, &str),
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    let muted = look.style(Tone::Muted);
    let part = if link.partial { "partly " } else { "" };
    let arrow = if link.stated_here {
        look.glyph("→", "->")
    } else {
        look.glyph("←", "<-")
    };
    let says = format!("{arrow} {part}{}", link.kind.phrase());
    let mut says = vec![Span::styled(says, muted)];
    if link.target.is_none() {
        says.push(Span::styled(", not in the store", muted));
    }
    let mut whom = vec![Span::raw("  ")];
    if let Some(target) = &link.target {
        let [mark, name, title] = record(target, log, look);
        whom.extend([mark, name]);
        if !link.once().is_empty() {
            whom.push(Span::styled(
                format!("{}: ", link.once()),
                look.style(Tone::Caution),
            ));
        }
        whom.push(title);
    } else {
        let written = look.safe(&link.written);
        whom.push(Span::raw(path_in(&written, cells.saturating_sub(2))));
    }
    vec![text::cut(says, cells), text::cut(whom, cells)]
}

/// A finding with its line, wrapped.
pub(super) fn finding(finding: &Finding, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let place = finding
        .line
        .map(|line| format!("line {line}: "))
        .unwrap_or_default();
    let said = format!("! {place}{}", look.safe(&finding.message));
    text::wrapped(&said, cells, 4)
        .into_iter()
        .map(|line| Line::styled(line, look.style(Tone::Caution)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::link::LinkKind,
        tui::{screens::stage, theme::Theme},
    };

    #[test]
    fn the_name_of_the_log_gives_way_before_the_number() {
        assert_eq!(reference_in("a-very-long-team-name/12", 12), "a-very-l…/12");
        assert_eq!(reference_in("team/12", 12), "team/12");
        assert_eq!(reference_in("team/20250211-keep-it", 40), "team/20250211");
    }

    #[test]
    fn what_tells_two_names_apart_stays() {
        assert_eq!(name_in("thomvaill__log4brains/web", 14), "thomvaill…/web");
        assert_eq!(name_in("payments", 14), "payments");
        assert_eq!(name_in("a/very-long-last-part", 8), "a/very-…");
        assert_eq!(path_in("/home/mina/work/docs/adr", 12), "…/docs/adr");
        assert_eq!(path_in("/home/mina", 12), "/home/mina");
        assert_eq!(path_in("/a-very-long-name-alone", 8), "…");
    }

    #[test]
    fn thousands_of_days_are_years() {
        let said = [0, 1, 163, 729, 730, 3428].map(lasting);
        assert_eq!(said, ["today", "1 d", "163 d", "729 d", "2 y", "9 y"]);
    }

    #[test]
    fn a_link_that_does_not_hold_yet_says_from_when_on() {
        let theme = Theme::mono();
        let look = Look::new(&theme, false);
        let said = |kind, pending| {
            let line = LinkLine {
                kind,
                partial: false,
                stated_here: true,
                pending,
                target: Some(RecordLine {
                    id: stage::id(12),
                    reference: "payments/12".into(),
                    title: "Serve".into(),
                    status: Status::Proposed,
                }),
                written: "12".into(),
            };
            let lines = link(&line, (60, "payments"), &look);
            lines.iter().map(ToString::to_string).collect::<String>()
        };
        assert_eq!(
            [
                said(LinkKind::SupersededBy, true),
                said(LinkKind::Supersedes, true),
                said(LinkKind::SupersededBy, false)
            ],
            [
                "→ superseded by  ? 12 once it is accepted: Serve",
                "→ supersedes  ? 12 once this is accepted: Serve",
                "→ superseded by  ? 12 Serve"
            ]
        );
    }

    #[test]
    fn facts_break_between_two_facts_only() {
        let theme = Theme::mono();
        let look = Look::new(&theme, false);
        let view = stage::record_view(12, 80);
        let lines = headline(&view, None, (54, 3), &look);
        let said: Vec<_> = lines.iter().map(ToString::to_string).collect();
        insta::assert_debug_snapshot!(said, @r#"
        [
            "✓ accepted · 2026-03-02",
            "decided by Mina Okafor, Lee Brandt",
            "review by 2027-03-02 · tags fraud, serving",
        ]
        "#);
    }
}
