//! Signing: a person's word on the verdict as it is, in a role the person holds. It is bound to the digest of what was looked
//! at, and changes nothing but itself.

use crate::{
    domain::{
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        sign_off::{Decision, SignOff, holds_role},
        text::counted,
    },
    ops::{
        change::Done,
        dossier::Dossier,
        error::OpsError,
        putting::put,
        readiness::{board::sign_offs, digest::InputDigests, looked_at_before},
        rewriting::line,
        workbench::Workbench,
    },
};

/// A sign-off to be given.
pub(super) struct NewSignOff<'a> {
    pub(super) system: RecordId,
    pub(super) role: &'a str,
    pub(super) person: RecordId,
    pub(super) decision: Decision,
    pub(super) comment: Option<&'a str>,
    pub(super) seen: Option<Digest>,
}

impl Workbench {
    pub(super) fn sign(&mut self, new: &NewSignOff<'_>) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let dossier = self.dossier(new.system)?;
        let today = self.env.today();
        let digest = InputDigests::of(&dossier, today).digest();
        if new.seen.is_some_and(|seen| seen != digest) {
            return Err(looked_at_before(&dossier.system.label));
        }
        let name = present(&dossier, new.person)?.to_owned();
        let role = new.role.trim().to_lowercase();
        refuse_unless_held(&dossier, (new.person, &name), &role)?;
        let comment = new.comment.map(|text| line("comment", text)).transpose()?;
        let sign_off = SignOff {
            id: self.env.record_id(),
            system: new.system,
            decision: decision(new.decision, comment.as_deref())?,
            role,
            person: new.person,
            comment,
            digest,
            on: today,
        };
        if sign_off.decision == Decision::Withdrawn {
            refuse_unless_given(&dossier, &sign_off, &name)?;
        }
        let put = put(
            (RecordKind::SignOff, sign_off.id),
            ("given", None),
            &sign_off,
        );
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        let still = sign_offs(&self.dossier(new.system)?, (digest, today)).missing;
        let left = match still.len() as u64 {
            0 => "all that are needed have signed".to_owned(),
            left => counted(left, "sign-off is missing", "sign-offs are missing"),
        };
        Ok(Done {
            group: Some(group),
            summary: format!(
                "{name} signed as {} for {}: {}; {left}",
                sign_off.role, dossier.system.label, sign_off.decision
            ),
            refs: vec![dossier.system.label],
            made: Some(sign_off.id),
            can_undo: true,
        })
    }
}

/// The name of a person who is there and has not left.
pub(super) fn present(dossier: &Dossier, person: RecordId) -> Result<&str, OpsError> {
    let person = dossier
        .people
        .get(person)
        .ok_or_else(|| OpsError::NotFound {
            what: "the person is not in the store any more".to_owned(),
            hint: "`archdeck person list` shows everybody.".to_owned(),
        })?;
    if person.has_left {
        return Err(OpsError::Refused {
            what: format!("{} has left and signs nothing any more", person.name),
            hint: "Somebody else who holds the role may sign.".to_owned(),
        });
    }
    Ok(&person.name)
}

fn refuse_unless_held(
    dossier: &Dossier,
    (person, name): (RecordId, &str),
    role: &str,
) -> Result<(), OpsError> {
    if holds_role(&dossier.people, &dossier.system, (person, role)) {
        return Ok(());
    }
    let hint = if role == "owner" {
        format!(
            "The owner of {} signs, the deputy, or who acts for one of them.",
            dossier.system.label
        )
    } else {
        format!("`archdeck person edit \"{name}\" --role {role}` gives it, if it is so.")
    };
    Err(OpsError::Refused {
        what: format!("{name} does not speak for {role}"),
        hint,
    })
}

/// A yes with a comment says so; a no and a yes with a comment need one.
fn decision(given: Decision, comment: Option<&str>) -> Result<Decision, OpsError> {
    match (given, comment) {
        (Decision::Approve, Some(_)) => Ok(Decision::ApproveWithComment),
        (Decision::ApproveWithComment | Decision::Decline, None) => Err(OpsError::Refused {
            what: format!("`{given}` needs to say something"),
            hint: "Add it with `--comment TEXT`.".to_owned(),
        }),
        _ => Ok(given),
    }
}

fn refuse_unless_given(dossier: &Dossier, sign_off: &SignOff, name: &str) -> Result<(), OpsError> {
    let mut given = dossier.sign_offs.iter().rev().map(|kept| &kept.value);
    let is_mine = |before: &&SignOff| {
        before.role == sign_off.role && dossier.people.are_one(before.person, sign_off.person)
    };
    let last = given.find(is_mine);
    if last.is_some_and(|before| before.decision != Decision::Withdrawn) {
        return Ok(());
    }
    Err(OpsError::Refused {
        what: format!(
            "{name} did not sign as {}; there is nothing to withdraw",
            sign_off.role
        ),
        hint: format!(
            "`archdeck readiness show {}` lists the sign-offs.",
            dossier.system.label
        ),
    })
}
