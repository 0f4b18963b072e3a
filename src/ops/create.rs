//! New decisions from templates, in the dialect, the name and the number form of their log. What is saved is what the reader
//! sees of the written text, so a text that is read otherwise than it was asked for is refused.

mod asked;
mod draft;
mod expected;
mod log;
mod style;
mod templates;

use std::sync::Arc;

use crate::{
    domain::{adr::Adr, digest::Digest, ids::RecordId},
    ops::{
        change::{Done, LinkChange, NewAdr},
        error::OpsError,
        rewriting::{Rewriting, Told, reason},
        view::{LogLine, NewFormView, NewInLog},
        workbench::Workbench,
    },
    store::{Put, StoreError},
    template::Shelf,
};
use asked::Asked;
use draft::Draft;
use style::Style;

pub use templates::{template_lines, template_source};

/// How often a decision is written again when somebody else saves meanwhile and may have taken its number.
const TRIES: usize = 5;

impl Workbench {
    pub(crate) fn new_form(&mut self) -> Result<NewFormView, OpsError> {
        let offered = self.shelf();
        let line = |log: LogLine| {
            let style = Style::of(&self.store, log.id)?;
            let next = self.store.highest_number(log.id)?.saturating_add(1);
            Ok(NewInLog {
                next: style.naming.next(next, self.env.now()),
                template: style.template(&offered),
                log: log.id,
                name: log.name,
            })
        };
        let logs: Result<_, OpsError> = self.logs()?.into_iter().map(line).collect();
        Ok(NewFormView {
            logs: logs?,
            templates: templates::lines(&offered),
        })
    }

    pub(crate) fn new_adr(&mut self, new: &NewAdr) -> Result<Done, OpsError> {
        let asked = Asked::of(new)?;
        let mut tries = 1;
        loop {
            match self.new_adr_once(new, &asked) {
                Err(OpsError::Store(StoreError::Overtaken)) if tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    fn new_adr_once(&mut self, new: &NewAdr, asked: &Asked) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (log, begun) = self.log_for_new(new)?;
        let draft = Draft::write(self, asked, &log)?;
        let adr = Adr {
            id: self.env.record_id(),
            log: log.id,
            path: draft.path,
            anchor: None,
            facts: draft.facts,
            source: Digest::of(&draft.bytes),
            imported: None,
        };
        let (id, title) = (adr.id, adr.facts.title.clone());
        let told = |verb: &str| -> Result<Told, OpsError> {
            Ok(Told {
                verb: verb.to_owned(),
                reason: reason(new.reason.as_deref())?,
            })
        };
        let mut rewriting = Rewriting::of(self)?;
        rewriting.begin(adr, draft.bytes, told(asked.verb())?);
        for link in links(new, id) {
            rewriting.relate(&link, &told("adr.linked")?)?;
        }
        let (made, blobs, others) = rewriting.finish().into_parts();
        let puts: Vec<Put> = begun.into_iter().chain(made).collect();
        let group = self.save_upon(seen, puts, blobs)?;
        let reference = self.called(id)?;
        Ok(Done {
            group: Some(group),
            summary: format!("{} {reference} {title}", asked.done()),
            refs: std::iter::once(reference).chain(others).collect(),
            made: Some(id),
            can_undo: true,
        })
    }

    /// The templates as they are now: a user may write one while the workbench is open.
    fn shelf(&self) -> Arc<Shelf> {
        Arc::new(Shelf::with(self.settings.templates.as_deref()))
    }
}

/// What is to be stated of a new decision, each once.
fn links(new: &NewAdr, from: RecordId) -> Vec<LinkChange> {
    let mut links: Vec<LinkChange> = Vec::new();
    for (kind, to) in &new.links {
        let link = LinkChange {
            from,
            kind: *kind,
            to: *to,
            stated: true,
            reason: None,
        };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}
