//! A packet as JSON for other programs: the same packet gives the same text.

use serde::{Serialize, Serializer};

use crate::packet::{Contents, Framed, Manifest, Unsound, parse, render};

/// What is asked and shown, and the manifest of the file it makes.
#[derive(Serialize)]
struct OfContents<'a> {
    contents: &'a Contents,
    manifest: &'a Manifest,
}

/// A file as it was handed over.
#[derive(Serialize)]
struct OfFile<'a> {
    manifest: &'a Manifest,
    sections: &'a [Framed],
}

/// The contents, field by field, and the manifest of the file they make.
pub fn json(contents: &Contents) -> String {
    let file = render(contents);
    written(&OfContents {
        contents,
        manifest: &file.manifest,
    })
}

/// A packet's file as it was handed over: its manifest, and the Markdown of each section.
///
/// # Errors
/// When the file is not a sound packet.
pub fn json_of_file(bytes: &[u8]) -> Result<String, Unsound> {
    let parsed = parse(bytes)?;
    Ok(written(&OfFile {
        manifest: &parsed.manifest,
        sections: &parsed.sections,
    }))
}

fn written(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct LinkLine<'a> {
    phrase: &'a str,
    reference: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct ChangedLine<'a> {
    reference: &'a str,
    what: &'a [String],
}

/// Links with the names of their parts.
pub(super) fn links<S: Serializer>(
    links: &[(String, String, String)],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_seq(links.iter().map(|(phrase, reference, title)| LinkLine {
        phrase,
        reference,
        title,
    }))
}

/// Changes with the names of their parts.
pub(super) fn changed<S: Serializer>(
    changed: &[(String, Vec<String>)],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_seq(
        changed
            .iter()
            .map(|(reference, what)| ChangedLine { reference, what }),
    )
}
