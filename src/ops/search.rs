//! Full-text search: what was typed becomes words for the index, what it finds becomes lines with snippets.

use std::ops::Range;

use crate::{
    ops::{
        error::OpsError,
        view::{HitLine, SearchView},
        workbench::Workbench,
    },
    store::SearchQuery,
};

impl Workbench {
    pub(crate) fn search(&mut self, text: String, limit: usize) -> Result<SearchView, OpsError> {
        let found = self.store.search(&SearchQuery {
            text: text.clone(),
            log: None,
            limit: limit.saturating_add(1),
        })?;
        let more = found.len() > limit;
        let names = self.log_names()?;
        let mut hits = Vec::new();
        for hit in found.into_iter().take(limit) {
            if let Some(row) = self.store.adr_row(hit.record)? {
                hits.push(HitLine {
                    record: names.line(&row),
                    snippet: pieces(&hit.snippet, &hit.matches),
                });
            }
        }
        Ok(SearchView { text, hits, more })
    }
}

/// A snippet cut at its matches; `true` marks what matched.
fn pieces(snippet: &str, matches: &[Range<usize>]) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut end = 0;
    let mut add = |range: Range<usize>, matched: bool| {
        if let Some(piece) = snippet.get(range).filter(|piece| !piece.is_empty()) {
            pieces.push((piece.to_owned(), matched));
        }
    };
    for found in matches {
        add(end..found.start, false);
        add(found.clone(), true);
        end = found.end;
    }
    add(end..snippet.len(), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_cut_at_its_matches() {
        let cut = pieces("the feature store", &[4..11, 12..17]);
        let said: Vec<_> = cut
            .iter()
            .map(|(text, matched)| (text.as_str(), *matched))
            .collect();
        assert_eq!(
            said,
            [
                ("the ", false),
                ("feature", true),
                (" ", false),
                ("store", true)
            ]
        );
    }
}
