//! Links between decisions, stated on both sides at once. A supersession is the exception: the older text says so only once the
//! newer decision is accepted, see `docs/adr/0008`.

mod circle;

use crate::{
    dialect::edit::FactChange,
    domain::{ids::RecordId, life_cycle, link::LinkKind, status::Status},
    ops::{
        change::{Done, LinkChange},
        error::OpsError,
        rewriting::{Rewriting, Told, reason},
        workbench::Workbench,
    },
};

/// A link told from the side that says it of the other: `supersedes`, never `superseded by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Statement {
    from: RecordId,
    kind: LinkKind,
    /// What the other side says of this one.
    inverse: LinkKind,
    to: RecordId,
}

impl Workbench {
    pub(crate) fn link(&mut self, link: &LinkChange) -> Result<Done, OpsError> {
        let told = Told {
            verb: if link.stated {
                "adr.linked"
            } else {
                "adr.unlinked"
            }
            .to_owned(),
            reason: reason(link.reason.as_deref())?,
        };
        let mut rewriting = Rewriting::of(self)?;
        let summary = rewriting.relate(link, &told)?;
        let rewritten = rewriting.finish();
        self.save_rewritten(rewritten, summary)
    }
}

impl Statement {
    fn of(link: &LinkChange) -> Result<Self, OpsError> {
        let Some(inverse) = link.kind.inverse() else {
            return Err(OpsError::Refused {
                what: "a mention is no link of its own".to_owned(),
                hint: "Write it into the text, or say what the one is to the other: `--as relates-to`."
                    .to_owned(),
            });
        };
        let (from, kind, inverse, to) = if is_told_from_here(link.kind) {
            (link.from, link.kind, inverse, link.to)
        } else {
            (link.to, inverse, link.kind, link.from)
        };
        Ok(Self {
            from,
            kind,
            inverse,
            to,
        })
    }
}

/// Whether a kind is told from the side that acts; the others are the same links seen from their targets.
const fn is_told_from_here(kind: LinkKind) -> bool {
    !matches!(
        kind,
        LinkKind::SupersededBy
            | LinkKind::AmendedBy
            | LinkKind::ExtendedBy
            | LinkKind::RefinedBy
            | LinkKind::ClarifiedBy
            | LinkKind::RequiredBy
            | LinkKind::EnabledBy
            | LinkKind::Succeeds
    )
}

impl Rewriting<'_> {
    /// States a link or takes it away, on both sides; says what came of it.
    pub(crate) fn relate(&mut self, link: &LinkChange, told: &Told) -> Result<String, OpsError> {
        let statement = Statement::of(link)?;
        self.refuse_pair(&statement)?;
        match (link.stated, statement.kind) {
            (true, LinkKind::Supersedes) => self.state_supersession(&statement, told),
            (true, _) => self.state(&statement, told),
            (false, _) => self.unstate(&statement, told),
        }
    }

    /// Whether the text of a record says this of another one, wholly.
    pub(crate) fn states(
        &self,
        record: RecordId,
        kind: LinkKind,
        other: RecordId,
    ) -> Result<bool, OpsError> {
        let links = self.bench.store.links_from(record)?;
        Ok(links
            .iter()
            .any(|link| link.kind == Some(kind) && link.other == Some(other) && !link.partial))
    }

    /// Refuses two records between which no link can stand.
    fn refuse_pair(&mut self, link: &Statement) -> Result<(), OpsError> {
        let (from, to) = (self.called(link.from)?, self.called(link.to)?);
        if link.from == link.to {
            return Err(OpsError::Refused {
                what: format!("{from} cannot be linked to itself"),
                hint: "Name another decision.".to_owned(),
            });
        }
        let log = self.adr(link.from)?.log;
        if self.adr(link.to)?.log != log {
            return Err(OpsError::Refused {
                what: format!("{from} and {to} lie in different logs"),
                hint: "A link is read inside its log, where the number of another log would mean a record of this one; \
                       write the address of the other decision into the text, or comment on it."
                    .to_owned(),
            });
        }
        Ok(())
    }

    /// States a link on both sides, where they do not state it yet.
    fn state(&mut self, link: &Statement, told: &Told) -> Result<String, OpsError> {
        let before = [
            self.say((link.from, link.kind, link.to), told)?,
            self.say((link.to, link.inverse, link.from), told)?,
        ];
        let said = self.sentence(link)?;
        if before == [true, true] {
            return Ok(format!("it already says so: {said}"));
        }
        Ok(said)
    }

    /// Writes one side of a link; says whether it stood there before.
    fn say(
        &mut self,
        (record, kind, other): (RecordId, LinkKind, RecordId),
        told: &Told,
    ) -> Result<bool, OpsError> {
        if self.states(record, kind, other)? {
            return Ok(true);
        }
        let fact = FactChange::Link(kind, self.target(other)?);
        self.write(record, &[fact], told)?;
        Ok(false)
    }

    /// States that one decision takes the place of another: on both sides when the newer one is accepted, else in its own
    /// text only, until it is.
    fn state_supersession(&mut self, link: &Statement, told: &Told) -> Result<String, OpsError> {
        let (newer, older) = (link.from, link.to);
        if self.is_superseded_by_another(link)? || self.cannot_take_its_place(link)? {
            return Err(self.no_supersession(link)?);
        }
        self.refuse_circle(link)?;
        if self.adr(older)?.facts.status == Status::Superseded {
            return self.state(link, told);
        }
        let said = self.sentence(link)?;
        let was_said = self.say((newer, link.kind, older), told)?;
        if self.adr(newer)?.facts.status == Status::Accepted {
            self.supersede(older, newer, told.reason.clone())?;
            return Ok(format!("{said}, which is superseded now"));
        }
        let word = if was_said { "it already says so: " } else { "" };
        Ok(format!("{word}{said} once it is accepted"))
    }

    /// Whether the older decision has gone already, and not to this successor.
    fn is_superseded_by_another(&mut self, link: &Statement) -> Result<bool, OpsError> {
        if self.adr(link.to)?.facts.status != Status::Superseded {
            return Ok(false);
        }
        let successors = self.successors(link.to)?;
        Ok(!successors.is_empty() && !successors.contains(&link.from))
    }

    /// Whether the newer decision is past it, or the older one was never in force.
    fn cannot_take_its_place(&mut self, link: &Statement) -> Result<bool, OpsError> {
        let newer = self.adr(link.from)?.facts.status;
        let older = self.adr(link.to)?.facts.status;
        let was_never_in_force = matches!(newer, Status::Rejected | Status::Withdrawn);
        Ok(match older {
            // What is superseded already may still be told by whom: its successor may be gone by now.
            Status::Superseded => was_never_in_force || newer.text_is_open(),
            older => {
                !life_cycle::may_be_superseded(older)
                    || !(newer.text_is_open() || newer == Status::Accepted)
            }
        })
    }

    /// The decisions a text names as its successors.
    fn successors(&self, older: RecordId) -> Result<Vec<RecordId>, OpsError> {
        let links = self.bench.store.links_from(older)?;
        Ok(links
            .iter()
            .filter(|link| link.kind == Some(LinkKind::SupersededBy) && !link.partial)
            .filter_map(|link| link.other)
            .collect())
    }

    /// Why one decision does not take the place of another.
    fn no_supersession(&mut self, link: &Statement) -> Result<OpsError, OpsError> {
        let (newer, older) = (self.called(link.from)?, self.called(link.to)?);
        let (status, old_status) = (
            self.adr(link.from)?.facts.status,
            self.adr(link.to)?.facts.status,
        );
        let (what, hint) = if self.is_superseded_by_another(link)? {
            let by = match self.successors(link.to)?.first() {
                Some(first) => self.called(*first)?,
                None => "another decision".to_owned(),
            };
            let hint = format!("What takes the place of {by} supersedes that one.");
            (format!("{older} is superseded by {by} already"), hint)
        } else if !life_cycle::may_be_superseded(old_status) && old_status != Status::Superseded {
            (
                format!("{older} is {old_status}; only a decision in force is superseded"),
                format!("`archdeck adr status {older}` shows which steps it can take."),
            )
        } else {
            (
                format!("{newer} is {status}; it takes the place of nothing"),
                "Name a decision that is accepted or may still be.".to_owned(),
            )
        };
        Ok(OpsError::Refused { what, hint })
    }

    /// Takes a link away on both sides, as far as they state it.
    fn unstate(&mut self, link: &Statement, told: &Told) -> Result<String, OpsError> {
        if link.kind == LinkKind::Supersedes {
            self.refuse_effective(link)?;
        }
        let sides = [
            (link.from, link.kind, link.to),
            (link.to, link.inverse, link.from),
        ];
        let mut is_said = false;
        for (record, kind, other) in sides {
            if self.mentions(record, kind, other)? {
                is_said = true;
                let fact = FactChange::Unlink(kind, self.target(other)?);
                self.write(record, &[fact], told)?;
            }
        }
        let said = self.sentence(link)?;
        Ok(if is_said {
            format!("no longer says: {said}")
        } else {
            format!("nothing says: {said}")
        })
    }

    /// Whether the text of a record says this of another one, be it of a part only.
    pub(crate) fn mentions(
        &self,
        record: RecordId,
        kind: LinkKind,
        other: RecordId,
    ) -> Result<bool, OpsError> {
        let links = self.bench.store.links_from(record)?;
        Ok(links
            .iter()
            .any(|link| link.kind == Some(kind) && link.other == Some(other)))
    }

    /// Nothing leads on from superseded but undo, so its successor stays named.
    fn refuse_effective(&mut self, link: &Statement) -> Result<(), OpsError> {
        let successors = self.successors(link.to)?;
        let is_the_one = successors.is_empty() || successors == [link.from];
        let is_effective = self.adr(link.to)?.facts.status == Status::Superseded;
        if !is_effective || !is_the_one || !self.is_said(link)? {
            return Ok(());
        }
        let (newer, older) = (self.called(link.from)?, self.called(link.to)?);
        Err(OpsError::Refused {
            what: format!(
                "{older} is superseded by {newer}; without that link nothing would stand in its place"
            ),
            hint: "`archdeck undo` takes back a step taken by mistake.".to_owned(),
        })
    }

    /// Whether either side states a link.
    fn is_said(&self, link: &Statement) -> Result<bool, OpsError> {
        Ok(self.states(link.from, link.kind, link.to)?
            || self.states(link.to, link.inverse, link.from)?)
    }

    /// `payments/12 Serve fraud scores depends on payments/3 Keep features`.
    fn sentence(&mut self, link: &Statement) -> Result<String, OpsError> {
        let (from, to) = (self.named(link.from)?, self.named(link.to)?);
        Ok(format!("{from} {} {to}", link.kind.phrase()))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_link_may_be_told_from_either_side() {
        let (one, other) = (RecordId(Uuid::from_u128(1)), RecordId(Uuid::from_u128(2)));
        let change = |from, kind, to| LinkChange {
            from,
            kind,
            to,
            stated: true,
            reason: None,
        };
        for kind in LinkKind::ALL {
            let Some(inverse) = kind.inverse() else {
                assert!(Statement::of(&change(one, kind, other)).is_err());
                continue;
            };
            let told = Statement::of(&change(one, kind, other)).unwrap();
            assert_eq!(told.kind.inverse(), Some(told.inverse));
            assert!(is_told_from_here(told.kind), "{kind:?}");
            if kind != inverse {
                assert_eq!(told, Statement::of(&change(other, inverse, one)).unwrap());
            }
        }
    }
}
