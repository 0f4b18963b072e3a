//! Steps in the life of decisions, and what follows from them: whoever is accepted supersedes what it says it supersedes.

use crate::{
    dialect::edit::{FactChange, PeopleRole},
    domain::{
        ids::RecordId,
        life_cycle::{self, Refused},
        link::LinkKind,
        status::Status,
        text::counted,
    },
    ops::{
        change::{Done, Step},
        error::OpsError,
        facts::people,
        rewriting::{Rewriting, Told, reason},
        workbench::Workbench,
    },
};

/// How many records a refusal names.
const NAMED: usize = 3;

impl Workbench {
    pub(crate) fn step(&mut self, step: &Step) -> Result<Done, OpsError> {
        let told = Told {
            verb: format!("adr.{}", step.to),
            reason: reason(step.reason.as_deref())?,
        };
        let facts = facts_of(step)?;
        let mut rewriting = Rewriting::of(self)?;
        let records = rewriting.seen(step)?;
        rewriting.refuse_missteps(&records, step.to, told.reason.as_deref())?;
        for record in &records {
            rewriting.write(*record, &facts, &told)?;
        }
        let mut superseded = Vec::new();
        if step.to == Status::Accepted {
            for record in &records {
                superseded.extend(rewriting.supersede_predecessors(*record, &told)?);
            }
        }
        let summary = rewriting.said(step.to, &records, &superseded)?;
        let rewritten = rewriting.finish();
        self.save_rewritten(rewritten, summary)
    }
}

impl Rewriting<'_> {
    /// The records of a step, each once and none of them stale.
    fn seen(&mut self, step: &Step) -> Result<Vec<RecordId>, OpsError> {
        let mut records = Vec::new();
        for (record, base) in &step.records {
            self.refuse_stale(*record, *base)?;
            if !records.contains(record) {
                records.push(*record);
            }
        }
        if records.is_empty() {
            return Err(OpsError::Refused {
                what: "no decision was named".to_owned(),
                hint: "Name at least one.".to_owned(),
            });
        }
        Ok(records)
    }

    /// Refuses all of them where one of them cannot take the step.
    fn refuse_missteps(
        &mut self,
        records: &[RecordId],
        to: Status,
        reason: Option<&str>,
    ) -> Result<(), OpsError> {
        let mut refused = Vec::new();
        for record in records {
            let from = self.adr(*record)?.facts.status;
            if let Err(why) = life_cycle::step(from, to, reason) {
                refused.push((self.called(*record)?, why));
            }
        }
        match refused.first() {
            None => Ok(()),
            Some((_, first)) => Err(OpsError::Refused {
                hint: first.hint(),
                what: misstep(&refused, records.len(), to),
            }),
        }
    }

    /// Writes into every decision in force that a newly accepted one says it supersedes that it is superseded.
    fn supersede_predecessors(
        &mut self,
        newer: RecordId,
        told: &Told,
    ) -> Result<Vec<RecordId>, OpsError> {
        let mut superseded = Vec::new();
        if self.adr(newer)?.facts.status != Status::Accepted {
            return Ok(superseded);
        }
        for link in self.bench.store.links_from(newer)? {
            let Some(older) = link.other.filter(|other| *other != newer) else {
                continue;
            };
            let is_whole = link.kind == Some(LinkKind::Supersedes) && !link.partial;
            if is_whole && self.supersede(older, newer, told.reason.clone())? {
                superseded.push(older);
            }
        }
        Ok(superseded)
    }

    /// Writes into a decision that another one took its place, where its life has that step; says whether it has.
    pub(crate) fn supersede(
        &mut self,
        older: RecordId,
        newer: RecordId,
        reason: Option<String>,
    ) -> Result<bool, OpsError> {
        if !life_cycle::may_be_superseded(self.adr(older)?.facts.status) {
            return Ok(false);
        }
        let mut facts = vec![FactChange::Status(Status::Superseded)];
        if !self.states(older, LinkKind::SupersededBy, newer)? {
            facts.push(FactChange::Link(
                LinkKind::SupersededBy,
                self.target(newer)?,
            ));
        }
        let verb = format!("adr.{}", Status::Superseded);
        let written = self.write(older, &facts, &Told { verb, reason });
        if let Err(OpsError::Refused { what, hint }) = written {
            let newer = self.called(newer)?;
            let what = format!("{newer} would take its place, but {what}");
            return Err(OpsError::Refused { what, hint });
        }
        written.map(|()| true)
    }

    /// One sentence about a step: `accepted payments/12 Serve fraud scores; payments/9 is superseded`.
    fn said(
        &mut self,
        to: Status,
        records: &[RecordId],
        superseded: &[RecordId],
    ) -> Result<String, OpsError> {
        let what = match records {
            [one] => self.named(*one)?,
            many => counted(many.len() as u64, "decision", "decisions"),
        };
        let step = format!("{} {what}", done(to));
        Ok(match superseded {
            [] => step,
            [one] => format!("{step}; {} is superseded", self.called(*one)?),
            [first, others @ ..] => format!(
                "{step}; {} and {} are superseded",
                self.called(*first)?,
                counted(others.len() as u64, "other", "others")
            ),
        })
    }
}

/// What a person did who took a decision there.
pub(crate) const fn done(to: Status) -> &'static str {
    match to {
        Status::Draft => "made a draft of",
        Status::InReview => "opened the review of",
        other => other.word(),
    }
}

fn facts_of(step: &Step) -> Result<Vec<FactChange>, OpsError> {
    let mut facts = vec![FactChange::Status(step.to)];
    if !step.deciders.is_empty() {
        let names = people(&step.deciders)?;
        facts.push(FactChange::People(PeopleRole::Deciders, names));
    }
    facts.extend(step.on.map(|day| FactChange::Date(Some(day))));
    Ok(facts)
}

fn misstep(refused: &[(String, Refused)], asked: usize, to: Status) -> String {
    if let ([(reference, why)], 1) = (refused, asked) {
        return format!("{reference} cannot become {to}: {why}");
    }
    let named: Vec<_> = refused
        .iter()
        .take(NAMED)
        .map(|(reference, why)| format!("{reference} ({why})"))
        .collect();
    let more = match refused.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "{} of {asked} decisions cannot become {to}: {}{more}; nothing was changed",
        refused.len(),
        named.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_many_counts_all_and_names_three() {
        let why = life_cycle::step(Status::Draft, Status::Accepted, None).unwrap_err();
        let refused: Vec<_> = (1..=5)
            .map(|number| (format!("payments/{number}"), why.clone()))
            .collect();
        let told = misstep(&refused, 9, Status::Accepted);
        assert!(told.starts_with("5 of 9 decisions cannot become accepted: payments/1 (no step"));
        assert!(
            told.contains("payments/3 (") && !told.contains("payments/4"),
            "{told}"
        );
        assert!(told.ends_with("and 2 more; nothing was changed"), "{told}");
        assert_eq!(
            misstep(&refused[..1], 1, Status::Accepted),
            "payments/1 cannot become accepted: no step leads from draft to accepted"
        );
    }
}
