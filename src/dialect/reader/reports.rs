//! What is said of a record: what it states and the reader does not understand, and what may stand in files not read.

use super::Reader;
use crate::{
    dialect::{asciidoc, markup::Markup, plain, rst},
    domain::{finding::Finding, text},
};

impl Reader<'_> {
    /// Says what a record states and the reader does not understand.
    pub(super) fn report(&mut self) {
        let mut found = Vec::new();
        if self.title.from_name {
            found.push(Finding::new(
                "title-from-name",
                "the text has no title; the name of the file stands in for it",
            ));
        }
        if let Some(stated) = self
            .stated
            .as_ref()
            .filter(|stated| stated.reading.status.is_none())
        {
            let raw = plain::near(self.page.slice(stated.value.clone()), 120);
            let first = raw.lines().next().unwrap_or_default();
            let finding = if stated.reading.is_unfilled {
                Finding::new(
                    "status-unfilled",
                    format!("the status is still the choice of a form: `{first}`"),
                )
            } else {
                Finding::new(
                    "status-unknown",
                    format!("the status `{first}` is not understood; map it once for this log"),
                )
            };
            found.push(
                finding.at_line(text::line_at(self.page.text.as_bytes(), stated.value.start)),
            );
        }
        if let Some(at) = self
            .stated
            .as_ref()
            .and_then(|stated| stated.contradicted_at)
        {
            let message = "the text states another status than the block at the top; the block is read, make the two agree";
            found.push(
                Finding::new("status-contradiction", message)
                    .at_line(text::line_at(self.page.text.as_bytes(), at)),
            );
        }
        found.extend(self.head_only());
        self.findings.extend(found);
    }

    /// A file that takes in others and states no status may state it there.
    fn head_only(&self) -> Option<Finding> {
        let takes_in = match self.page.markup {
            Markup::Markdown => return None,
            Markup::Asciidoc => asciidoc::is_include,
            Markup::Rst => rst::is_include,
        };
        let body = self.page.body..self.page.text.len();
        let line = self
            .page
            .lines(body)
            .find(|line| takes_in(self.page.slice(line.clone())))
            .filter(|_| self.stated.is_none())?;
        let message = "only this file is read; a status that an included file states is not known";
        Some(
            Finding::new("included-not-read", message)
                .at_line(text::line_at(self.page.text.as_bytes(), line.start)),
        )
    }
}
