//! A risk is added, edited and closed. Numbers are entered by people and never computed; what is not consistent about them is
//! told, not refused.

use super::RiskFacts;
use crate::{
    domain::{
        event::RecordKind,
        ids::RecordId,
        register::{Level5, Risk},
    },
    ops::{
        change::Done,
        dossier::{Dossier, Kept},
        error::OpsError,
        putting::put,
        rewriting::{line, unchanged},
        workbench::{Workbench, decoded},
    },
    store::StoreError,
};

/// What every label begins with.
const LABEL: &str = "RSK-";
/// How often a risk is put together again when somebody else saves meanwhile.
const TRIES: usize = 5;

impl Workbench {
    pub(super) fn add_risk(
        &mut self,
        system: RecordId,
        facts: &RiskFacts,
    ) -> Result<Done, OpsError> {
        let mut tries = 1;
        loop {
            match self.add_risk_once(system, facts) {
                Err(OpsError::Store(StoreError::Overtaken)) if tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    fn add_risk_once(&mut self, system: RecordId, facts: &RiskFacts) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let dossier = self.dossier(system)?;
        if let Some(day) = dossier.system.closed_on {
            return Err(OpsError::Refused {
                what: format!("{} was closed on {day}", dossier.system.label),
                hint: "Add the risk to the system that took its place.".to_owned(),
            });
        }
        let blank = Risk {
            id: self.env.record_id(),
            label: self.next_label(LABEL, 4)?,
            system,
            title: String::new(),
            about: None,
            inherent: facts.inherent,
            current: facts.current,
            residual: facts.residual,
            controls: Vec::new(),
            treatment: facts.treatment,
            owner: None,
            review_by: None,
            closed: None,
        };
        let risk = with_facts(blank, facts)?;
        let said = self.flags_in_words(&dossier, &risk)?;
        let put = put((RecordKind::Risk, risk.id), ("added", None), &risk);
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!(
                "added {} {} to {}{said}",
                risk.label, risk.title, dossier.system.label
            ),
            refs: vec![risk.label, dossier.system.label],
            made: Some(risk.id),
            can_undo: true,
        })
    }

    pub(super) fn edit_risk(
        &mut self,
        risk: RecordId,
        facts: &RiskFacts,
    ) -> Result<Done, OpsError> {
        let before = self.open_risk(risk)?;
        let after = with_facts(before.value.clone(), facts)?;
        let label = after.label.clone();
        if after == before.value {
            return Ok(unchanged(format!("{label} says so already"), vec![label]));
        }
        let dossier = self.dossier(after.system)?;
        let said = self.flags_in_words(&dossier, &after)?;
        self.save_risk(
            &after,
            ("edited", &before),
            format!("edited {label} {}{said}", after.title),
        )
    }

    pub(super) fn close_risk(&mut self, risk: RecordId, reason: &str) -> Result<Done, OpsError> {
        let before = self.open_risk(risk)?;
        let reason = line("reason", reason)?;
        let mut after = before.value.clone();
        let summary = format!("closed {} {}: {reason}", after.label, after.title);
        after.closed = Some((self.env.today(), reason));
        self.save_risk(&after, ("closed", &before), summary)
    }

    fn save_risk(
        &mut self,
        after: &Risk,
        (verb, before): (&str, &Kept<Risk>),
        summary: String,
    ) -> Result<Done, OpsError> {
        let put = put(
            (RecordKind::Risk, after.id),
            (verb, Some(before.digest)),
            after,
        );
        let group = self.save(vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary,
            refs: vec![after.label.clone()],
            made: None,
            can_undo: true,
        })
    }

    /// A risk that is not closed, with its digest.
    fn open_risk(&self, risk: RecordId) -> Result<Kept<Risk>, OpsError> {
        let current = self.store.current(risk)?;
        let current = current
            .filter(|current| current.kind == RecordKind::Risk)
            .ok_or_else(|| OpsError::NotFound {
                what: "the risk is not in the store any more".to_owned(),
                hint: "`archdeck risk list` shows those that are.".to_owned(),
            })?;
        let value: Risk = decoded(&current)?;
        match &value.closed {
            None => Ok(Kept {
                digest: current.digest,
                value,
            }),
            Some((day, reason)) => Err(OpsError::Refused {
                what: format!("{} was closed on {day}: {reason}", value.label),
                hint: "Add it anew where it came back.".to_owned(),
            }),
        }
    }

    /// What is not consistent about a risk, to be said with what was done.
    fn flags_in_words(&mut self, dossier: &Dossier, risk: &Risk) -> Result<String, OpsError> {
        let register = super::show::table(&dossier.catalog)?;
        let flags = super::show::flags(dossier, (risk, register), self.env.today());
        let said = flags
            .iter()
            .map(|(flag, text)| format!("; {}: {text}", flag.word()));
        Ok(said.collect())
    }
}

/// A risk of which this is said.
fn with_facts(risk: Risk, facts: &RiskFacts) -> Result<Risk, OpsError> {
    for (name, level) in [
        ("inherent", facts.inherent),
        ("current", facts.current),
        ("residual", facts.residual),
    ] {
        refuse_unsound(name, level)?;
    }
    let controls = facts.controls.iter().map(String::as_str);
    let controls = controls.filter(|control| !control.trim().is_empty());
    Ok(Risk {
        title: line("title", &facts.title)?,
        about: stated("description", facts.about.as_deref())?,
        inherent: facts.inherent,
        current: facts.current,
        residual: facts.residual,
        controls: controls
            .map(|control| line("control", control))
            .collect::<Result<_, _>>()?,
        treatment: facts.treatment,
        owner: stated("owner", facts.owner.as_deref())?,
        review_by: facts.review_by,
        ..risk
    })
}

fn refuse_unsound(name: &str, level: Level5) -> Result<(), OpsError> {
    if level.is_sound() {
        return Ok(());
    }
    Err(OpsError::Refused {
        what: format!("the {name} level {level} is not in the table"),
        hint: "Likelihood and impact go from 1 to 5: `4x3`.".to_owned(),
    })
}

/// A text that may be left out.
fn stated(what: &str, typed: Option<&str>) -> Result<Option<String>, OpsError> {
    typed
        .filter(|typed| !typed.trim().is_empty())
        .map(|typed| line(what, typed))
        .transpose()
}
