//! Reads a text once and lists what has to change in it before it may stand in another document.

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{
    CodeBlockKind, Event, HeadingLevel, LinkType, OffsetIter, Options, Parser, Tag, TagEnd,
};

use super::{
    Edit,
    address::Addresses,
    raw_html::{self, Piece},
    reference,
};
use crate::markdown::read::FOOTNOTES;

/// Stands behind the text while it is read: what swallows it would swallow the rest of the document.
const SENTINEL: &str = "\n\n.\n";

/// By whose rules a text is read. What is a table for one is a paragraph for the other, and a line under it an underline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rules {
    /// Those of GitHub: tables, task lists, notes.
    GitHub,
    /// Those everything else builds on.
    CommonMark,
}

impl Rules {
    pub(super) const ALL: [Self; 2] = [Self::GitHub, Self::CommonMark];
}

/// What one reading found.
#[derive(Debug)]
pub(super) struct Scan {
    /// What must change, headings apart.
    pub(super) edits: Vec<Edit>,
    /// The headings and where they stand.
    pub(super) headings: Vec<(u8, Range<usize>)>,
    /// How the text ends.
    pub(super) tail: Tail,
}

/// Whether something is open at the end of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// What follows stands by itself.
    Closed,
    /// A fence is open; this closes it.
    Fence(String),
    /// Something else is open.
    Open,
}

impl Scan {
    pub(super) fn of(text: &str, rules: Rules) -> Self {
        let whole = format!("{text}{SENTINEL}");
        let mut reader = Reader::new(&whole);
        let mut events = Parser::new_ext(&whole, options(text, rules)).into_offset_iter();
        let definitions = events.reference_definitions().iter();
        reader.definitions = definitions
            .map(|(_, definition)| (definition.span.start, (definition.span.end, false)))
            .collect();
        while let Some((event, range)) = events.next() {
            if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
                reader.use_definition(&events, id);
            }
            let read = match event {
                Event::Start(_) => range.start,
                _ => range.end,
            };
            reader.take(event, range);
            reader.read = read;
        }
        reader.finish(text.len())
    }
}

fn options(text: &str, rules: Rules) -> Options {
    if rules == Rules::CommonMark {
        return Options::empty();
    }
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    if text.matches("[^").nth(FOOTNOTES).is_none() {
        options |= Options::ENABLE_FOOTNOTES;
    }
    options
}

/// Whether the byte at `at` stands behind an odd number of backslashes.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let slashes = before.iter().rev().take_while(|byte| **byte == b'\\');
    slashes.count() % 2 == 1
}

struct Reader<'a> {
    text: &'a str,
    edits: Vec<Edit>,
    headings: Vec<(u8, Range<usize>)>,
    /// The definitions by where they begin: where they end, and whether a link names them.
    definitions: BTreeMap<usize, (usize, bool)>,
    /// Blocks that are open.
    depth: usize,
    /// Whether the text is code.
    in_code: bool,
    addresses: Addresses,
    /// Where what was read last ends; where it begins, when it only opened something.
    read: usize,
    /// The lines of the block of HTML that is open.
    html: Vec<Range<usize>>,
    /// What is open in the run of text: where a tag of HTML begins and its name, or nothing for a span of Markdown.
    spans: Vec<Option<(usize, String)>>,
    /// The last block that stands by itself.
    last: Option<(Block, Range<usize>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Paragraph,
    Fenced,
    Other,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            edits: Vec::new(),
            headings: Vec::new(),
            definitions: BTreeMap::new(),
            depth: 0,
            in_code: false,
            addresses: Addresses::default(),
            read: 0,
            html: Vec::new(),
            spans: Vec::new(),
            last: None,
        }
    }

    fn written(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn escape(&mut self, at: usize) {
        self.edits.push(Edit {
            range: at..at + 1,
            text: "&lt;".into(),
        });
    }

    fn use_definition(&mut self, events: &OffsetIter<'_>, id: &str) {
        if let Some(definition) = events.reference_definitions().get(id)
            && let Some((_, is_used)) = self.definitions.get_mut(&definition.span.start)
        {
            *is_used = true;
        }
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) if !self.in_code => self.prose(&range),
            Event::Html(_) => self.html.push(range),
            Event::InlineHtml(_) => self.inline_html(&range),
            Event::Code(_) => {
                self.part_from_address(range.start);
                self.join_lines(range);
            }
            Event::TaskListMarker(_) => self.empty_task(&range),
            Event::FootnoteReference(_) => self.edits.push(Edit::insert(range.start, "\\")),
            Event::Rule if self.depth == 0 => self.last = Some((Block::Other, range)),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return self.spans.push(None),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            }
            | Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let link = reference::Found {
                    kind: *link_type,
                    address: dest_url,
                    title,
                    text: self.text,
                    range: range.clone(),
                };
                self.edits.extend(link.written_out());
                if !matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.part_from_address(range.start);
                }
                return self.spans.push(None);
            }
            // A note of one text must not be called from another: it becomes an item where it stands.
            Tag::FootnoteDefinition(_) => self.edits.push(Edit::insert(range.start, "- \\")),
            Tag::Heading { level, .. } => self.headings.push((level_of(*level), range.clone())),
            Tag::CodeBlock(_) => self.in_code = true,
            _ => {}
        }
        self.end_run();
        if self.depth == 0 {
            let block = match tag {
                Tag::Paragraph => Block::Paragraph,
                Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Block::Fenced,
                _ => Block::Other,
            };
            self.last = Some((block, range));
        }
        self.depth += 1;
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                self.join_lines(self.read..range.end);
                return self.end_span();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return self.end_span(),
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => self.html_block(),
            _ => {}
        }
        self.end_run();
        self.depth = self.depth.saturating_sub(1);
    }

    /// A span of Markdown ends: tags of HTML that were opened in it and not closed become text.
    fn end_span(&mut self) {
        while let Some(Some((at, _))) = self.spans.pop() {
            self.escape(at);
        }
    }

    fn end_run(&mut self) {
        for (at, _) in std::mem::take(&mut self.spans).into_iter().flatten() {
            self.escape(at);
        }
    }

    /// What stands in prose and could be a tag or a note for a reader with other rules.
    fn prose(&mut self, range: &Range<usize>) {
        let written = self.written(range);
        for (at, _) in written.match_indices(['<', '[', '`']) {
            let at = range.start + at;
            let rest = self.text.as_bytes().get(at..).unwrap_or_default();
            let is_escaped = is_escaped(self.text, at);
            match rest {
                [b'<', b'/' | b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] if is_escaped => {
                    // An address may take the backslash and leave the tag.
                    self.edits.push(Edit {
                        range: at - 1..at + 1,
                        text: "&lt;".into(),
                    });
                }
                [b'<', b'/' | b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] => self.escape(at),
                // After a run that closes nothing some readers no longer find the end of code behind it.
                [b'`', ..] | [b'[', b'^', ..] if !is_escaped => {
                    self.edits.push(Edit::insert(at, "\\"));
                }
                _ => {}
            }
        }
    }

    fn inline_html(&mut self, range: &Range<usize>) {
        let top = self.spans.last();
        match raw_html::piece(self.written(range)) {
            Some(Piece::Comment(_) | Piece::Void(_)) => self.join_lines(range.clone()),
            Some(Piece::Open(name)) => self.spans.push(Some((range.start, name))),
            Some(Piece::Close(name)) if is_opened(top, &name) => {
                self.spans.pop();
            }
            _ => self.escape(range.start),
        }
    }

    /// Code and links stand apart from an address before them.
    fn part_from_address(&mut self, at: usize) {
        if self.addresses.run_into(self.text, at) {
            self.edits.push(Edit::insert(at, " "));
        }
    }

    /// What is one thing over several lines, and could be several things for a reader that ends the paragraph between them.
    fn join_lines(&mut self, range: Range<usize>) {
        let written = self.written(&range);
        if written.contains('\n') {
            self.edits.push(Edit {
                range,
                text: joined(written).into(),
            });
        }
    }

    /// A task without words is a paragraph for some readers, and the next item its underline.
    fn empty_task(&mut self, range: &Range<usize>) {
        let rest = self.text.get(range.end..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        if line.trim().is_empty() {
            self.edits.push(Edit::insert(range.start, "\\"));
        }
    }

    /// A block of HTML keeps its comments and breaks; every other tag in it becomes text, and the block one of Markdown.
    fn html_block(&mut self) {
        let lines = std::mem::take(&mut self.html);
        let mut html = String::new();
        let mut starts = Vec::new();
        for line in &lines {
            starts.push((html.len(), line.start));
            html.push_str(self.written(line));
        }
        let place = |at: usize| {
            let behind = starts.partition_point(|(start, _)| *start <= at);
            let line = behind.checked_sub(1).and_then(|line| starts.get(line));
            line.map(|(start, place)| place + at - start)
        };
        let mut done = 0;
        for (at, _) in html.match_indices('<') {
            if at < done {
                continue;
            }
            match raw_html::piece(html.get(at..).unwrap_or_default()) {
                Some(Piece::Comment(bytes) | Piece::Void(bytes)) => done = at + bytes,
                _ => {
                    if let Some(place) = place(at) {
                        self.escape(place);
                    }
                }
            }
        }
    }

    /// A definition that no link names is text a reader may want: it stays, as text.
    fn definitions(&mut self) {
        for (start, (end, is_used)) in std::mem::take(&mut self.definitions) {
            let written = self.written(&(start..end)).trim_end();
            self.edits.push(if is_used {
                Edit {
                    range: start..start + written.len(),
                    text: "".into(),
                }
            } else {
                Edit::insert(start, "\\")
            });
        }
    }

    fn finish(mut self, length: usize) -> Scan {
        self.end_run();
        self.definitions();
        let tail = match self.last.take() {
            Some((Block::Paragraph, range)) if range.start >= length => Tail::Closed,
            Some((Block::Fenced, range)) => Tail::Fence(closing(self.written(&range))),
            _ => Tail::Open,
        };
        Scan {
            edits: self.edits,
            headings: self.headings,
            tail,
        }
    }
}

fn is_opened(top: Option<&Option<(usize, String)>>, name: &str) -> bool {
    matches!(top, Some(Some((_, opened))) if opened == name)
}

/// The fence a block of code begins with, alone.
fn closing(block: &str) -> String {
    let mark = block.chars().next().unwrap_or('`');
    block.chars().take_while(|c| *c == mark).collect()
}

fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}

/// Several lines as one, without the marks of the blocks around them.
pub(super) fn joined(lines: &str) -> String {
    let mut line = String::with_capacity(lines.len());
    for (at, part) in lines.split('\n').enumerate() {
        if at == 0 {
            line.push_str(part);
            continue;
        }
        line.push(' ');
        line.push_str(part.trim_start_matches([' ', '>']));
    }
    line
}
