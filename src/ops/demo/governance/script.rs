//! The governance of the made-up company as `governance.toml` says it: who did what on which day, counted from the day the demo is
//! made. It knows the file and the order of the days, and nothing of how a step is done.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    domain::{
        assessment::Response,
        gate::Gate,
        pack::EvidenceKind,
        readiness::Verdict,
        register::{Level5, Treatment},
        sign_off::Decision,
        system::{PatternStatus, TriggerKind},
    },
    ops::{
        demo::{PORTFOLIO, broken},
        error::OpsError,
    },
};

/// One step: on which day, who, and what.
#[derive(Debug)]
pub(super) struct Moment {
    /// Days from the day the demo is made; before it, so below zero.
    pub(super) day: i64,
    /// Who acts.
    pub(super) by: String,
    /// What is done.
    pub(super) deed: Deed,
}

/// What is done in a step.
#[derive(Debug)]
pub(super) enum Deed {
    Person(Somebody),
    Leave(Leave),
    Pattern(Architecture),
    Approve(Approve),
    Register(Registered),
    Link(Linked),
    State(Stated),
    Enter(Entered),
    Happen(Happened),
    Tier(Tiered),
    Assess(Assessed),
    Refresh(Refreshed),
    Answer(Answered),
    Review(Reviewed),
    Look(Looked),
    Upgrade(Upgraded),
    Milestone(Taken),
    Risk(Risked),
    Close(Closed),
    Propose(Proposed),
    Decide(Decided),
    Sign(Signed),
    Issue(Issued),
    Matrix(Weighed),
    Packet(Packeted),
}

/// Says the shape of each kind of step: its table in the file, and the day and person every one of them has.
macro_rules! steps {
    ($($table:ident $name:ident $deed:ident { $($(#[$attribute:meta])* $field:ident: $kind:ty,)* })*) => {
        $(
            #[derive(Debug, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(super) struct $name {
                day: i64,
                by: String,
                $($(#[$attribute])* pub(super) $field: $kind,)*
            }
        )*

        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Script {
            $($table: Vec<$name>,)*
        }

        impl Script {
            /// Every step, kind by kind.
            fn moments(self) -> Vec<Moment> {
                let mut moments = Vec::new();
                $(moments.extend(self.$table.into_iter().map(|it| Moment {
                    day: it.day,
                    by: it.by.clone(),
                    deed: Deed::$deed(it),
                }));)*
                moments
            }
        }
    };
}

// On one day the steps are done in this order.
steps! {
    person Somebody Person {
        name: String,
        #[serde(default)]
        aliases: Vec<String>,
        #[serde(default)]
        roles: Vec<String>,
        acts_for: Option<String>,
    }
    leave Leave Leave {
        name: String,
    }
    pattern Architecture Pattern {
        name: String,
        about: String,
        version: String,
        pack: Option<String>,
        owner: String,
        #[serde(default)]
        decisions: Vec<String>,
    }
    approve Approve Approve {
        pattern: String,
        status: PatternStatus,
    }
    system Registered Register {
        name: String,
        about: String,
        owner: Option<String>,
        deputy: Option<String>,
        team: String,
        facts: BTreeMap<String, String>,
    }
    link Linked Link {
        system: String,
        #[serde(default)]
        decisions: Vec<String>,
        #[serde(default)]
        patterns: Vec<String>,
    }
    fact Stated State {
        system: String,
        facts: BTreeMap<String, String>,
    }
    stage Entered Enter {
        system: String,
        stage: String,
        note: Option<String>,
    }
    event Happened Happen {
        system: String,
        kind: TriggerKind,
        note: String,
    }
    tier Tiered Tier {
        system: String,
        usually: u8,
        #[serde(default)]
        scores: BTreeMap<String, u8>,
        #[serde(default)]
        notes: BTreeMap<String, String>,
        #[serde(default)]
        missing: Vec<String>,
        cap: Option<Cap>,
        signed_by: Option<String>,
        #[serde(default)]
        open: bool,
    }
    assess Assessed Assess {
        system: String,
        pack: String,
        decision: Option<String>,
        earlier: Option<Earlier>,
        until: Option<String>,
        #[serde(default)]
        items: Vec<Spoken>,
    }
    refresh Refreshed Refresh {
        system: String,
        #[serde(default)]
        except: Vec<String>,
    }
    answer Answered Answer {
        system: String,
        pack: String,
        item: Spoken,
    }
    review Reviewed Review {
        system: String,
        pack: String,
        item: String,
        says: Says,
    }
    look Looked Look {
        system: String,
    }
    upgrade Upgraded Upgrade {
        system: String,
        pack: String,
    }
    milestone Taken Milestone {
        system: String,
        pack: String,
        title: String,
    }
    risk Risked Risk {
        key: String,
        system: String,
        title: String,
        about: Option<String>,
        inherent: [u8; 2],
        current: [u8; 2],
        residual: [u8; 2],
        #[serde(default)]
        controls: Vec<String>,
        treatment: Treatment,
        owner: String,
        review: i64,
    }
    close Closed Close {
        risk: String,
        reason: String,
    }
    waiver Proposed Propose {
        key: String,
        system: String,
        of: Of,
        reason: String,
        risk: String,
        #[serde(default)]
        controls: Vec<String>,
        action: String,
        from: Option<i64>,
        until: i64,
        extends: Option<String>,
    }
    decide Decided Decide {
        waiver: String,
        how: How,
        reason: Option<String>,
    }
    sign Signed Sign {
        system: String,
        roles: BTreeMap<String, String>,
        #[serde(default = "approves")]
        decision: Decision,
        comment: Option<String>,
    }
    issue Issued Issue {
        system: String,
        verdict: Option<Verdict>,
        reason: Option<String>,
        until: Option<i64>,
    }
    matrix Weighed Matrix {
        title: String,
        decision: Option<String>,
        system: Option<String>,
        scale: u8,
        criteria: Vec<(String, u32)>,
        options: Vec<Choice>,
        #[serde(default)]
        written: bool,
    }
    packet Packeted Packet {
        system: String,
        title: String,
        ask: String,
        recommendation: Option<String>,
        #[serde(default)]
        frozen: bool,
    }
}

const fn approves() -> Decision {
    Decision::Approve
}

/// A cap and who signs for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cap {
    pub(super) id: String,
    pub(super) by: String,
}

/// The version of a pack before the one of the library, and the items that meant something else then.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Earlier {
    pub(super) version: String,
    pub(super) reworded: Vec<String>,
}

/// What is said of one item, where it is not what is usual.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spoken {
    pub(super) id: String,
    /// The answer; `None`: met.
    pub(super) answer: Option<Response>,
    /// The measured value, in the unit of the item.
    pub(super) value: Option<String>,
    pub(super) note: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) due: Option<i64>,
    pub(super) planned: Option<i64>,
    #[serde(default)]
    pub(super) proof: Proof,
    /// The day the evidence was collected; `None`: a few days before.
    pub(super) collected: Option<i64>,
    /// The last day the evidence holds.
    pub(super) expires: Option<i64>,
    /// What the evidence is; `None`: as the item asks for.
    pub(super) kind: Option<EvidenceKind>,
    /// Where the evidence is; `None`: an address made up.
    pub(super) locator: Option<String>,
}

/// What proves an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Proof {
    /// A piece of evidence, where the item asks for one.
    #[default]
    Usual,
    /// Nothing: it is only claimed.
    None,
    /// A file that is gone afterwards.
    Lost,
    /// A file that is gone afterwards, and whose bytes the store keeps.
    Kept,
}

/// What a reviewer or the team says to an answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Says {
    Verify,
    Concur,
    Confirm,
    Dispute { response: Response, reason: String },
    Reply(String),
}

/// What a waiver lets stand.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Of {
    Item(String),
    Gate(Gate),
    Standard(String),
    Risk(String),
}

/// What becomes of a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum How {
    Grant,
    Reject,
    Revoke,
    Resolve,
}

/// An option of a matrix with its scores in the order of the criteria; fewer: the rest is not scored.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) scores: Vec<u8>,
    pub(super) note: Option<String>,
}

/// A level as the file writes it: likelihood, then impact.
pub(super) const fn level([likelihood, impact]: [u8; 2]) -> Level5 {
    Level5 { likelihood, impact }
}

/// Every step in the order in which it was done.
pub(super) fn moments() -> Result<Vec<Moment>, OpsError> {
    let text = PORTFOLIO
        .get_file("governance.toml")
        .and_then(|file| file.contents_utf8())
        .ok_or_else(|| broken("governance.toml is not there"))?;
    let script: Script = toml::from_str(text).map_err(|wrong| broken(&wrong.to_string()))?;
    let mut moments = script.moments();
    moments.sort_by_key(|moment| moment.day);
    Ok(moments)
}
