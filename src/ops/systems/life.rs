//! The stages a system enters, and what happened to it that asks for a new tier. Both are told for a day that has come.

use chrono::NaiveDate;

use crate::{
    domain::{
        fact::FactRegistry,
        ids::RecordId,
        system::{STAGE, StageEvent, System, Trigger, TriggerKind},
    },
    ops::{
        change::Done,
        error::OpsError,
        rewriting::{reason, unchanged},
        systems::stated::{definition, parsed, typed_as},
        workbench::Workbench,
    },
};

/// When, and what goes with it.
type Told<'a> = (Option<NaiveDate>, Option<&'a str>);

impl Workbench {
    pub(super) fn enter_stage(
        &mut self,
        system: RecordId,
        typed: &str,
        (on, note): Told<'_>,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (before, digest) = self.open_system(system)?;
        let catalog = self.catalog();
        let stage = typed_as(&parsed(definition(STAGE, &catalog.registry)?, typed)?);
        let event = StageEvent {
            on: self.day_that_has_come(on, &before)?,
            note: reason(note)?,
            stage,
        };
        let is_last = before.stages.last().is_none_or(|last| last.on <= event.on);
        if is_last && before.stage() == Some(event.stage.as_str()) {
            let summary = format!(
                "{} {} is in {} already",
                before.label, before.name, event.stage
            );
            return Ok(unchanged(summary, vec![before.label]));
        }
        let mut after = before.clone();
        after.enter(event.clone());
        let summary = entered(&before, (&after, &event), &catalog.registry);
        self.save_system((seen, digest), (&after, "moved"), summary)
    }

    pub(super) fn something_happened(
        &mut self,
        system: RecordId,
        kind: TriggerKind,
        (on, note): Told<'_>,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (before, digest) = self.open_system(system)?;
        let trigger = Trigger {
            kind,
            on: self.day_that_has_come(on, &before)?,
            note: reason(note)?,
        };
        let mut after = before;
        let summary = format!(
            "noted for {} {}: {} on {}; a tier recorded before asks to be recorded anew",
            after.label,
            after.name,
            kind.about(),
            trigger.on
        );
        after.happened(trigger);
        self.save_system((seen, digest), (&after, "noted"), summary)
    }

    fn day_that_has_come(
        &self,
        on: Option<NaiveDate>,
        system: &System,
    ) -> Result<NaiveDate, OpsError> {
        let today = self.env.today();
        match on {
            Some(day) if day > today => Err(OpsError::Refused {
                what: format!(
                    "{day} has not come yet; nothing is told of {} before it happens",
                    system.label
                ),
                hint: format!("Give a day up to {today}, or tell it when it has happened."),
            }),
            day => Ok(day.unwrap_or(today)),
        }
    }
}

fn entered(
    before: &System,
    (after, event): (&System, &StageEvent),
    registry: &FactRegistry,
) -> String {
    let (label, name) = (&after.label, &after.name);
    if after.stage() != Some(event.stage.as_str()) {
        return format!(
            "{label} {name} entered {} on {}; it is in {} since",
            event.stage,
            event.on,
            after.stage().unwrap_or("an unknown stage")
        );
    }
    let rank = |stage: &str| registry.get(STAGE).and_then(|fact| fact.rank(stage));
    let is_back = before.stage().and_then(rank) > rank(&event.stage);
    let goes = if is_back { "went back to" } else { "entered" };
    format!("{label} {name} {goes} {}", event.stage)
}
