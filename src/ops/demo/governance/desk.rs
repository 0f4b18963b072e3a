//! Risks, waivers, sign-offs, verdicts, matrices and packets: what is put before others, and what they said.

use super::{
    Play, called,
    script::{
        Choice, Closed, Decided, How, Issued, Of, Packeted, Proposed, Risked, Signed, Weighed,
        level,
    },
};
use crate::{
    domain::{
        ids::RecordId,
        matrix::{Criterion, MatrixOption},
        waiver::{Control, Scope},
    },
    ops::{
        change::{Change, PacketRequest},
        error::OpsError,
        matrices::{MatrixChange, MatrixFacts},
        readiness::{NewIssue, ReadinessChange},
        risks::{RiskChange, RiskFacts},
        waivers::{NewWaiver, WaiverChange},
    },
};

impl Play<'_> {
    pub(super) fn risk(&mut self, it: Risked) -> Result<(), OpsError> {
        let system = self.system_called(&it.system)?;
        let facts = RiskFacts {
            review_by: Some(self.day(it.review)),
            title: it.title,
            about: it.about,
            inherent: level(it.inherent),
            current: level(it.current),
            residual: level(it.residual),
            controls: it.controls,
            treatment: it.treatment,
            owner: Some(it.owner),
        };
        let id = self.made(Change::Risk(RiskChange::Add { system, facts }))?;
        self.known.risks.insert(it.key, id);
        Ok(())
    }

    pub(super) fn close(&mut self, it: Closed) -> Result<(), OpsError> {
        let risk = called(&self.known.risks, ("risk", &it.risk))?;
        let reason = it.reason;
        self.apply(Change::Risk(RiskChange::Close { risk, reason }))?;
        Ok(())
    }

    pub(super) fn propose(&mut self, it: Proposed) -> Result<(), OpsError> {
        let controls = it.controls.into_iter().map(|text| Control {
            text,
            evidence: Vec::new(),
        });
        let extends = it.extends.as_deref();
        let new = NewWaiver {
            system: self.system_called(&it.system)?,
            scope: self.scope(it.of)?,
            controls: controls.collect(),
            requester: self.acting()?,
            effective_from: it.from.map(|day| self.day(day)),
            expires_on: self.day(it.until),
            extends: extends.map(|key| self.waiver_called(key)).transpose()?,
            reason: it.reason,
            risk: it.risk,
            action: it.action,
        };
        let id = self.made(Change::Waiver(WaiverChange::Propose(new)))?;
        self.known.waivers.insert(it.key, id);
        Ok(())
    }

    fn scope(&self, of: Of) -> Result<Scope, OpsError> {
        Ok(match of {
            Of::Item(item) => Scope::Item { item, rev: 0 },
            Of::Gate(gate) => Scope::Gate { gate },
            Of::Standard(standard) => Scope::Standard { standard },
            Of::Risk(key) => Scope::Risk {
                risk: called(&self.known.risks, ("risk", &key))?,
            },
        })
    }

    fn waiver_called(&self, key: &str) -> Result<RecordId, OpsError> {
        called(&self.known.waivers, ("waiver", key))
    }

    pub(super) fn decide(&mut self, it: Decided) -> Result<(), OpsError> {
        let (waiver, by) = (self.waiver_called(&it.waiver)?, self.acting()?);
        let decided = |granted, reason| WaiverChange::Decide {
            waiver,
            granted,
            by,
            reason,
        };
        let change = match it.how {
            How::Grant => decided(true, it.reason),
            How::Reject => decided(false, it.reason),
            How::Revoke => WaiverChange::Revoke {
                waiver,
                by,
                reason: it.reason.unwrap_or_default(),
            },
            How::Resolve => WaiverChange::Resolve { waiver, by },
        };
        self.apply(Change::Waiver(change))?;
        Ok(())
    }

    /// Everybody who is named signs in their role.
    pub(super) fn sign(&mut self, it: &Signed) -> Result<(), OpsError> {
        let system = self.system_called(&it.system)?;
        for (role, name) in &it.roles {
            name.clone_into(&mut self.bench.env.actor);
            let person = self.person_called(name)?;
            self.apply(Change::Readiness(ReadinessChange::Sign {
                system,
                role: role.clone(),
                person,
                decision: it.decision,
                comment: it.comment.clone(),
                seen: None,
            }))?;
        }
        Ok(())
    }

    pub(super) fn issue(&mut self, it: Issued) -> Result<(), OpsError> {
        let new = NewIssue {
            system: self.system_called(&it.system)?,
            by: self.acting()?,
            verdict: it.verdict,
            reason: it.reason,
            override_until: it.until.map(|day| self.day(day)),
            seen: None,
        };
        self.apply(Change::Readiness(ReadinessChange::Issue(new)))?;
        Ok(())
    }

    pub(super) fn matrix(&mut self, it: Weighed) -> Result<(), OpsError> {
        let decision = it.decision.as_deref();
        let decision = decision.map(|path| self.decision_at(path)).transpose()?;
        let system = it.system.as_deref();
        let criteria = it.criteria.into_iter();
        let criteria: Vec<_> = criteria
            .map(|(name, weight)| Criterion { name, weight })
            .collect();
        let options = it
            .options
            .into_iter()
            .map(|choice| option(choice, &criteria));
        let facts = MatrixFacts {
            title: it.title,
            decision,
            system: system.map(|name| self.system_called(name)).transpose()?,
            scale_max: it.scale,
            options: options.collect(),
            criteria,
        };
        let matrix = self.made(Change::Matrix(MatrixChange::New(facts)))?;
        if let Some(decision) = decision.filter(|_| it.written) {
            self.apply(Change::Matrix(MatrixChange::Write { matrix, decision }))?;
        }
        Ok(())
    }

    pub(super) fn packet(&mut self, it: Packeted) -> Result<(), OpsError> {
        let request = PacketRequest {
            system: Some(self.system_called(&it.system)?),
            title: it.title,
            ask: Some(it.ask),
            recommendation: it.recommendation,
            decisions: Vec::new(),
            as_of: None,
            previous: None,
        };
        let packet = self.made(Change::BuildPacket(request))?;
        if it.frozen {
            self.apply(Change::FreezePacket { packet })?;
        }
        Ok(())
    }
}

fn option(choice: Choice, criteria: &[Criterion]) -> MatrixOption {
    let names = criteria.iter().map(|criterion| criterion.name.clone());
    MatrixOption {
        name: choice.name,
        scores: names.zip(choice.scores).collect(),
        note: choice.note,
    }
}
