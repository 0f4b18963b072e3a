//! Issuing: the computed verdict becomes a record somebody answers for. It may be stricter freely, laxer only as an override on a
//! name and for a while; a stop lets nobody override it.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::{
    domain::{
        condition::Truth,
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        readiness::{Readiness, Verdict},
        sign_off::{Issued, OVERRIDE_DAYS, Override, valid_days},
        tier::Tier,
    },
    ops::{
        change::Done,
        dossier::Dossier,
        error::OpsError,
        putting::put,
        readiness::{
            NewIssue,
            board::{authors, last_issued, signed},
            digest::InputDigests,
            looked_at_before,
            sign::present,
        },
        rewriting::line,
        workbench::Workbench,
    },
};

/// The level that may let a system go against what is computed.
const OVERRIDES: &str = "L3";

impl Workbench {
    pub(super) fn issue(&mut self, new: &NewIssue) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let dossier = self.dossier(new.system)?;
        let today = self.env.today();
        let inputs = InputDigests::of(&dossier, today);
        let digest = inputs.digest();
        if new.seen.is_some_and(|seen| seen != digest) {
            return Err(looked_at_before(&dossier.system.label));
        }
        let name = present(&dossier, new.by)?.to_owned();
        let computed = dossier.readiness(today);
        let tier = computed.tier.ok_or_else(|| no_tier(&dossier))?;
        let verdict = new.verdict.unwrap_or(computed.verdict);
        let reason = new
            .reason
            .as_deref()
            .map(|text| line("reason", text))
            .transpose()?;
        let overridden = overriding(&dossier, new, (&computed, verdict, reason.as_deref()))?;
        refuse_unless_signed(
            &dossier,
            (digest, new.by),
            (computed.verdict, verdict, today),
        )?;
        let issued = Issued {
            id: self.env.record_id(),
            system: new.system,
            tier,
            computed: computed.verdict,
            verdict,
            as_of: today,
            by: new.by,
            digest,
            inputs: inputs.0.into_iter().collect(),
            valid_until: last_day(tier, today, overridden.as_ref()),
            reason: reason.filter(|_| overridden.is_none()),
            overridden,
            reasons: computed
                .reasons
                .into_iter()
                .map(|reason| reason.text)
                .collect(),
            withdrawn: None,
        };
        let verb = if issued.overridden.is_some() {
            "overridden"
        } else {
            "issued"
        };
        let put = put((RecordKind::Issued, issued.id), (verb, None), &issued);
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        let (label, until) = (&dossier.system.label, issued.valid_until);
        Ok(Done {
            group: Some(group),
            summary: format!("{name} issued {verdict} for {label}, valid until {until}"),
            refs: vec![label.clone()],
            made: Some(issued.id),
            can_undo: true,
        })
    }

    pub(super) fn withdraw(
        &mut self,
        system: RecordId,
        by: RecordId,
        reason: &str,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let dossier = self.dossier(system)?;
        let name = present(&dossier, by)?;
        let reason = line("reason", reason)?;
        let label = dossier.system.label.clone();
        let last = last_issued(&dossier).ok_or_else(|| OpsError::Refused {
            what: format!("nothing is issued for {label} that could be taken back"),
            hint: format!("`archdeck readiness show {label}` shows where it stands."),
        })?;
        let mut issued = last.value.clone();
        issued.withdrawn = Some((self.env.today(), by, reason));
        let summary = format!("{name} took {} for {label} back", issued.verdict);
        let put = put(
            (RecordKind::Issued, issued.id),
            ("withdrawn", Some(last.digest)),
            &issued,
        );
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary,
            refs: vec![label],
            made: None,
            can_undo: true,
        })
    }
}

fn no_tier(dossier: &Dossier) -> OpsError {
    let label = &dossier.system.label;
    OpsError::Refused {
        what: format!(
            "{label} has no tier, so nobody knows who must sign and how long a verdict holds"
        ),
        hint: format!("`archdeck tier show {label}` shows what is missing for one."),
    }
}

fn last_day(tier: Tier, today: NaiveDate, overridden: Option<&Override>) -> NaiveDate {
    let usual = today.checked_add_days(Days::new(valid_days(tier)));
    let usual = usual.unwrap_or(NaiveDate::MAX);
    overridden.map_or(usual, |laxer| laxer.until.min(usual))
}

/// What makes a verdict laxer than computed, where it is; refused where it may not be.
fn overriding(
    dossier: &Dossier,
    new: &NewIssue,
    (computed, verdict, reason): (&Readiness, Verdict, Option<&str>),
) -> Result<Option<Override>, OpsError> {
    let refused = |what: String, hint: &str| OpsError::Refused {
        what,
        hint: hint.to_owned(),
    };
    let is_laxer = verdict.place() < computed.verdict.place();
    if !is_laxer && new.override_until.is_some() {
        return Err(refused(
            format!(
                "{verdict} is not laxer than the computed {}",
                computed.verdict
            ),
            "Leave the last day of an override out.",
        ));
    }
    let is_same = verdict == computed.verdict;
    let Some(reason) = reason.filter(|_| !is_same) else {
        if is_same {
            return Ok(None);
        }
        return Err(refused(
            format!(
                "{} is computed; to issue {verdict} needs a reason",
                computed.verdict
            ),
            "Say it with `--reason TEXT`.",
        ));
    };
    if !is_laxer {
        return Ok(None);
    }
    if dossier.tier_now(computed.as_of).stop == Truth::True {
        return Err(refused(
            "a stop of the rubric holds; nobody overrides it".to_owned(),
            "End the practice it forbids, then state the facts anew.",
        ));
    }
    let until = override_day(new, computed.as_of)?;
    if !is_executive(dossier, new.by) {
        return Err(refused(
            format!("only a holder of {OVERRIDES} lets a system go against what is computed"),
            "Name one with `--by NAME`.",
        ));
    }
    Ok(Some(Override {
        by: new.by,
        reason: reason.to_owned(),
        until,
    }))
}

fn override_day(new: &NewIssue, today: NaiveDate) -> Result<NaiveDate, OpsError> {
    let latest = today
        .checked_add_days(Days::new(OVERRIDE_DAYS))
        .unwrap_or(NaiveDate::MAX);
    match new.override_until {
        Some(until) if today <= until && until <= latest => Ok(until),
        Some(until) => Err(OpsError::Refused {
            what: format!(
                "an override lasts at most {OVERRIDE_DAYS} days, and {until} is not within them"
            ),
            hint: format!("Name a day from {today} to {latest}."),
        }),
        None => Err(OpsError::Refused {
            what: "a verdict laxer than computed is an override, and that needs a last day"
                .to_owned(),
            hint: format!("Name it with `--override-until DATE`, {latest} at the latest."),
        }),
    }
}

fn is_executive(dossier: &Dossier, person: RecordId) -> bool {
    let people = &dossier.people;
    [person, people.principal(person)]
        .into_iter()
        .filter_map(|id| people.get(id))
        .any(|person| {
            person
                .roles
                .iter()
                .any(|role| role.eq_ignore_ascii_case(OVERRIDES))
        })
}

/// A verdict needs the sign-offs of its tier; only to stop a system that was computed to go nobody has to agree.
fn refuse_unless_signed(
    dossier: &Dossier,
    (digest, by): (Digest, RecordId),
    (computed, verdict, today): (Verdict, Verdict, NaiveDate),
) -> Result<(), OpsError> {
    if verdict.rank() == Verdict::NoGo.rank() && verdict.rank() > computed.rank() {
        return Ok(());
    }
    let authors: BTreeSet<_> = authors(dossier, digest).into_iter().chain([by]).collect();
    let missing = signed(dossier, (digest, today), &authors).map(|(_, signed)| signed.missing);
    match missing {
        Some(missing) if missing.is_empty() => Ok(()),
        Some(missing) => Err(OpsError::Refused {
            what: format!("the sign-offs are not complete: {}", missing.join("; ")),
            hint: format!(
                "`archdeck readiness sign {} --role ROLE` signs.",
                dossier.system.label
            ),
        }),
        None => Err(no_tier(dossier)),
    }
}
