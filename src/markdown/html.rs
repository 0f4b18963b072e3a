//! A text as HTML for a page in which nothing runs and nothing is loaded, and the fragments that lead to its headings.

use std::collections::HashSet;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::markdown::{link::Anchors, safe};

/// The fragments of the headings of one level, in order. Those of other levels count where names are alike.
pub fn anchors(text: &str, level: u8) -> Vec<String> {
    let headings = headings(Parser::new_ext(text, options()));
    let wanted = headings.into_iter().filter(|(of, _)| *of as u8 == level);
    wanted.map(|(_, anchor)| anchor).collect()
}

/// The text as HTML: raw HTML but for plain tags is gone, links lead to the web, to a mail or into the page, pictures are named
/// and not shown.
pub fn html(text: &str) -> String {
    let anchors = headings(Parser::new_ext(text, options()));
    let mut anchors = anchors.into_iter().map(|(_, anchor)| anchor);
    let mut pictures: Vec<CowStr<'_>> = Vec::new();
    let events = Parser::new_ext(text, options()).map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level,
            id: anchors.next().map(Into::into),
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::Start(Tag::Image { dest_url, .. }) => {
            pictures.push(dest_url);
            Event::Start(Tag::Emphasis)
        }
        Event::End(TagEnd::Image) => {
            let address = pictures.pop().unwrap_or(CowStr::Borrowed(""));
            Event::InlineHtml(format!(" ({})</em>", escaped(&address)).into())
        }
        Event::TaskListMarker(done) => Event::Text(if done { "☑ " } else { "☐ " }.into()),
        other => other,
    });
    let mut out = String::with_capacity(text.len() * 2);
    pulldown_cmark::html::push_html(&mut out, events);
    cleaned(&out)
}

/// Text in HTML.
pub fn escaped(text: &str) -> String {
    ammonia::clean_text(&safe::line(text))
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

fn headings(events: Parser<'_>) -> Vec<(HeadingLevel, String)> {
    let mut anchors = Anchors::default();
    let mut open: Option<String> = None;
    let mut headings = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Heading { .. }) => open = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => {
                let heading = open.take().unwrap_or_default();
                headings.push((level, anchors.of(&heading)));
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut open {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    headings
}

fn cleaned(html: &str) -> String {
    let mut builder = Builder::default();
    builder
        .rm_tags(["img", "map", "area"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough);
    for heading in ["h1", "h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(heading, ["id"]);
    }
    builder.clean(html).to_string()
}
