//! Texts laid out lately, so that moving back and forth in a list lays nothing out twice.

use std::sync::Arc;

use crate::{
    domain::{digest::Digest, text},
    markdown::{self, Document, RenderOptions, Rendered},
};

/// How many texts are kept.
const KEPT: usize = 24;

/// The texts laid out lately, the newest last.
#[derive(Debug)]
pub struct TextCache {
    /// How texts are drawn.
    options: RenderOptions,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    digest: Digest,
    document: Document,
    laid_out: Option<(u16, Arc<Rendered>)>,
}

impl TextCache {
    /// An empty cache for texts drawn in ASCII or with all marks.
    pub fn new(ascii: bool) -> Self {
        let options = RenderOptions {
            ascii,
            ..RenderOptions::default()
        };
        Self {
            options,
            entries: Vec::new(),
        }
    }

    /// The text of a digest laid out for a width in cells; `bytes` gives it where it is not kept.
    ///
    /// # Errors
    /// What `bytes` fails with.
    pub fn laid_out<E>(
        &mut self,
        digest: Digest,
        width: u16,
        bytes: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Arc<Rendered>, E> {
        let mut entry = match self.entries.iter().position(|entry| entry.digest == digest) {
            Some(at) => self.entries.remove(at),
            None => Entry {
                digest,
                document: markdown::parse(&text::decode(&bytes()?).text),
                laid_out: None,
            },
        };
        let rendered = match entry.laid_out.take() {
            Some((known, rendered)) if known == width => rendered,
            _ => Arc::new(entry.document.render(width, &self.options)),
        };
        entry.laid_out = Some((width, Arc::clone(&rendered)));
        if self.entries.len() >= KEPT {
            self.entries.remove(0);
        }
        self.entries.push(entry);
        Ok(rendered)
    }
}
