//! A portfolio to look at and records to measure with: written into a store through the same door as everything else.

mod governance;
mod history;
mod portfolio;
mod synthetic;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use include_dir::{Dir, include_dir};

use crate::{
    dialect,
    domain::{
        adr::Adr,
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        log::{DecisionLog, FileKind},
        status::Status,
        time::Timestamp,
    },
    ops::{change::PacketRequest, error::OpsError, exchange::plan::json, workbench::Workbench},
    store::Put,
};

pub use history::{Handout, Moment, Remark, Step};

static PORTFOLIO: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/demo");

/// The moment the demo's clock starts from.
///
/// # Errors
/// Never: the moment is written here.
pub fn beginning() -> Result<Timestamp, OpsError> {
    "2025-01-06T08:00:00Z"
        .parse()
        .map_err(|wrong| broken(&format!("the first moment: {wrong}")))
}

/// How much a demo holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demo {
    /// How many decisions.
    pub decisions: usize,
    /// How many systems.
    pub systems: usize,
}

/// A record of the portfolio while its history is played.
struct Played {
    id: RecordId,
    digest: Option<Digest>,
}

impl Workbench {
    /// Plays the history of the portfolio into this store, each step at its own time and by its own person.
    ///
    /// # Errors
    /// When the store holds something already, or cannot save.
    pub fn play_demo(&mut self) -> Result<usize, OpsError> {
        Ok(self.play_decisions()?.len())
    }

    /// Plays that history and then the governance of the same company, so that it is all true on a day.
    ///
    /// # Errors
    /// When the store holds something already, or cannot save.
    pub fn play_demo_on(&mut self, today: NaiveDate) -> Result<Demo, OpsError> {
        let records = self.play_decisions()?;
        Ok(Demo {
            decisions: records.len(),
            systems: governance::play(self, today, &records)?,
        })
    }

    fn play_decisions(&mut self) -> Result<BTreeMap<String, Played>, OpsError> {
        self.refuse_unless_empty()?;
        let mut logs: BTreeMap<String, DecisionLog> = BTreeMap::new();
        let mut records: BTreeMap<String, Played> = BTreeMap::new();
        for moment in history::moments()? {
            self.env.stand_at(moment.at());
            moment.actor().clone_into(&mut self.env.actor);
            match &moment {
                Moment::Step(step) => {
                    let log = self.demo_log(step.log_name(), step.folder(), &mut logs)?;
                    self.play(step, &log, &mut records)?;
                }
                Moment::Remark(remark) => self.play_remark(remark, &records)?,
                Moment::Handout(handout) => self.play_handout(handout, &records)?,
            }
        }
        Ok(records)
    }

    /// Writes `count` synthetic records, for measuring.
    ///
    /// # Errors
    /// When the store holds something already, or cannot save.
    pub fn write_synthetic(&mut self, count: usize) -> Result<usize, OpsError> {
        self.refuse_unless_empty()?;
        let log = self.demo_log("synthetic", "docs/adr", &mut BTreeMap::new())?;
        for first in (1..=count).step_by(synthetic::CHUNK) {
            let mut puts = Vec::new();
            let mut blobs = Vec::new();
            for number in first..=count.min(first + synthetic::CHUNK - 1) {
                let (path, text) = synthetic::record(number);
                let id = self.env.record_id();
                puts.push(recorded(&adr_of(id, &log, &path, text.as_bytes())?));
                blobs.push(text.into_bytes());
            }
            self.save(puts, blobs)?;
        }
        Ok(count)
    }

    fn refuse_unless_empty(&self) -> Result<(), OpsError> {
        if self.store.event_count()? == 0 {
            return Ok(());
        }
        Err(OpsError::Refused {
            what: format!("{} is not empty", self.store.path().display()),
            hint: "Name a file that is not there yet; the demo is never mixed with real records."
                .to_owned(),
        })
    }

    fn demo_log(
        &mut self,
        name: &str,
        folder: &str,
        known: &mut BTreeMap<String, DecisionLog>,
    ) -> Result<DecisionLog, OpsError> {
        if let Some(log) = known.get(name) {
            return Ok(log.clone());
        }
        let log = DecisionLog {
            id: self.env.record_id(),
            name: name.to_owned(),
            root: format!("demo/{name}"),
            folder: folder.to_owned(),
            remote: None,
        };
        let put = Put {
            kind: RecordKind::Log,
            record: log.id,
            verb: "log.added".to_owned(),
            base: None,
            value: json(&log),
            reason: None,
        };
        self.save(vec![put], Vec::new())?;
        known.insert(name.to_owned(), log.clone());
        Ok(log)
    }

    fn play(
        &mut self,
        step: &Step,
        log: &DecisionLog,
        records: &mut BTreeMap<String, Played>,
    ) -> Result<(), OpsError> {
        let bytes = text_at(step)?;
        let (id, base) = match records.get(&step.record) {
            Some(played) => (played.id, played.digest),
            None => (self.env.record_id(), None),
        };
        let adr = adr_of(id, log, step.file(), &bytes)?;
        let put = Put {
            base,
            verb: verb(base, adr.facts.status),
            reason: step.reason.clone(),
            ..recorded(&adr)
        };
        let digest = crate::domain::event::value_digest(&put.value);
        self.save(vec![put], vec![bytes])?;
        records.insert(step.record.clone(), Played { id, digest });
        Ok(())
    }

    fn play_remark(
        &mut self,
        remark: &Remark,
        records: &BTreeMap<String, Played>,
    ) -> Result<(), OpsError> {
        let record = played(records, &remark.record)?;
        let said = self.comment(record, &remark.text)?;
        if let Some(comment) = said.made.filter(|_| remark.settled) {
            self.settle_comment(comment, true)?;
        }
        Ok(())
    }

    fn play_handout(
        &mut self,
        handout: &Handout,
        records: &BTreeMap<String, Played>,
    ) -> Result<(), OpsError> {
        let decisions: Result<_, _> = handout
            .records
            .iter()
            .map(|path| played(records, path))
            .collect();
        let built = self.build_packet(&PacketRequest {
            system: None,
            title: handout.title.clone(),
            ask: Some(handout.ask.clone()),
            recommendation: handout.recommendation.clone(),
            decisions: decisions?,
            as_of: None,
            previous: None,
        })?;
        if let Some(packet) = built.made.filter(|_| handout.frozen) {
            self.freeze_packet(packet)?;
        }
        Ok(())
    }
}

fn played(records: &BTreeMap<String, Played>, path: &str) -> Result<RecordId, OpsError> {
    let played = records.get(path).map(|played| played.id);
    played.ok_or_else(|| broken(&format!("{path} is not there yet")))
}

fn verb(base: Option<Digest>, status: Status) -> String {
    match (base, status) {
        (None, _) => "adr.recorded".to_owned(),
        (Some(_), Status::Unknown) => "adr.edited".to_owned(),
        (Some(_), status) => format!("adr.{status}"),
    }
}

/// The text of a record after a step: the file, with the status it had then.
fn text_at(step: &Step) -> Result<Vec<u8>, OpsError> {
    let file = PORTFOLIO
        .get_file(&step.record)
        .ok_or_else(|| broken(&format!("{} is not there", step.record)))?;
    let bytes = file.contents();
    let Some(status) = &step.status else {
        return Ok(bytes.to_vec());
    };
    let parsed = dialect::read(step.file(), bytes);
    let span = parsed
        .first()
        .and_then(|parsed| parsed.spans.status.clone());
    let span = span.ok_or_else(|| broken(&format!("{} states no status to play", step.record)))?;
    let before = bytes.get(..span.start).unwrap_or_default();
    let after = bytes.get(span.end..).unwrap_or_default();
    Ok([before, status.as_bytes(), after].concat())
}

fn adr_of(id: RecordId, log: &DecisionLog, path: &str, bytes: &[u8]) -> Result<Adr, OpsError> {
    let parsed = dialect::read(path, bytes)
        .into_iter()
        .find(|parsed| parsed.kind == FileKind::Record);
    let parsed = parsed.ok_or_else(|| broken(&format!("{path} is no record")))?;
    Ok(Adr {
        id,
        log: log.id,
        path: path.to_owned(),
        anchor: None,
        facts: parsed.facts,
        source: Digest::of(bytes),
        // The portfolio stands for logs as they lie in their repositories.
        imported: Some(Digest::of(bytes)),
    })
}

fn recorded(adr: &Adr) -> Put {
    Put {
        kind: RecordKind::Adr,
        record: adr.id,
        verb: "adr.recorded".to_owned(),
        base: None,
        value: json(adr),
        reason: None,
    }
}

fn broken(what: &str) -> OpsError {
    OpsError::Refused {
        what: format!("the built-in portfolio is broken: {what}"),
        hint: "Please report it; your own records are not touched.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{env::Env, ops::query::Query, ops::view::View};

    fn fresh() -> Workbench {
        Workbench::in_memory(Env::fixed(beginning().unwrap(), "demo")).unwrap()
    }

    #[test]
    fn the_portfolio_plays_and_every_status_is_the_one_its_file_states() {
        let mut bench = fresh();
        let count = bench.play_demo().unwrap();
        assert!(count >= 30, "{count} records");
        let View::Home(home) = bench.answer(Query::Home).unwrap() else {
            unreachable!("home answers home")
        };
        assert_eq!(home.total, count as u64);
        assert!(
            !home.stuck.is_empty() && !home.review_passed.is_empty() && !home.drafts.is_empty()
        );
        assert!(
            home.counts
                .iter()
                .any(|(status, _)| *status == Status::Superseded)
        );
    }

    #[test]
    fn a_demo_is_never_mixed_with_what_is_there() {
        let mut bench = fresh();
        bench.write_synthetic(3).unwrap();
        assert!(bench.play_demo().is_err());
    }
}
