//! Enough of a renderer for pictures in tests: headings, paragraphs, list items and links.

use crate::{
    domain::tone::Tone,
    markdown::{Line, LinkTarget, OutlineEntry, Rendered, Span},
    tui::widgets::text,
};

/// A text in lines of at most so many cells.
pub(super) fn text(written: &str, width: u16) -> Rendered {
    let mut rendered = Rendered::default();
    for paragraph in written.lines() {
        let level = paragraph.bytes().take_while(|byte| *byte == b'#').count();
        if level > 0 {
            heading(
                &mut rendered,
                level,
                paragraph.trim_start_matches('#').trim(),
            );
        } else {
            prose(&mut rendered, paragraph, usize::from(width));
        }
    }
    rendered
}

fn heading(rendered: &mut Rendered, level: usize, text: &str) {
    if !rendered.lines.is_empty() {
        rendered.lines.push(Line::default());
    }
    rendered.outline.push(OutlineEntry {
        level: level as u8,
        text: text.into(),
        anchor: text.to_lowercase().replace(' ', "-"),
        line: rendered.lines.len(),
    });
    let span = Span::toned(text, Tone::Heading);
    rendered.lines.push(Line {
        spans: vec![span],
        indent: 0,
    });
    rendered.lines.push(Line::default());
}

fn prose(rendered: &mut Rendered, paragraph: &str, width: usize) {
    let (plain, targets) = without_targets(paragraph);
    let marked = plain
        .strip_prefix("- ")
        .map_or_else(|| plain.clone(), |item| format!("• {item}"));
    for piece in text::wrapped(&marked, width, 99) {
        let at = rendered.lines.len();
        let mut rest = piece.as_str();
        let mut spans = Vec::new();
        for (shown, target) in &targets {
            if let Some((before, after)) = rest.split_once(shown.as_str()) {
                spans.push(Span::toned(before, Tone::Plain));
                spans.push(Span {
                    link: Some(rendered.links.len()),
                    ..Span::toned(shown.clone(), Tone::Link)
                });
                rendered.links.push(LinkTarget {
                    target: target.clone(),
                    text: shown.clone(),
                    line: at,
                    lands: None,
                });
                rest = after;
            }
        }
        spans.push(Span::toned(rest, Tone::Plain));
        rendered.lines.push(Line { spans, indent: 0 });
    }
}

/// The text with `[shown](target)` as `shown`, and every such pair.
fn without_targets(text: &str) -> (String, Vec<(String, String)>) {
    let mut plain = String::new();
    let mut targets = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let Some(((shown, target), after)) = after
            .split_once(')')
            .and_then(|(link, after)| Some((link.split_once("](")?, after)))
        else {
            break;
        };
        plain.push_str(before);
        plain.push_str(shown);
        targets.push((shown.to_owned(), target.to_owned()));
        rest = after;
    }
    plain.push_str(rest);
    (plain, targets)
}
