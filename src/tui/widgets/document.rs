//! Laid-out text that scrolls: headings, links and words in it can be stepped through. It must not know where a link leads.

use std::sync::Arc;

use ratatui::{
    Frame,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    markdown::{self, LinkTarget, OutlineEntry, Rendered},
    tui::{action::Action, look::Look, widgets::text},
};

mod search;

use search::Search;

/// How far down a title is looked for: before it stands no more than the facts of the record.
const HEAD_MOST: usize = 40;

/// A text and what is seen of it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    text: Arc<Rendered>,
    /// Where reading begins: the lines before say what stands above the document. They are scrolled past, not left out.
    lead: usize,
    /// The first line that is seen.
    offset: usize,
    /// The lines seen when it was last drawn.
    page: usize,
    search: Option<Search>,
    link: Option<usize>,
}

impl Document {
    /// Shows another text from its beginning.
    pub fn open(&mut self, text: Arc<Rendered>) {
        let page = self.page;
        *self = Self {
            text,
            page,
            ..Self::default()
        };
    }

    /// Shows the same text laid out anew, as near to the place that was seen as can be told.
    pub fn lay_out(&mut self, text: Arc<Rendered>) {
        let before = self.text.lines.len().max(1);
        let at_rest = self.offset <= self.lead;
        self.offset = self.offset.saturating_mul(text.lines.len()) / before;
        self.link = self.link.filter(|link| *link < text.links.len());
        self.text = text;
        self.lead = if at_rest { self.offset } else { 0 };
        if let Some(words) = self.search.take().map(Search::into_words) {
            self.search = Search::of(&words, &self.text, self.offset);
        }
    }

    /// Begins to read behind the title, where the text states it near its beginning.
    pub fn begin_behind(&mut self, title: &str) {
        let at_rest = self.offset <= self.lead;
        self.lead = self.behind(title).unwrap_or(0);
        if at_rest {
            self.offset = self.lead;
        }
    }

    fn behind(&self, title: &str) -> Option<usize> {
        let first = self.text.outline.first()?;
        let is_title = first.line < HEAD_MOST && first.text.contains(title.trim());
        let lines = self.text.lines.iter().enumerate().skip(first.line);
        let mut after = lines.skip_while(|(_, line)| !is_blank(line));
        let next = after.find(|(_, line)| !is_blank(line));
        next.filter(|_| is_title).map(|(at, _)| at)
    }

    /// The headings.
    pub fn outline(&self) -> &[OutlineEntry] {
        &self.text.outline
    }

    /// The heading under which the first visible line stands.
    pub fn heading(&self) -> Option<usize> {
        let seen = |entry: &OutlineEntry| entry.line <= self.offset;
        self.text.outline.iter().rposition(seen)
    }

    /// Scrolls to a heading.
    pub fn go_to_heading(&mut self, nth: usize) {
        if let Some(line) = self.text.outline.get(nth).map(|entry| entry.line) {
            self.scroll_to(line);
        }
    }

    /// Scrolls to a line.
    pub fn go_to_line(&mut self, line: usize) {
        self.scroll_to(line);
    }

    /// The link that is selected.
    pub fn link(&self) -> Option<&LinkTarget> {
        self.link.and_then(|link| self.text.links.get(link))
    }

    /// Whether there is any link.
    pub fn has_links(&self) -> bool {
        !self.text.links.is_empty()
    }

    /// Selects no link.
    pub fn leave_link(&mut self) {
        self.link = None;
    }

    /// Marks every place where the words stand and goes to the first from here on. No words mark nothing.
    pub fn find(&mut self, words: &str) {
        self.search = Search::of(words, &self.text, self.offset);
        self.show_hit();
    }

    /// The words looked for, which of their places is shown, counted from 1, and how many there are.
    pub fn found(&self) -> Option<(&str, usize, usize)> {
        self.search.as_ref().map(Search::count)
    }

    /// How far the text is scrolled, where there is more than is seen.
    pub fn progress(&self) -> String {
        let hidden = self.text.lines.len().saturating_sub(self.page);
        if hidden <= self.lead {
            return String::new();
        }
        match self.offset.saturating_sub(self.lead) * 100 / (hidden - self.lead) {
            0 => "top".to_owned(),
            100.. => "end".to_owned(),
            part => format!("{part} %"),
        }
    }

    /// Scrolls, or steps to a heading, a link or a match; whether the action was one of these.
    pub fn moved(&mut self, action: Action) -> bool {
        let page = self.page.max(1);
        match action {
            Action::Down => self.scroll_to(self.offset + 1),
            Action::Up => self.scroll_to(self.offset.saturating_sub(1)),
            Action::HalfPageDown => self.scroll_to(self.offset + page.div_ceil(2)),
            Action::HalfPageUp => self.scroll_to(self.offset.saturating_sub(page.div_ceil(2))),
            Action::PageDown => self.scroll_to(self.offset + page.saturating_sub(1).max(1)),
            Action::PageUp => {
                self.scroll_to(self.offset.saturating_sub(page.saturating_sub(1).max(1)));
            }
            Action::Top => self.scroll_to(0),
            Action::Bottom => self.scroll_to(usize::MAX),
            Action::NextHeading => self.next_heading(),
            Action::PreviousHeading => self.previous_heading(),
            Action::NextLink => self.step_link(true),
            Action::PreviousLink => self.step_link(false),
            Action::NextMatch => self.step_hit(true),
            Action::PreviousMatch => self.step_hit(false),
            _ => return false,
        }
        true
    }

    fn scroll_to(&mut self, line: usize) {
        let furthest = self.text.lines.len().saturating_sub(self.page.max(1));
        // A short text may still begin behind its title.
        self.offset = line.min(furthest.max(self.lead));
    }

    /// Scrolls only when the line is not seen, and then shows some lines before it.
    fn reveal(&mut self, line: usize) {
        if line < self.offset || line >= self.offset + self.page {
            self.scroll_to(line.saturating_sub((self.page / 3).max(2)));
        }
    }

    fn next_heading(&mut self) {
        let below = |entry: &&OutlineEntry| entry.line > self.offset;
        if let Some(line) = self.text.outline.iter().find(below).map(|entry| entry.line) {
            self.scroll_to(line);
        }
    }

    fn previous_heading(&mut self) {
        let above = |entry: &&OutlineEntry| entry.line < self.offset;
        let line = self
            .text
            .outline
            .iter()
            .rev()
            .find(above)
            .map(|entry| entry.line);
        self.scroll_to(line.unwrap_or(0));
    }

    /// The next link begins where the reader is: a link out of sight is not the next one.
    fn step_link(&mut self, forward: bool) {
        let links = &self.text.links;
        let seen = self.offset..self.offset + self.page.max(1);
        let from = self
            .link
            .filter(|link| links.get(*link).is_some_and(|l| seen.contains(&l.line)));
        let next = match (from, forward) {
            (Some(link), true) => Some(link + 1),
            (Some(link), false) => link.checked_sub(1),
            (None, true) => links.iter().position(|link| link.line >= self.offset),
            (None, false) => links.iter().rposition(|link| link.line < seen.end),
        };
        if let Some((nth, line)) = next.and_then(|nth| Some((nth, links.get(nth)?.line))) {
            self.link = Some(nth);
            self.reveal(line);
        }
    }

    fn step_hit(&mut self, forward: bool) {
        if let Some(search) = &mut self.search {
            search.step(forward);
        }
        self.show_hit();
    }

    fn show_hit(&mut self) {
        if let Some(line) = self.search.as_ref().and_then(Search::line) {
            self.reveal(line);
        }
    }

    /// Draws what is seen.
    pub fn draw(
        &mut self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        area: Rect,
        focused: bool,
    ) {
        let area = area.intersection(frame.area());
        self.page = usize::from(area.height);
        self.scroll_to(self.offset);
        let mut cursor = Position::new(area.x, area.y);
        for (nth, row) in area.rows().enumerate() {
            let at = self.offset + nth;
            let Some(line) = self.text.lines.get(at) else {
                break;
            };
            text::put(frame, row, &self.styled(line, look));
            self.report_links(line, row, look);
            for (from, cells, is_current) in self.search.iter().flat_map(|search| search.marks(at))
            {
                let mark = mark_of(row, from, cells);
                let tone = if is_current {
                    Tone::Cursor
                } else {
                    Tone::Match
                };
                frame
                    .buffer_mut()
                    .set_style(mark.intersection(area), look.style(tone));
                if is_current {
                    cursor = mark.as_position();
                }
            }
            if self.link().is_some_and(|link| link.line == at) {
                cursor = Position::new(row.x, row.y);
            }
        }
        if focused && !area.is_empty() {
            look.put_cursor(cursor, false);
        }
    }

    /// Says which cells of a row lead somewhere, as far as they are whole.
    fn report_links(&self, line: &markdown::Line, row: Rect, look: &mut Look<'_>) {
        let mut from = 0;
        for span in &line.spans {
            let text = look.safe(&span.text).into_owned();
            let cells = markdown::width::cells(&text);
            let target = span.link.and_then(|link| self.text.links.get(link));
            if let Some(link) = target.filter(|_| from + cells <= usize::from(row.width)) {
                let place = Rect {
                    x: row.x + from as u16,
                    width: cells as u16,
                    ..row
                };
                look.links.push((place, link.target.clone(), text));
            }
            from += cells;
        }
    }

    fn styled(&self, line: &markdown::Line, look: &Look<'_>) -> Line<'static> {
        line.spans
            .iter()
            .map(|span| {
                let selected = span.link.is_some() && span.link == self.link;
                let style = if selected {
                    look.style(Tone::Cursor)
                } else {
                    style_of(span.style, look)
                };
                Span::styled(look.safe(&span.text).into_owned(), style)
            })
            .collect::<Vec<_>>()
            .into()
    }
}

fn mark_of(row: Rect, from: u16, cells: u16) -> Rect {
    Rect {
        x: row.x.saturating_add(from.min(row.width)),
        width: cells.min(row.width),
        ..row
    }
}

fn is_blank(line: &markdown::Line) -> bool {
    line.spans.iter().all(|span| span.text.trim().is_empty())
}

/// The look of a span: its tone, and the emphasis that comes on top of any tone.
fn style_of(style: markdown::Style, look: &Look<'_>) -> Style {
    [
        (style.strong, Tone::Strong),
        (style.emphasis, Tone::Emphasis),
        (style.struck, Tone::Struck),
    ]
    .into_iter()
    .filter(|(applies, _)| *applies)
    .fold(look.style(style.tone), |so_far, (_, tone)| {
        let added = look.style(tone);
        so_far.add_modifier(added.add_modifier)
    })
}

#[cfg(test)]
mod tests {
    use ratatui::{Terminal, backend::TestBackend};

    use super::*;
    use crate::tui::theme::Theme;

    fn text() -> Arc<Rendered> {
        let line = |text: &str, link: Option<usize>| markdown::Line {
            spans: vec![markdown::Span {
                text: text.into(),
                link,
                ..markdown::Span::default()
            }],
            indent: 0,
        };
        let mut text = vec![line("12. Serve scores", None), line("", None)];
        text.extend(
            (0..20).map(|nth| line(&format!("Latency {nth}"), (nth % 5 == 4).then_some(nth / 5))),
        );
        let entry = |text: &str, at| OutlineEntry {
            level: 2,
            text: text.into(),
            anchor: String::new(),
            line: at,
        };
        let links = (0..4usize).map(|nth| LinkTarget {
            target: format!("000{nth}.md"),
            text: String::new(),
            line: 6 + nth * 5,
            lands: None,
        });
        Arc::new(Rendered {
            lines: text,
            outline: vec![
                entry("12. Serve scores", 0),
                entry("Context", 5),
                entry("Decision", 12),
            ],
            links: links.collect(),
        })
    }

    fn drawn(document: &mut Document) -> String {
        let theme = Theme::mono();
        let mut look = Look::new(&theme, false);
        let mut terminal = Terminal::new(TestBackend::new(18, 5)).unwrap();
        terminal
            .draw(|frame| {
                let area = frame.area();
                document.draw((frame, &mut look), area, true);
            })
            .unwrap();
        terminal
            .backend()
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .trim_matches('"')
            .trim()
            .to_owned()
    }

    fn document() -> Document {
        let mut document = Document::default();
        document.open(text());
        drawn(&mut document);
        document
    }

    #[test]
    fn a_title_said_above_is_not_said_again() {
        let mut document = document();
        document.begin_behind("Serve scores");
        assert_eq!(drawn(&mut document), "Latency 0");
        document.moved(Action::Top);
        assert_eq!(drawn(&mut document), "12. Serve scores");
    }

    #[test]
    fn headings_are_stepped_through_both_ways() {
        let mut document = document();
        document.moved(Action::NextHeading);
        assert_eq!(drawn(&mut document), "Latency 3");
        document.moved(Action::NextHeading);
        assert_eq!(
            (drawn(&mut document), document.heading()),
            ("Latency 10".into(), Some(2))
        );
        document.moved(Action::PreviousHeading);
        assert_eq!(drawn(&mut document), "Latency 3");
    }

    #[test]
    fn words_are_found_without_regard_to_case_and_counted() {
        let mut document = document();
        document.find("latency 1");
        assert_eq!(document.found(), Some(("latency 1", 1, 11)));
        document.moved(Action::PreviousMatch);
        assert_eq!(document.found(), Some(("latency 1", 11, 11)));
        document.moved(Action::NextMatch);
        assert_eq!(document.found(), Some(("latency 1", 1, 11)));
        document.find("Kafka");
        assert_eq!(document.found(), Some(("Kafka", 0, 0)));
        document.find("");
        assert_eq!(document.found(), None);
    }

    #[test]
    fn links_are_stepped_through_and_scrolled_to() {
        let mut document = document();
        document.moved(Action::NextLink);
        assert_eq!(document.link().unwrap().target, "0000.md");
        document.moved(Action::NextLink);
        assert_eq!(document.link().unwrap().target, "0001.md");
        document.moved(Action::PreviousLink);
        document.moved(Action::PreviousLink);
        assert_eq!(document.link().unwrap().target, "0000.md");
    }

    #[test]
    fn the_end_is_the_last_page_and_the_way_there_is_told() {
        let mut document = document();
        document.moved(Action::Bottom);
        assert_eq!(
            (drawn(&mut document), document.progress()),
            ("Latency 15".into(), "end".into())
        );
        document.lay_out(Arc::default());
        assert_eq!(
            (drawn(&mut document), document.progress()),
            (String::new(), String::new())
        );
    }
}
