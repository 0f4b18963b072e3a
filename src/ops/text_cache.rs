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

#[cfg(test)]
mod tests {
    use super::*;

    /// How often a text was asked for while these were shown, one after another.
    fn asked(shown: &[(usize, u16)]) -> usize {
        let mut cache = TextCache::new(false);
        let mut asked = 0;
        for (text, width) in shown {
            let text = format!("text {text}");
            let digest = Digest::of(text.as_bytes());
            let drawn: Result<_, ()> = cache.laid_out(digest, *width, || {
                asked += 1;
                Ok(text.clone().into_bytes())
            });
            assert!(drawn.unwrap().lines[0].text().ends_with(&text));
        }
        asked
    }

    #[test]
    fn a_text_shown_lately_is_not_read_again_at_any_width() {
        assert_eq!(asked(&[(1, 80), (2, 80), (1, 80), (1, 40), (2, 80)]), 2);
    }

    #[test]
    fn the_text_shown_longest_ago_is_forgotten_first() {
        let mut shown: Vec<_> = (0..KEPT).map(|text| (text, 80)).collect();
        shown.extend([(0, 80), (KEPT, 80), (0, 80)]);
        assert_eq!(asked(&shown), KEPT + 1);
        shown.push((1, 80));
        assert_eq!(asked(&shown), KEPT + 2);
    }

    #[test]
    fn what_cannot_be_read_is_not_kept() {
        let mut cache = TextCache::new(false);
        let digest = Digest::of(b"x");
        assert_eq!(cache.laid_out(digest, 80, || Err("lost")), Err("lost"));
        assert!(
            cache
                .laid_out(digest, 80, || Ok::<_, ()>(b"x".to_vec()))
                .is_ok()
        );
    }
}
