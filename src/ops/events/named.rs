//! How a record is called at the time of an event: a decision by its log, an answer by its system and item, a sign-off by its
//! role, a tier by its letter. It must not know what was done.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    domain::{
        adr::Adr,
        assessment::{Answer, Assessment, Milestone, Review},
        comment::Comment,
        event::RecordKind,
        ids::RecordId,
        person::People,
        register::Risk,
        sign_off::{Issued, SignOff},
        status::Status,
        system::System,
        tiering::Tiering,
        waiver::{Scope, Waiver},
    },
    ops::{error::OpsError, reference::LogNames, workbench::Workbench},
};

/// How a record is called.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) status: Option<Status>,
    /// The record it is looked at in: of an answer its assessment, of what else is governed its system.
    pub(crate) within: Option<RecordId>,
}

impl Named {
    fn of(reference: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            reference: reference.into(),
            title: title.into(),
            ..Self::default()
        }
    }

    fn within(mut self, record: RecordId) -> Self {
        self.within = Some(record);
        self
    }
}

/// Gives records their names; what many of them need is read once.
pub(crate) struct Naming<'a> {
    bench: &'a Workbench,
    logs: LogNames,
    systems: HashMap<RecordId, String>,
    people: Option<People>,
}

impl<'a> Naming<'a> {
    pub(crate) fn of(bench: &'a Workbench) -> Result<Self, OpsError> {
        Ok(Self {
            bench,
            logs: bench.log_names()?,
            systems: HashMap::new(),
            people: None,
        })
    }

    /// A value that a later version wrote in another shape leaves its record without a name, not unread.
    pub(crate) fn named(&mut self, kind: RecordKind, value: &Value) -> Named {
        match kind {
            RecordKind::Log | RecordKind::Person => Named::of(told(value, "name"), ""),
            RecordKind::Document => Named::of(told(value, "path"), ""),
            RecordKind::Packet | RecordKind::Matrix => {
                Named::of(told(value, "label"), told(value, "title"))
            }
            RecordKind::System => named_by(value, &mut |system| of_system(&system)),
            RecordKind::Pattern => Named::of(told(value, "label"), told(value, "name")),
            RecordKind::Pack => Named::of(told(value, "pack"), told(value, "version")),
            RecordKind::Comment => named_by(value, &mut |comment| self.of_comment(comment)),
            RecordKind::Adr => named_by(value, &mut |adr| self.of_adr(adr)),
            RecordKind::Assessment => named_by(value, &mut |it| self.of_assessment(&it)),
            RecordKind::Answer => named_by(value, &mut |answer| self.of_answer(&answer)),
            RecordKind::Milestone => named_by(value, &mut |it| self.of_milestone(&it)),
            RecordKind::Tiering => named_by(value, &mut |tiering| self.of_tiering(&tiering)),
            RecordKind::Waiver => named_by(value, &mut |waiver| self.of_waiver(&waiver)),
            RecordKind::Risk => named_by(value, &mut |risk| self.of_risk(risk)),
            RecordKind::SignOff => named_by(value, &mut |it| self.of_sign_off(&it)),
            RecordKind::Issued => named_by(value, &mut |issued| self.of_issued(&issued)),
        }
    }

    fn of_adr(&self, adr: Adr) -> Named {
        Named {
            status: Some(adr.facts.status),
            ..Named::of(self.logs.printed(adr.log, &adr.label()), adr.facts.title)
        }
    }

    /// A comment is called by the decision it is about, and tells what was said.
    fn of_comment(&self, comment: Comment) -> Named {
        Named::of(
            self.bench.called(comment.record).unwrap_or_default(),
            comment.text,
        )
    }

    fn of_assessment(&mut self, it: &Assessment) -> Named {
        let pack = format!("{} {}", it.pack.id, it.pack.version);
        let title = format!("{} {pack}", self.system(it.system));
        Named::of(it.label.as_str(), title).within(it.system)
    }

    fn of_answer(&mut self, answer: &Answer) -> Named {
        let reference = format!("{} {}", self.system(answer.system), answer.item);
        let response = answer.response.word();
        let title = match &answer.review {
            Review::Disputed {
                response: other,
                by,
                ..
            } => {
                format!("{response}, {by} says {}", other.word())
            }
            Review::None | Review::Verified { .. } => response.to_owned(),
        };
        Named::of(reference.trim(), title).within(answer.assessment)
    }

    fn of_milestone(&mut self, it: &Milestone) -> Named {
        let title = format!("{} {}: {}", it.pack.id, it.pack.version, it.title);
        Named::of(self.system(it.system), title).within(it.assessment)
    }

    fn of_tiering(&mut self, tiering: &Tiering) -> Named {
        let title = match &tiering.recorded {
            Some(recorded) if recorded.run.provisional => {
                format!("{} (provisional)", recorded.run.tier)
            }
            Some(recorded) => recorded.run.tier.to_string(),
            None => format!("by {} {}", tiering.rubric.id, tiering.rubric.version),
        };
        Named::of(self.system(tiering.system), title).within(tiering.system)
    }

    fn of_waiver(&mut self, waiver: &Waiver) -> Named {
        let what = match &waiver.scope {
            Scope::Item { item, .. } => item.clone(),
            Scope::Gate { gate } => gate.to_string(),
            Scope::Standard { standard } => standard.clone(),
            Scope::Risk { .. } => "acceptance of a risk".to_owned(),
        };
        let until = waiver.expires_on;
        let title = format!("{} {what} until {until}", self.system(waiver.system));
        Named::of(waiver.label.as_str(), title).within(waiver.system)
    }

    fn of_risk(&mut self, risk: Risk) -> Named {
        let title = format!("{} {}", self.system(risk.system), risk.title);
        Named::of(risk.label, title).within(risk.system)
    }

    fn of_sign_off(&mut self, it: &SignOff) -> Named {
        let who = self.person(it.person);
        let who = who.map_or(String::new(), |name| format!(" by {name}"));
        let title = format!("as {}{who}: {}", it.role, it.decision);
        Named::of(self.system(it.system), title).within(it.system)
    }

    fn of_issued(&mut self, issued: &Issued) -> Named {
        let title = format!("{} until {}", issued.verdict, issued.valid_until);
        Named::of(self.system(issued.system), title).within(issued.system)
    }

    /// The label of a system; empty where it is gone.
    fn system(&mut self, id: RecordId) -> String {
        if let Some(known) = self.systems.get(&id) {
            return known.clone();
        }
        let current = self.bench.store.current(id).ok().flatten();
        let label = current.map_or_else(String::new, |current| told(&current.value, "label"));
        self.systems.insert(id, label.clone());
        label
    }

    fn person(&mut self, id: RecordId) -> Option<String> {
        if self.people.is_none() {
            self.people = self.bench.people().ok();
        }
        self.people.as_ref()?.name(id).map(str::to_owned)
    }
}

fn of_system(system: &System) -> Named {
    let closed = system.closed_on.map_or("", |_| ", closed");
    let stage = system
        .stage()
        .map_or(String::new(), |stage| format!(" in {stage}"));
    Named::of(
        system.label.as_str(),
        format!("{}{stage}{closed}", system.name),
    )
}

fn told(value: &Value, key: &str) -> String {
    let text = value.get(key).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn named_by<T: DeserializeOwned>(value: &Value, name: &mut dyn FnMut(T) -> Named) -> Named {
    T::deserialize(value).map(name).unwrap_or_default()
}
