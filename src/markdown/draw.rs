//! Draws the blocks of a document on a page, one after another.

use std::borrow::Cow;

use crate::domain::tone::Tone;
use crate::markdown::code::{Code, Shade};
use crate::markdown::document::{Alert, Block, Document, Item, List, Spacing, Task};
use crate::markdown::flow::{Flow, Span, stretch};
use crate::markdown::page::{Margin, Page, blank};
use crate::markdown::{
    Follow, LinkTarget, OutlineEntry, RenderOptions, Rendered, table, width, wrap,
};

/// Footnotes with a longer label hang by this much.
const HANG: usize = 6;

/// Draws a whole document.
pub(crate) fn document(document: &Document, width: u16, options: RenderOptions) -> Rendered {
    let mut drawing = Drawing {
        document,
        page: Page::new(width, options, document.targets.len()),
        heading_lines: Vec::with_capacity(document.headings.len()),
        footnotes: Vec::new(),
        bullets: 0,
    };
    if options.front_matter {
        drawing.facts();
    }
    drawing.blocks(&document.blocks, Spacing::Loose);
    drawing.rendered()
}

pub(crate) struct Drawing<'a> {
    document: &'a Document,
    pub(crate) page: Page,
    heading_lines: Vec<usize>,
    footnotes: Vec<(&'a str, usize)>,
    /// How many bullet lists are open around this one.
    bullets: usize,
}

impl<'a> Drawing<'a> {
    fn blocks(&mut self, blocks: &'a [Block], spacing: Spacing) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0
                && (spacing == Spacing::Loose
                    || !matches!(block, Block::List(_) | Block::Paragraph(_)))
            {
                self.page.gap();
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading { level, flow } => self.heading(*level, flow),
            Block::Paragraph(flow) | Block::Html(flow) => {
                let flow = self.spelled(flow);
                self.page.flow(&flow);
            }
            Block::Code(code) => self.code(code),
            Block::Quote { alert, blocks } => self.quote(*alert, blocks),
            Block::List(list) => self.list(list),
            Block::Table(table) => table::draw(self, table),
            Block::Footnote { label, blocks } => self.footnote(label, blocks),
            Block::Rule => {
                let rule = self.page.glyph("─", "-").repeat(self.page.room());
                self.page.put(vec![Span::toned(rule, Tone::Border)]);
            }
        }
    }

    /// The text with the targets of its links, when the reader cannot follow them.
    pub(crate) fn spelled<'f>(&self, flow: &'f Flow) -> Cow<'f, Flow> {
        match self.page.options.links {
            Follow::ByKey => Cow::Borrowed(flow),
            Follow::Spelled => flow.spelled(|link| {
                let target = self.document.targets.get(link);
                target
                    .map_or("", |target| target.target.as_str())
                    .trim_start_matches("#fn-")
            }),
        }
    }

    fn facts(&mut self) {
        let facts = &self.document.facts;
        let widest = facts
            .iter()
            .map(|fact| width::cells(&fact.key))
            .max()
            .unwrap_or(0);
        let column = widest.min(self.page.room() / 3);
        for fact in facts {
            let key = format!("{}  ", width::pad(&fact.key, column));
            let margin = Margin {
                rest: blank(width::cells(&key)),
                first: Some(Span::toned(key, Tone::Muted)),
            };
            let mut value = Flow::default();
            value.push(&fact.value, Tone::Plain.into(), None);
            self.page.within(margin, |page| page.flow(&value));
        }
        if !facts.is_empty() {
            self.page.gap();
        }
    }

    fn heading(&mut self, level: u8, flow: &Flow) {
        let marks = format!("{} ", "#".repeat(usize::from(level)));
        let margin = Margin {
            rest: blank(marks.len()),
            first: Some(Span::toned(marks, Tone::Muted)),
        };
        self.heading_lines.push(self.page.next_line());
        let flow = self.spelled(flow);
        let around = std::mem::replace(&mut self.page.base, Tone::Heading);
        self.page.within(margin, |page| page.flow(&flow));
        self.page.base = around;
    }

    fn quote(&mut self, alert: Option<Alert>, blocks: &'a [Block]) {
        let tone = alert.map_or(Tone::Border, alert_tone);
        let bar = Span::toned(self.page.glyph("▌ ", "> "), tone);
        let around = self.page.base;
        if alert.is_none() {
            self.page.base = Tone::Quote;
        }
        self.within(
            Margin {
                first: None,
                rest: bar,
            },
            |drawing| {
                if let Some(alert) = alert {
                    drawing.page.put(vec![alert_label(alert)]);
                }
                drawing.blocks(blocks, Spacing::Loose);
            },
        );
        self.page.base = around;
    }

    fn list(&mut self, list: &'a List) {
        let before_last = (list.items.len() as u64).saturating_sub(1);
        let highest = list.first.unwrap_or(0).saturating_add(before_last);
        let digits = highest.to_string().len();
        self.bullets += usize::from(list.first.is_none());
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 && list.spacing == Spacing::Loose {
                self.page.gap();
            }
            let number = list.first.map(|first| first.saturating_add(index as u64));
            let mark = match number {
                Some(number) => format!("{number:>digits$}. "),
                None if item.task.is_some() => String::new(),
                None => format!("{} ", self.bullet()),
            };
            self.item(item, &mark, list.spacing);
        }
        self.bullets -= usize::from(list.first.is_none());
    }

    fn bullet(&self) -> &'static str {
        let (unicode, ascii) = match self.bullets % 3 {
            1 => ("•", "-"),
            2 => ("◦", "*"),
            _ => ("▪", "+"),
        };
        self.page.glyph(unicode, ascii)
    }

    fn item(&mut self, item: &'a Item, mark: &str, spacing: Spacing) {
        let task = match item.task {
            Some(Task::Done) => self.page.glyph("☑ ", "[x] "),
            Some(Task::Open) => self.page.glyph("☐ ", "[ ] "),
            None => "",
        };
        let mark = format!("{mark}{task}");
        let tone = if item.task == Some(Task::Done) {
            Tone::Good
        } else {
            Tone::Muted
        };
        let margin = Margin {
            rest: blank(width::cells(&mark)),
            first: Some(Span::toned(mark, tone)),
        };
        self.within(margin, |drawing| drawing.blocks(&item.blocks, spacing));
    }

    fn footnote(&mut self, label: &'a str, blocks: &'a [Block]) {
        self.footnotes.push((label, self.page.next_line()));
        let mark = format!("[^{label}] ");
        let cells = width::cells(&mark);
        let mark = Span::toned(mark, Tone::Muted);
        let margin = if cells <= HANG {
            Margin {
                first: Some(mark),
                rest: blank(cells),
            }
        } else {
            let mark = Flow::from(mark);
            self.page.flow(&mark);
            Margin {
                first: None,
                rest: blank(2),
            }
        };
        self.within(margin, |drawing| drawing.blocks(blocks, Spacing::Loose));
    }

    fn code(&mut self, code: &Code) {
        if let Some(label) = code.label() {
            let corner = Span::toned(self.page.glyph("┌ ", "+ "), Tone::Border);
            let mark = Margin {
                first: Some(corner),
                rest: blank(2),
            };
            let label = Flow::from(Span::toned(label, Tone::Muted));
            self.page.within(mark, |page| page.flow(&label));
        }
        let bar = Span::toned(self.page.glyph("│ ", "| "), Tone::Border);
        let shades = if self.page.options.highlight {
            code.shades()
        } else {
            &[]
        };
        self.page.within(
            Margin {
                first: None,
                rest: bar,
            },
            |page| {
                for (index, line) in code.lines().enumerate() {
                    let whole = [(line.len(), code.tone())];
                    code_line(
                        page,
                        line,
                        shades.get(index).map_or(whole.as_slice(), Vec::as_slice),
                    );
                }
            },
        );
    }

    fn within(&mut self, margin: Margin, draw: impl FnOnce(&mut Self)) {
        let opened = self.page.open(margin);
        draw(self);
        self.page.close(opened);
    }

    fn rendered(self) -> Rendered {
        let Self {
            document,
            page,
            heading_lines,
            footnotes,
            ..
        } = self;
        let outline: Vec<_> = document
            .headings
            .iter()
            .zip(heading_lines)
            .map(|(heading, line)| OutlineEntry {
                level: heading.level,
                text: heading.text.clone(),
                anchor: heading.anchor.clone(),
                line,
            })
            .collect();
        let places = Places::new(&outline, &footnotes);
        let links = document
            .targets
            .iter()
            .zip(&page.link_lines)
            .map(|(target, line)| LinkTarget {
                target: target.target.clone(),
                text: target.text.clone(),
                line: line.unwrap_or_default(),
                lands: places.of(&target.target),
            })
            .collect();
        Rendered {
            lines: page.lines,
            outline,
            links,
        }
    }
}

/// Where fragments of the same document lead.
struct Places<'a>(
    std::collections::HashMap<&'a str, usize>,
    std::collections::HashMap<&'a str, usize>,
);

impl<'a> Places<'a> {
    fn new(outline: &'a [OutlineEntry], footnotes: &[(&'a str, usize)]) -> Self {
        let headings = outline
            .iter()
            .map(|entry| (entry.anchor.as_str(), entry.line));
        Self(headings.collect(), footnotes.iter().copied().collect())
    }

    fn of(&self, target: &str) -> Option<usize> {
        let fragment = target.strip_prefix('#')?;
        let footnote = fragment
            .strip_prefix("fn-")
            .and_then(|label| self.1.get(label));
        footnote.or_else(|| self.0.get(fragment)).copied()
    }
}

/// One line of code; what does not fit goes on below behind a mark.
fn code_line(page: &mut Page, line: &str, shades: &[Shade]) {
    let mark = page.glyph("↪ ", "\\ ").to_owned();
    let room = page.room();
    let marked = room > 8;
    let later = if marked { room - 2 } else { room };
    for (index, range) in wrap::code(line, room, later).into_iter().enumerate() {
        let mut spans = Vec::new();
        if index > 0 && marked {
            spans.push(Span::toned(mark.as_str(), Tone::Muted));
        }
        let mut at = range.start;
        let first = shades.partition_point(|(end, _)| *end <= range.start);
        for (end, tone) in shades.iter().skip(first) {
            if at >= range.end {
                break;
            }
            let end = (*end).min(range.end);
            spans.push(Span::toned(stretch(line, at..end), *tone));
            at = end;
        }
        page.put(spans);
    }
}

fn alert_tone(alert: Alert) -> Tone {
    match alert {
        Alert::Note | Alert::Important => Tone::Accent,
        Alert::Tip => Tone::Good,
        Alert::Warning => Tone::Caution,
        Alert::Caution => Tone::Danger,
    }
}

fn alert_label(alert: Alert) -> Span {
    let word = match alert {
        Alert::Note => "NOTE",
        Alert::Tip => "TIP",
        Alert::Important => "IMPORTANT",
        Alert::Warning => "WARNING",
        Alert::Caution => "CAUTION",
    };
    let mut label = Span::toned(word, alert_tone(alert));
    label.style.strong = true;
    label
}
