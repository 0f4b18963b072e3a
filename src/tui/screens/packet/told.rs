//! What was found about a packet as pages to read: what verifying came to and what cannot be known, and how two packets differ.

use std::sync::Arc;

use crate::{
    domain::{text::counted, tone::Tone},
    markdown::{Line, OutlineEntry, Rendered, Span, safe},
    ops::view::{CheckLine, PacketDiffView, VerifyView},
    tui::widgets::text,
};

/// A text that is longer is cut.
const LINES_MOST: usize = 40;

/// A page while it is written.
struct Page {
    cells: usize,
    /// Whether only ASCII marks are drawn.
    ascii: bool,
    rendered: Rendered,
}

/// What verifying a packet came to.
pub(super) fn verified(view: &VerifyView, (cells, ascii): (u16, bool)) -> Arc<Rendered> {
    let mut page = Page::new(cells, ascii);
    let called = view.label.as_deref().unwrap_or(&view.source);
    if view.sound {
        page.paragraph(
            &format!("{called} is sound: all that was checked holds."),
            Tone::Good,
        );
    } else {
        page.paragraph(&format!("{called} is NOT SOUND."), Tone::Danger);
    }
    let failed: Vec<_> = view.checks.iter().filter(|check| !check.holds).collect();
    if !failed.is_empty() {
        page.heading("What does not hold");
        page.checks(&failed);
    }
    page.heading("What was checked");
    page.checks(&view.checks.iter().collect::<Vec<_>>());
    page.heading("What cannot be known from here");
    for unknown in &view.unknown {
        page.item(("?", Tone::Caution), unknown);
    }
    page.done()
}

/// How a packet differs from the one before it.
pub(super) fn compared(view: &PacketDiffView, (cells, ascii): (u16, bool)) -> Arc<Rendered> {
    let mut page = Page::new(cells, ascii);
    let arrow = if ascii { "->" } else { "→" };
    page.paragraph(&format!("{} {arrow} {}", view.from, view.to), Tone::Strong);
    for (name, mark, lines) in [
        ("Added", ("+", Tone::Good), &view.added),
        ("Removed", ("-", Tone::Danger), &view.removed),
        ("Changed", ("~", Tone::Caution), &view.changed),
        (
            "Other sections that differ",
            ("~", Tone::Muted),
            &view.sections,
        ),
    ] {
        if !lines.is_empty() {
            page.heading(name);
        }
        for line in lines {
            page.item(mark, line);
        }
    }
    let same = counted(view.unchanged, "decision is", "decisions are");
    page.gap();
    page.paragraph(&format!("{same} shown as before."), Tone::Muted);
    page.done()
}

impl Page {
    fn new(cells: u16, ascii: bool) -> Self {
        Self {
            cells: usize::from(cells).max(1),
            ascii,
            rendered: Rendered::default(),
        }
    }

    fn done(self) -> Arc<Rendered> {
        Arc::new(self.rendered)
    }

    fn gap(&mut self) {
        if !self.rendered.lines.is_empty() {
            self.rendered.lines.push(Line::default());
        }
    }

    fn put(&mut self, spans: Vec<Span>) {
        self.rendered.lines.push(Line { spans, indent: 0 });
    }

    fn heading(&mut self, name: &str) {
        self.gap();
        self.rendered.outline.push(OutlineEntry {
            level: 2,
            text: name.to_owned(),
            anchor: String::new(),
            line: self.rendered.lines.len(),
        });
        self.put(vec![Span::toned(format!("## {name}"), Tone::Heading)]);
        self.gap();
    }

    fn paragraph(&mut self, said: &str, tone: Tone) {
        for line in text::wrapped(&safe::line(said), self.cells, LINES_MOST) {
            self.put(vec![Span::toned(line, tone)]);
        }
    }

    /// A text behind a mark, its further lines below its first.
    fn item(&mut self, (mark, tone): (&str, Tone), said: &str) {
        let room = self.cells.saturating_sub(2).max(1);
        let lines = text::wrapped(&safe::line(said), room, LINES_MOST);
        for (nth, line) in lines.into_iter().enumerate() {
            let before = if nth == 0 { mark } else { " " };
            self.put(vec![
                Span::toned(format!("{before} "), tone),
                Span::toned(line, Tone::Plain),
            ]);
        }
    }

    fn checks(&mut self, checks: &[&CheckLine]) {
        for check in checks {
            let (full, ascii, tone) = if check.holds {
                ("✓", "v", Tone::Good)
            } else {
                ("✗", "x", Tone::Danger)
            };
            let mark = if self.ascii { ascii } else { full };
            self.item((mark, tone), &format!("{}: {}", check.section, check.found));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_hold_stands_first_and_what_is_not_known_last() {
        let check = |section: &str, holds| CheckLine {
            section: section.to_owned(),
            holds,
            found: "\u{1b}[2Jas it says".to_owned(),
        };
        let view = VerifyView {
            source: "x.md".to_owned(),
            label: None,
            sound: false,
            checks: vec![check("Cover", true), check("payments/12", false)],
            unknown: vec!["who signed it".to_owned()],
        };
        let page = verified(&view, (60, true));
        let names: Vec<_> = page
            .outline
            .iter()
            .map(|entry| entry.text.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "What does not hold",
                "What was checked",
                "What cannot be known from here"
            ]
        );
        let text = crate::markdown::plain(&page);
        assert!(
            text.starts_with("x.md is NOT SOUND.") && !text.contains('\u{1b}'),
            "{text}"
        );
        assert!(
            text.contains("x payments/12") && text.contains("? who signed it"),
            "{text}"
        );
    }
}
