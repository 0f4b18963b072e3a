//! Running text with its meanings: one string, cut into runs that share a style and a link.
//!
//! A flow is what a paragraph, a heading or a table cell holds; it is safe for a terminal and knows no width.

use std::borrow::Cow;
use std::ops::Range;

use crate::domain::tone::Tone;
use crate::markdown::safe;

/// How a span looks, in meanings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// The most exact meaning.
    pub tone: Tone,
    /// Strong emphasis, whatever the tone.
    pub strong: bool,
    /// Emphasis, whatever the tone.
    pub emphasis: bool,
    /// Struck through, whatever the tone.
    pub struck: bool,
}

impl From<Tone> for Style {
    fn from(tone: Tone) -> Self {
        Self {
            tone,
            ..Self::default()
        }
    }
}

/// A piece of a line in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The text, safe for a terminal.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// The link it belongs to, as an index into the links of the document.
    pub link: Option<usize>,
}

impl Span {
    /// Text in one tone that belongs to no link.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            style: tone.into(),
            link: None,
        }
    }
}

/// Where a run ends, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    end: usize,
    style: Style,
    link: Option<usize>,
}

/// Text without a width: `\n` stands only where the author broke the line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Flow {
    text: String,
    runs: Vec<Run>,
}

impl Flow {
    /// Adds text in a style; whatever it holds is made safe on the way.
    pub(crate) fn push(&mut self, text: &str, style: Style, link: Option<usize>) {
        self.push_safe(&safe::line(text), style, link);
    }

    /// Adds another flow, its plain text in the tone given.
    pub(crate) fn append(&mut self, other: &Self, plain: Option<Tone>) {
        let mut at = 0;
        for run in &other.runs {
            let mut style = run.style;
            if let (Tone::Plain, Some(tone)) = (style.tone, plain) {
                style.tone = tone;
            }
            self.push_safe(stretch(&other.text, at..run.end), style, run.link);
            at = run.end;
        }
    }

    /// Adds a line break.
    pub(crate) fn break_line(&mut self) {
        let (style, link) = self
            .runs
            .last()
            .map_or((Style::default(), None), |run| (run.style, run.link));
        self.push_safe("\n", style, link);
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The spans of one stretch of the text.
    pub(crate) fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let first = self.runs.partition_point(|run| run.end <= range.start);
        let mut spans = Vec::with_capacity(1);
        let mut at = range.start;
        for run in self.runs.iter().skip(first) {
            if at >= range.end {
                break;
            }
            let end = run.end.min(range.end);
            spans.push(Span {
                text: stretch(&self.text, at..end).to_owned(),
                style: run.style,
                link: run.link,
            });
            at = end;
        }
        spans
    }

    /// The same text with each link's target spelled out behind it, where the text does not say it already.
    pub(crate) fn spelled<'a>(&self, target_of: impl Fn(usize) -> &'a str) -> Cow<'_, Self> {
        if self.runs.iter().all(|run| run.link.is_none()) {
            return Cow::Borrowed(self);
        }
        let mut spelled = Self::default();
        let mut at = 0;
        let mut words = String::new();
        for (index, run) in self.runs.iter().enumerate() {
            let text = stretch(&self.text, at..run.end);
            at = run.end;
            spelled.push_safe(text, run.style, run.link);
            let Some(link) = run.link else { continue };
            words.push_str(text);
            let goes_on = self
                .runs
                .get(index + 1)
                .is_some_and(|next| next.link == run.link);
            if goes_on {
                continue;
            }
            let target = target_of(link);
            if !words.contains(target) && !target.is_empty() {
                spelled.push_safe(&format!(" ({target})"), Tone::Muted.into(), None);
            }
            words.clear();
        }
        Cow::Owned(spelled)
    }

    fn push_safe(&mut self, text: &str, style: Style, link: Option<usize>) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let end = self.text.len();
        match self.runs.last_mut() {
            Some(last) if last.style == style && last.link == link => last.end = end,
            _ => self.runs.push(Run { end, style, link }),
        }
    }
}

impl From<Span> for Flow {
    fn from(span: Span) -> Self {
        let mut flow = Self::default();
        flow.push_safe(&span.text, span.style, span.link);
        flow
    }
}

/// A stretch of a text by bytes; empty where it does not fall between characters.
pub(crate) fn stretch(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Flow {
        let mut flow = Flow::default();
        flow.push("see ", Style::default(), None);
        flow.push("the ", Tone::Link.into(), Some(0));
        flow.push("map\u{1b}", Tone::Code.into(), Some(0));
        flow.push(" now", Style::default(), None);
        flow
    }

    #[test]
    fn equal_neighbours_are_one_run() {
        let mut flow = Flow::default();
        flow.push("a", Style::default(), None);
        flow.push("b", Style::default(), None);
        assert_eq!(flow.spans(0..2), [Span::toned("ab", Tone::Plain)]);
    }

    #[test]
    fn a_stretch_keeps_styles_and_links() {
        let spans = sample().spans(2..11);
        let shown: Vec<_> = spans
            .iter()
            .map(|span| (span.text.as_str(), span.link))
            .collect();
        assert_eq!(shown, [("e ", None), ("the ", Some(0)), ("map", Some(0))]);
    }

    #[test]
    fn a_spelled_link_says_its_target_once() {
        assert_eq!(
            sample().spelled(|_| "docs/map.md").text(),
            "see the map␛ (docs/map.md) now"
        );
        assert_eq!(sample().spelled(|_| "map").text(), "see the map␛ now");
    }
}
