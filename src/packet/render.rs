//! Puts a packet together.

use std::ops::Range;

use crate::packet::{Contents, Manifest};

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
    File {
        bytes: Vec::new(),
        sections: Vec::new(),
        manifest: Manifest {
            tool: "archdeck".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema: crate::packet::SCHEMA.to_owned(),
            profile: "board".to_owned(),
            packet: contents.id,
            label: contents.label.clone(),
            title: contents.title.clone(),
            as_of: contents.as_of,
            head: contents.head.clone(),
            objects: Vec::new(),
            content: crate::domain::digest::Digest::of(b""),
        },
    }
}
