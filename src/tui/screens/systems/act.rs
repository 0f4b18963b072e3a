//! What is done with systems, wherever one is chosen: forms, menus and the changes they ask for. It must not know which screen
//! asks.

use std::fmt::Write as _;

use std::path::PathBuf;

use super::forms;
use crate::{
    domain::{ids::RecordId, system::PatternStatus, text::counted},
    ops::{
        change::Change,
        query::Query,
        systems::{InventoryPlan, SystemChange, SystemChoices, SystemView, UnknownPeople},
        view::View,
    },
    tui::{
        action::Action,
        effect::{Answer, Problem, Slot},
        screen::{Availability, Context, Filled, Form, Menu, Outcome, Question as YesOrNo},
        screens::{
            packets::{act::make, build},
            question::Question,
        },
    },
};

const CLOSE: &str = "system.close";
const IMPORT: &str = "system.import";
const PACKET: &str = "system.packet";
const LINK: &str = "decision";
const UNLINK: &str = "decision-off:";
const BIND: &str = "pattern-on:";
const UNBIND: &str = "pattern-off:";

/// The most refused rows that are told in a question.
const ROWS_TOLD: usize = 2;

/// What is under way: the system a form or a menu is about as it was seen then, and the inventory that was read.
pub(in crate::tui::screens) struct Working {
    about: Option<Box<SystemView>>,
    choices: SystemChoices,
    reading: Question,
    plan: Option<InventoryPlan>,
}

/// Whether an action is one that is done with the chosen system.
pub(in crate::tui::screens) const fn is_work(action: Action) -> bool {
    matches!(
        action,
        Action::EditSystem
            | Action::EnterStage
            | Action::LinkDecision
            | Action::BindPattern
            | Action::CloseSystem
            | Action::SystemPacket
    )
}

/// Whether it can be done with a system, by the day it was closed.
pub(in crate::tui::screens) fn availability(
    action: Action,
    closed_on: Option<chrono::NaiveDate>,
) -> Availability {
    match closed_on.filter(|_| action != Action::SystemPacket) {
        None => Availability::Ready,
        Some(day) => Availability::Disabled(format!("it was closed on {day}; it stays as it was")),
    }
}

impl Working {
    pub(in crate::tui::screens) fn new() -> Self {
        Self {
            about: None,
            choices: SystemChoices::default(),
            reading: Question::of(Slot::Inventory),
            plan: None,
        }
    }

    /// Asks what a new system is.
    pub(in crate::tui::screens) fn register(&mut self, choices: &SystemChoices) -> Vec<Outcome> {
        self.choices = choices.clone();
        vec![Outcome::Form(forms::register(choices))]
    }

    /// Asks for an inventory.
    pub(in crate::tui::screens) fn import() -> Vec<Outcome> {
        vec![Outcome::Form(forms::inventory())]
    }

    /// Begins what is to be done with a system.
    pub(in crate::tui::screens) fn begin(
        &mut self,
        action: Action,
        view: &SystemView,
    ) -> Vec<Outcome> {
        self.about = Some(Box::new(view.clone()));
        match action {
            Action::EditSystem => vec![Outcome::Form(forms::edit(view))],
            Action::EnterStage => vec![Outcome::Form(forms::stages(view))],
            Action::LinkDecision if view.decisions.is_empty() => {
                vec![Outcome::Form(forms::decision(view))]
            }
            Action::LinkDecision => vec![decisions(view)],
            Action::BindPattern => vec![patterns(view)],
            Action::CloseSystem => vec![ask_to_close(view)],
            Action::SystemPacket => vec![Outcome::Form(packet(view))],
            _ => Vec::new(),
        }
    }

    /// A choice out of a menu or a yes; `None` where it is none of these.
    pub(in crate::tui::screens) fn choose(
        &mut self,
        word: &str,
        context: &mut Context<'_>,
    ) -> Option<Vec<Outcome>> {
        if word == IMPORT {
            let plan = self.plan.take();
            let change = plan.map(|plan| Change::System(SystemChange::Inventory(plan)));
            let made = change.map(|change| make(change, context));
            return Some(made.into_iter().collect());
        }
        let view = self.about.as_ref()?;
        let system = view.system.id;
        let id = |prefix: &str| word.strip_prefix(prefix)?.parse::<RecordId>().ok();
        let change = match word {
            LINK => return Some(vec![Outcome::Form(forms::decision(view))]),
            CLOSE => SystemChange::Close { system },
            _ => {
                let bound = |pattern, bound| SystemChange::Bind {
                    system,
                    pattern,
                    bound,
                };
                let unlinked = id(UNLINK).map(|decision| SystemChange::Decision {
                    system,
                    decision,
                    linked: false,
                });
                unlinked
                    .or_else(|| id(BIND).map(|pattern| bound(pattern, true)))
                    .or_else(|| id(UNBIND).map(|pattern| bound(pattern, false)))?
            }
        };
        Some(vec![make(Change::System(change), context)])
    }

    /// A form that was filled in.
    ///
    /// # Errors
    /// What is wrong with a field, with its word.
    pub(in crate::tui::screens) fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, forms::Objection> {
        let change = match (form, &self.about) {
            (forms::INVENTORY, _) => return self.read(filled, context),
            (forms::REGISTER, _) => forms::registered(filled, &self.choices)?,
            (forms::EDIT, Some(view)) => forms::edited(filled, view)?,
            (forms::STAGES, Some(view)) => forms::entered(filled, &view.system)?,
            (forms::DECISION, Some(view)) => forms::linked(filled, &view.system)?,
            (PACKET, Some(view)) => {
                if let Some(refused) = build::refused(filled) {
                    return Err(refused);
                }
                let change = build::request_of_system(filled, view.system.id);
                return Ok(vec![make(change, context)]);
            }
            _ => return Ok(Vec::new()),
        };
        Ok(vec![make(Change::System(change), context)])
    }

    fn read(
        &mut self,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, forms::Objection> {
        let (file, adds_people) = forms::named_file(filled)?;
        let unknown = if adds_people {
            UnknownPeople::Added
        } else {
            UnknownPeople::Refused
        };
        let file = PathBuf::from(file);
        let query = Query::Inventory { file, unknown };
        Ok(vec![self.reading.ask(query, context)])
    }

    /// The plan of an inventory that was asked for; `None` where the answer is for somebody else.
    pub(in crate::tui::screens) fn receive(&mut self, answer: &Answer) -> Option<Vec<Outcome>> {
        if !self.reading.is_answered_by(answer) {
            return None;
        }
        Some(match &answer.view {
            Ok(View::Inventory(plan)) => {
                let asked = ask_to_import(plan);
                self.plan = Some((**plan).clone());
                vec![asked]
            }
            Ok(_) => Vec::new(),
            Err(problem) => vec![Outcome::Warn(problem.clone())],
        })
    }
}

fn ask_to_import(plan: &InventoryPlan) -> Outcome {
    let refused: Vec<_> = plan
        .rows
        .iter()
        .filter_map(|row| Some((row, row.refused.as_ref()?)))
        .collect();
    let taken = || plan.rows.iter().filter(|row| row.refused.is_none());
    let new = taken().filter(|row| row.known.is_none()).count() as u64;
    let known = taken().filter(|row| row.known.is_some() && !row.changes.is_empty());
    let known = known.count() as u64;
    let told: Vec<_> = refused
        .iter()
        .take(ROWS_TOLD)
        .map(|(row, why)| format!("line {}: {why}", row.line))
        .collect();
    if new + known == 0 {
        let hint = if told.is_empty() {
            "Every system it names is as it says.".to_owned()
        } else {
            told.join("; ")
        };
        return Outcome::Warn(Problem::new("there is nothing to take in", hint));
    }
    let mut question = format!(
        "{} and {} from {}.",
        counted(new, "system is registered", "systems are registered"),
        counted(known, "is updated", "are updated"),
        plan.file.display()
    );
    if !plan.new_people.is_empty() {
        let people = plan.new_people.len() as u64;
        let _ = write!(
            question,
            " {}.",
            counted(people, "person is added", "persons are added")
        );
    }
    if !refused.is_empty() {
        let rows = counted(refused.len() as u64, "row is refused", "rows are refused");
        let _ = write!(question, " {rows} and left out: {}.", told.join("; "));
    }
    Outcome::Ask(YesOrNo {
        title: "Import systems".to_owned(),
        question,
        word: IMPORT.to_owned(),
    })
}

fn ask_to_close(view: &SystemView) -> Outcome {
    Outcome::Ask(YesOrNo {
        title: format!("Close {}", view.system.label),
        question: format!(
            "{} is taken out of use for good: it can be looked at, and nothing of it changes any more. Open waivers stand in the way.",
            view.system.name
        ),
        word: CLOSE.to_owned(),
    })
}

fn decisions(view: &SystemView) -> Outcome {
    let mut choices = vec![(LINK.to_owned(), "Link a decision".to_owned(), None)];
    choices.extend(view.decisions.iter().map(|line| {
        let text = format!("Take away {} {}", line.reference, line.title);
        (format!("{UNLINK}{}", line.id), safe(&text), None)
    }));
    Outcome::Menu(Menu {
        title: format!("Decisions of {}", view.system.label),
        choices,
    })
}

fn patterns(view: &SystemView) -> Outcome {
    let all = &view.choices.patterns;
    if all.is_empty() {
        return Outcome::Warn(Problem::new(
            "there are no patterns yet",
            "`archdeck pattern add NAME` adds one; the library (g l) shows them.",
        ));
    }
    let choices = all.iter().map(|pattern| {
        let is_bound = view.system.patterns.contains(&pattern.id);
        let called = format!("{} {} ({})", pattern.label, pattern.name, pattern.status);
        if is_bound {
            let word = format!("{UNBIND}{}", pattern.id);
            return (word, safe(&format!("No longer follow {called}")), None);
        }
        let why = (pattern.status == PatternStatus::Retired).then(|| "it is retired".to_owned());
        let word = format!("{BIND}{}", pattern.id);
        (word, safe(&format!("Follow {called}")), why)
    });
    Outcome::Menu(Menu {
        title: format!("Patterns of {}", view.system.label),
        choices: choices.collect(),
    })
}

fn safe(text: &str) -> String {
    crate::markdown::safe::line(text).into_owned()
}

fn packet(view: &SystemView) -> Form {
    let mut fields = build::fields();
    if let Some(title) = fields.iter_mut().find(|field| field.word == build::TITLE) {
        title.value = format!("Readiness of {}", view.system.name);
    }
    Form {
        word: PACKET,
        title: format!("Build the readiness packet of {}", view.system.label),
        note: Some(build::UNTIL_FROZEN.to_owned()),
        fields,
    }
}
