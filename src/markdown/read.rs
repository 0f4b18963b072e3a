//! Builds the blocks of a document from the parser's events.
//!
//! The only file that names the parser, beside [`inline`]. It decides what is text, what is hidden (comments) and how
//! deep nesting may go; it knows no width.

mod inline;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use crate::domain::tone::Tone;
use crate::markdown::code::{Code, LINES_PER_DOCUMENT};
use crate::markdown::document::{
    Alert, Block, DEPTH, Document, Heading, Item, List, Spacing, Table, Target, Task,
};
use crate::markdown::flow::Flow;
use crate::markdown::front_matter;
use crate::markdown::link::Anchors;
use crate::markdown::safe;
use crate::markdown::width::Side;
use inline::Inline;
pub(crate) use inline::PICTURE;

/// With more openings than this, footnotes are text: the parser is slow on them in heaps.
pub(crate) const FOOTNOTES: usize = 2_000;

/// Reads a whole text.
pub(crate) fn document(text: &str) -> Document {
    let (facts, text) = front_matter::split(text);
    let mut reader = Reader::new();
    for event in TextMergeStream::new(Parser::new_ext(text, options(text))) {
        reader.take(event);
    }
    let (blocks, inline) = reader.finish();
    let headings = headings(&blocks);
    Document {
        facts,
        blocks,
        targets: inline.targets,
        headings,
    }
}

fn options(text: &str) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    if text.matches("[^").nth(FOOTNOTES).is_none() {
        options |= Options::ENABLE_FOOTNOTES;
    }
    options
}

/// A block that holds blocks and is still open.
struct Open {
    kind: Kind,
    blocks: Vec<Block>,
}

enum Kind {
    Root,
    Quote(Option<Alert>),
    List(List),
    Item(Option<Task>),
    Footnote(String),
}

struct Reader {
    open: Vec<Open>,
    /// Containers inside the deepest one that is kept.
    too_deep: usize,
    inline: Inline,
    table: Table,
    code: Option<(String, String)>,
    html: Option<String>,
    highlight_budget: usize,
}

impl Reader {
    fn new() -> Self {
        Self {
            open: vec![Open {
                kind: Kind::Root,
                blocks: Vec::new(),
            }],
            too_deep: 0,
            inline: Inline::default(),
            table: Table::default(),
            code: None,
            html: None,
            highlight_budget: LINES_PER_DOCUMENT,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Html(html) => self.html(&html),
            Event::Rule => {
                self.finish_paragraph();
                self.push(Block::Rule);
            }
            Event::TaskListMarker(done) => self.task(if done { Task::Done } else { Task::Open }),
            other => self.inline.take(other),
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.code {
            Some((_, code)) => code.push_str(text),
            None => self.inline.text(text),
        }
    }

    fn html(&mut self, html: &str) {
        match &mut self.html {
            Some(block) => block.push_str(html),
            None => self.inline.take(Event::InlineHtml(html.into())),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if let Some(tag) = self.inline.start(tag) {
            self.finish_paragraph();
            self.start_block(tag);
        }
    }

    fn start_block(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.loosen(),
            Tag::BlockQuote(kind) => self.enter(Kind::Quote(kind.map(alert))),
            Tag::List(first) => self.enter(Kind::List(List {
                first,
                ..List::default()
            })),
            Tag::Item => self.enter(Kind::Item(None)),
            Tag::FootnoteDefinition(label) => {
                self.enter(Kind::Footnote(safe::line(&label).into_owned()));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(fence)) => {
                self.code = Some((fence.into_string(), String::new()));
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => self.code = Some(Default::default()),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::Table(sides) => {
                self.table = Table {
                    sides: sides.into_iter().map(side).collect(),
                    ..Table::default()
                };
            }
            Tag::TableRow => self.table.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let flow = self.inline.finish();
                self.push(Block::Heading {
                    level: level as u8,
                    flow,
                });
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => {
                let table = std::mem::take(&mut self.table);
                self.push(Block::Table(table));
            }
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.finish_paragraph();
                self.leave();
            }
            TagEnd::Paragraph => self.finish_paragraph(),
            inline => self.inline.end(inline),
        }
    }

    fn end_cell(&mut self) {
        let cell = self.inline.finish();
        let row = self.table.rows.last_mut().unwrap_or(&mut self.table.head);
        row.push(cell);
    }

    fn end_code(&mut self) {
        let (fence, text) = self.code.take().unwrap_or_default();
        let code = Code::new(&fence, &text, &mut self.highlight_budget);
        self.push(Block::Code(code));
    }

    fn end_html(&mut self) {
        let html = self.html.take().unwrap_or_default();
        let shown = without_comments(&html);
        let mut flow = Flow::default();
        for line in shown.lines().filter(|line| !line.trim().is_empty()) {
            if !flow.is_empty() {
                flow.break_line();
            }
            flow.push(line.trim(), Tone::Muted.into(), None);
        }
        if !flow.is_empty() {
            self.push(Block::Html(flow));
        }
    }

    /// A paragraph straight inside an item is how the parser says that blank lines stand in the list.
    fn loosen(&mut self) {
        if self.too_deep > 0 {
            return;
        }
        if let [.., list, item] = self.open.as_mut_slice()
            && matches!(item.kind, Kind::Item(_))
            && let Kind::List(list) = &mut list.kind
        {
            list.spacing = Spacing::Loose;
        }
    }

    fn task(&mut self, task: Task) {
        match self.open.last_mut() {
            Some(Open {
                kind: Kind::Item(marker),
                ..
            }) if self.too_deep == 0 => *marker = Some(task),
            _ => self
                .inline
                .text(if task == Task::Done { "☑ " } else { "☐ " }),
        }
    }

    fn finish_paragraph(&mut self) {
        let flow = self.inline.finish();
        if !flow.is_empty() {
            self.push(Block::Paragraph(flow));
        }
    }

    fn push(&mut self, block: Block) {
        if let Some(open) = self.open.last_mut() {
            open.blocks.push(block);
        }
    }

    fn enter(&mut self, kind: Kind) {
        // A list and its item count as one level each, so that an item never loses its list.
        if self.too_deep == 0 && (self.open.len() < DEPTH || matches!(kind, Kind::Item(_))) {
            self.open.push(Open {
                kind,
                blocks: Vec::new(),
            });
            return;
        }
        self.too_deep += 1;
        if matches!(kind, Kind::Item(_)) {
            self.inline.text("• ");
        }
    }

    fn leave(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(Open { kind, blocks }) = self.open.pop() else {
            return;
        };
        match kind {
            Kind::Root => self.open.push(Open { kind, blocks }),
            Kind::Quote(alert) => self.push(Block::Quote { alert, blocks }),
            Kind::List(list) => self.push(Block::List(list)),
            Kind::Footnote(label) => self.push(Block::Footnote { label, blocks }),
            Kind::Item(task) => {
                if let Some(Open {
                    kind: Kind::List(list),
                    ..
                }) = self.open.last_mut()
                {
                    list.items.push(Item { task, blocks });
                }
            }
        }
    }

    fn finish(mut self) -> (Vec<Block>, Inline) {
        self.finish_paragraph();
        while self.open.len() > 1 {
            self.leave();
        }
        let blocks = self.open.pop().map(|root| root.blocks).unwrap_or_default();
        (blocks, self.inline)
    }
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn side(alignment: Alignment) -> Side {
    match alignment {
        Alignment::None | Alignment::Left => Side::Left,
        Alignment::Center => Side::Middle,
        Alignment::Right => Side::Right,
    }
}

/// HTML without its comments. One that never closes is shown: it could hide the rest of a document.
fn without_comments(html: &str) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, behind)) = comment.split_once("-->") else {
            break;
        };
        shown.push_str(before);
        rest = behind;
    }
    shown.push_str(rest);
    shown
}

fn headings(blocks: &[Block]) -> Vec<Heading> {
    let mut headings = Vec::new();
    collect_headings(blocks, &mut headings);
    let mut anchors = Anchors::default();
    for heading in &mut headings {
        heading.anchor = anchors.of(&heading.text);
    }
    headings
}

fn collect_headings(blocks: &[Block], headings: &mut Vec<Heading>) {
    for block in blocks {
        match block {
            Block::Heading { level, flow } => headings.push(Heading {
                level: *level,
                text: flow.text().replace('\n', " "),
                anchor: String::new(),
            }),
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => {
                collect_headings(blocks, headings);
            }
            Block::List(list) => {
                for item in &list.items {
                    collect_headings(&item.blocks, headings);
                }
            }
            _ => {}
        }
    }
}

/// A link's target as it may be shown and followed.
fn target(destination: &str) -> Target {
    Target {
        target: safe::line(destination).into_owned(),
        text: String::new(),
    }
}
