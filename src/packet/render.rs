//! Puts a packet together: sections in their frames, then the manifest. No clock, no order but the one of the contents.

use std::ops::Range;

use crate::{
    domain::digest::Digest,
    packet::{Contents, Manifest, Object, Role, SCHEMA, frame, sections},
};

/// A packet as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its bytes: UTF-8, lines end with LF.
    pub bytes: Vec<u8>,
    /// Its sections in the order in which they stand.
    pub sections: Vec<Section>,
    /// What stands in its manifest.
    pub manifest: Manifest,
}

/// One section of a packet's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What its frame is called: `cover`, `ask`, `index`, a decision's id, `relations`, `changes`.
    pub id: String,
    /// What people call it: `What is asked`, `payments/12`.
    pub name: String,
    /// Where its text lies in the bytes, without the marks around it.
    pub range: Range<usize>,
}

impl File {
    /// The Markdown of one section.
    pub fn text(&self, section: &Section) -> &str {
        let bytes = self.bytes.get(section.range.clone()).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// Writes a packet. The same contents give the same bytes.
pub fn render(contents: &Contents) -> File {
    let mut bytes = Vec::new();
    let mut shown = Vec::new();
    let mut objects = Vec::new();
    for (object, text) in framed(contents) {
        if !bytes.is_empty() {
            bytes.extend_from_slice(frame::BETWEEN);
        }
        bytes.extend_from_slice(frame::opening(&object).as_bytes());
        let start = bytes.len();
        bytes.extend_from_slice(text.as_bytes());
        shown.push(Section {
            id: object.id.clone(),
            name: object.name().to_owned(),
            range: start..bytes.len(),
        });
        bytes.extend_from_slice(frame::closing(&object.id).as_bytes());
        objects.push(object);
    }
    bytes.extend_from_slice(frame::BETWEEN);
    let manifest = Manifest {
        tool: "archdeck".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        schema: SCHEMA.to_owned(),
        profile: "board".to_owned(),
        packet: contents.id,
        label: contents.label.clone(),
        title: contents.title.clone(),
        as_of: contents.as_of,
        head: contents.head.clone(),
        objects,
        content: Digest::of(&bytes),
    };
    bytes.extend_from_slice(manifest.written().as_bytes());
    File {
        bytes,
        sections: shown,
        manifest,
    }
}

/// The sections in order, each with its entry of the manifest.
fn framed(contents: &Contents) -> Vec<(Object, String)> {
    let texts = sections::all(contents);
    let mut decisions = contents.decisions.iter();
    let mut framed = Vec::with_capacity(texts.len());
    for (role, text) in texts {
        let decision = match role {
            Role::Decision => decisions.next(),
            _ => None,
        };
        let object = Object {
            id: decision.map_or_else(|| role.id().to_owned(), |decision| decision.id.to_string()),
            role,
            reference: decision.map(|decision| decision.reference.clone()),
            title: decision.map(|decision| decision.title.clone()),
            revision: decision.map(|decision| decision.revision),
            sha256: Digest::of(text.as_bytes()),
            bytes: text.len() as u64,
        };
        framed.push((object, text));
    }
    framed
}
