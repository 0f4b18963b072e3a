//! The running text of one block: nested emphasis, links, images, code and what little HTML means something in prose.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::domain::tone::Tone;
use crate::markdown::document::Target;
use crate::markdown::flow::{Flow, Style, stretch};
use crate::markdown::link::bare_url;

use super::target;

/// What a placeholder of a picture begins with.
pub(crate) const PICTURE: &str = "▣ image: ";
/// A picture may stand in the text itself, as data; that much of it is shown.
const DATA_SHOWN: usize = 40;

#[derive(Default)]
pub(super) struct Inline {
    pub(super) targets: Vec<Target>,
    flow: Flow,
    strong: usize,
    emphasis: usize,
    struck: usize,
    links: Vec<Link>,
    pictures: Vec<Picture>,
}

/// A link still open: its index, and where its text began.
struct Link {
    index: usize,
    from: usize,
}

struct Picture {
    destination: String,
    /// The link made for it; none when a link around it already leads elsewhere.
    own: Option<Link>,
    from: usize,
}

impl Inline {
    /// The text gathered so far; what follows begins anew.
    pub(super) fn finish(&mut self) -> Flow {
        std::mem::take(&mut self.flow)
    }

    /// Takes an inline tag; hands a block back.
    pub(super) fn start<'a>(&mut self, tag: Tag<'a>) -> Option<Tag<'a>> {
        match tag {
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } => {
                let link = self.open_link(&dest_url);
                self.links.push(link);
            }
            Tag::Image { dest_url, .. } => self.open_picture(dest_url),
            block => return Some(block),
        }
        None
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Link => self.close_link(),
            TagEnd::Image => self.close_picture(),
            _ => {}
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Code(code) => self.say(&code, Tone::Code),
            Event::InlineMath(formula) => self.say(&format!("${formula}$"), Tone::Code),
            Event::DisplayMath(formula) => self.say(&format!("$${formula}$$"), Tone::Code),
            Event::InlineHtml(html) => self.html(&html),
            Event::FootnoteReference(label) => self.footnote(&label),
            Event::SoftBreak => self.say(" ", Tone::Plain),
            Event::HardBreak => self.flow.break_line(),
            _ => {}
        }
    }

    /// Adds prose, with the addresses written out in it as links.
    pub(super) fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(url) = self.next_url(rest) {
            let address = stretch(rest, url.clone());
            self.say(stretch(rest, 0..url.start), Tone::Plain);
            let index = self.add(Target {
                text: address.to_owned(),
                ..target(address)
            });
            self.flow.push(address, self.style(Tone::Link), Some(index));
            rest = stretch(rest, url.end..rest.len());
        }
        self.say(rest, Tone::Plain);
    }

    fn next_url(&self, text: &str) -> Option<std::ops::Range<usize>> {
        if self.links.is_empty() && self.pictures.is_empty() {
            bare_url(text)
        } else {
            None
        }
    }

    fn say(&mut self, text: &str, tone: Tone) {
        let style = self.style(tone);
        let link = self.link();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.flow.break_line();
            }
            self.flow.push(line, style, link);
        }
    }

    /// The most exact meaning wins; the flags keep the others.
    fn style(&self, tone: Tone) -> Style {
        let tone = match tone {
            Tone::Plain if self.link().is_some() => Tone::Link,
            Tone::Plain if self.struck > 0 => Tone::Struck,
            Tone::Plain if self.strong > 0 => Tone::Strong,
            Tone::Plain if self.emphasis > 0 => Tone::Emphasis,
            exact => exact,
        };
        Style {
            tone,
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            struck: self.struck > 0,
        }
    }

    fn link(&self) -> Option<usize> {
        let of_picture = || {
            self.pictures
                .iter()
                .rev()
                .find_map(|picture| picture.own.as_ref())
        };
        self.links.last().or_else(of_picture).map(|link| link.index)
    }

    fn add(&mut self, target: Target) -> usize {
        self.targets.push(target);
        self.targets.len() - 1
    }

    fn open_link(&mut self, destination: &str) -> Link {
        let index = self.add(target(destination));
        Link {
            index,
            from: self.flow.text().len(),
        }
    }

    fn close_link(&mut self) {
        let Some(Link { index, from }) = self.links.pop() else {
            return;
        };
        self.name(index, from);
    }

    /// Notes the text of a link that just ended; one without any is shown by its target.
    fn name(&mut self, index: usize, from: usize) {
        let text = self.flow.text();
        let text = stretch(text, from..text.len()).replace('\n', " ");
        let Some(target) = self.targets.get_mut(index) else {
            return;
        };
        if text.trim().is_empty() {
            target.text.clone_from(&target.target);
            let shown = target.target.clone();
            self.flow.push(&shown, Tone::Link.into(), Some(index));
        } else {
            target.text = text;
        }
    }

    fn open_picture(&mut self, destination: CowStr<'_>) {
        let own = self.links.is_empty().then(|| self.open_link(&destination));
        self.pictures.push(Picture {
            destination: destination.into_string(),
            own,
            from: 0,
        });
        self.say(PICTURE, Tone::Muted);
        let from = self.flow.text().len();
        if let Some(picture) = self.pictures.last_mut() {
            picture.from = from;
        }
    }

    fn close_picture(&mut self) {
        let Some(picture) = self.pictures.last() else {
            return;
        };
        let captioned = self.flow.text().len() > picture.from;
        let shown = shown_path(&picture.destination);
        let path = if captioned {
            format!(" ({shown})")
        } else {
            shown
        };
        self.say(&path, Tone::Muted);
        let picture = self.pictures.pop();
        if let Some(Link { index, from }) = picture.and_then(|picture| picture.own) {
            self.name(index, from);
        }
    }

    fn footnote(&mut self, label: &str) {
        let text = format!("[^{label}]");
        let target = Target {
            text: crate::markdown::safe::line(&text).into_owned(),
            ..target(&format!("#fn-{label}"))
        };
        let index = self.add(target);
        self.flow.push(&text, self.style(Tone::Link), Some(index));
    }

    /// A line break is meant, a comment is not for the reader, and any other tag is shown as it stands.
    fn html(&mut self, html: &str) {
        let name = html.trim_matches(['<', '>', '/', ' ']);
        if name.eq_ignore_ascii_case("br") {
            self.flow.break_line();
        } else if !(html.starts_with("<!--") && html.ends_with("-->")) {
            self.say(html, Tone::Muted);
        }
    }
}

fn shown_path(destination: &str) -> String {
    if !destination.starts_with("data:") || destination.len() <= DATA_SHOWN {
        return destination.to_owned();
    }
    let (beginning, _) = crate::markdown::width::split(destination, DATA_SHOWN);
    format!("{beginning}… {} bytes", destination.len())
}
