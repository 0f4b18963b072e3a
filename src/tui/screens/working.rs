//! What can be done with decisions, wherever they are listed or read: which action applies, the menu or form it asks for, and
//! the change that comes of it. It must not know how a change is made, nor which screen the decisions stand on.

mod facts;
mod fields;
mod new;
mod relate;
mod step;
mod tags;

use self::{facts::Correction, new::Preset};
use crate::{
    domain::{digest::Digest, ids::RecordId, life_cycle, status::Status},
    ops::{
        change::Change,
        query::Query,
        view::{RecordView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Effect, Slot},
        screen::{self, Availability, Context, Filled, Form, Outcome},
        screens::{packets::build, question::Question},
    },
};

/// The words of menus and questions that are meant for here begin so.
const OURS: &str = "work:";
const DISCARD: &str = "work:discard";
/// The cells a text is laid out for that nobody looks at.
const UNSEEN: u16 = 80;

/// A decision something is done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The decision.
    pub(super) id: RecordId,
    /// The name of its log.
    pub(super) log: String,
    /// How people say it: without the words of its file.
    pub(super) reference: String,
    /// Its title.
    pub(super) title: String,
    /// Where it stands.
    pub(super) status: Status,
    /// Its tags.
    pub(super) tags: Vec<String>,
    /// The digest of the value that is seen, where one is.
    pub(super) base: Option<Digest>,
}

impl Target {
    /// The decision of a view.
    pub(super) fn of(view: &RecordView) -> Self {
        let facts = &view.adr.facts;
        Self {
            id: view.adr.id,
            log: view.log.name.clone(),
            reference: super::facts::short_reference(&view.reference),
            title: facts.title.clone(),
            status: facts.status,
            tags: facts.tags.clone(),
            base: Some(view.digest),
        }
    }
}

/// What the keys would act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nothing, and why.
    Nothing(&'static str),
    /// One decision that stands there.
    One(Status),
    /// So many marked ones.
    Several(usize),
    /// So many are marked, and none of them is seen.
    OutOfSight(usize),
}

/// Where an action begins.
pub(super) struct Here<'a> {
    /// The decisions it is about, in the order in which they are seen.
    pub(super) targets: Vec<Target>,
    /// The log of the one under the cursor.
    pub(super) log: Option<RecordId>,
    /// The one of them whose facts are at hand.
    pub(super) view: Option<&'a RecordView>,
}

/// Whether something can be done with what the keys would act on; `None` for what is not done here.
pub(super) fn availability(action: Action, reach: Reach) -> Option<Availability> {
    let disabled = |why: String| Some(Availability::Disabled(why));
    if !is_work(action) {
        return None;
    }
    if action == Action::Add {
        return Some(Availability::Ready);
    }
    match (action, reach) {
        (_, Reach::Nothing(why)) => disabled(why.to_owned()),
        (_, Reach::OutOfSight(count)) => disabled(format!(
            "none of the {count} marked ones is shown; U takes the marks off"
        )),
        (Action::Step, Reach::One(status)) => Some(step::availability(status)),
        (Action::Discard, Reach::One(status)) => Some(discard_availability(status)),
        (
            Action::EditFacts | Action::Link | Action::Comment | Action::Discard,
            Reach::Several(count),
        ) => disabled(format!(
            "{count} are marked and this is done with one; U takes the marks off"
        )),
        (_, Reach::One(_) | Reach::Several(_)) => Some(Availability::Ready),
    }
}

/// Whether an action is one of those that are done here.
pub(super) const fn is_work(action: Action) -> bool {
    matches!(
        action,
        Action::Add
            | Action::Step
            | Action::EditFacts
            | Action::Tag
            | Action::Link
            | Action::Comment
            | Action::Discard
            | Action::BuildPacket
    )
}

fn discard_availability(status: Status) -> Availability {
    if status == Status::Draft {
        return Availability::Ready;
    }
    let instead = if life_cycle::steps(status).contains(&Status::Withdrawn) {
        "; s withdraws it"
    } else {
        ""
    };
    Availability::Disabled(format!("{status}: only a draft is thrown away{instead}"))
}

/// What is being done.
#[derive(Debug)]
enum Work {
    Nothing,
    /// A new decision, in this log unless another is chosen.
    New(Option<RecordId>, Option<Preset>),
    /// A step is chosen for these.
    Steps(Chosen),
    /// These take a step.
    Step(Vec<Target>, Status),
    /// The facts a form is filled from are asked for.
    FactsAsked,
    Facts(Box<Correction>),
    Tags(Vec<Target>),
    Link(Target),
    Comment(Target),
    Discard(Target),
    Packet(Vec<RecordId>),
}

/// What the menu of steps was opened for.
#[derive(Debug)]
struct Chosen {
    targets: Vec<Target>,
    log: Option<RecordId>,
}

/// What is being done, from the key to the change.
#[derive(Debug)]
pub(super) struct Working {
    work: Work,
    new_form: Question,
    facts: Question,
    /// Whether something was sent off that may come back.
    sent: bool,
}

impl Working {
    /// Nothing yet.
    pub(super) const fn new() -> Self {
        Self {
            work: Work::Nothing,
            new_form: Question::of(Slot::NewForm),
            facts: Question::of(Slot::Facts),
            sent: false,
        }
    }

    /// Begins what an action asks for.
    pub(super) fn begin(
        &mut self,
        action: Action,
        here: Here<'_>,
        context: &mut Context<'_>,
    ) -> Vec<Outcome> {
        self.stop();
        let Here {
            mut targets,
            log,
            view,
        } = here;
        match action {
            Action::Add => return vec![self.ask_for_new(log, None, context)],
            Action::Step => {
                let menu = step::menu(&targets);
                self.work = Work::Steps(Chosen { targets, log });
                return vec![Outcome::Menu(menu)];
            }
            Action::Tag => return self.fill(tags::form(&targets), Work::Tags(targets)),
            Action::BuildPacket => {
                let form = build::form(targets.len());
                let ids = targets.into_iter().map(|target| target.id);
                return self.fill(form, Work::Packet(ids.collect()));
            }
            _ => {}
        }
        if targets.is_empty() {
            return Vec::new();
        }
        let target = targets.swap_remove(0);
        match action {
            Action::EditFacts => self.edit_facts(target.id, view, context),
            Action::Link => self.fill(relate::form(&target), Work::Link(target)),
            Action::Comment => self.fill(relate::comment_form(&target), Work::Comment(target)),
            Action::Discard => {
                let question = discard_question(&target);
                self.work = Work::Discard(target);
                vec![Outcome::Ask(question)]
            }
            _ => Vec::new(),
        }
    }

    /// Nothing is waited for any longer.
    fn stop(&mut self) {
        self.work = Work::Nothing;
        self.sent = false;
        self.new_form.drop_it();
        self.facts.drop_it();
    }

    fn fill(&mut self, form: Form, work: Work) -> Vec<Outcome> {
        self.work = work;
        vec![Outcome::Form(form)]
    }

    fn ask_for_new(
        &mut self,
        log: Option<RecordId>,
        preset: Option<Preset>,
        context: &mut Context<'_>,
    ) -> Outcome {
        self.work = Work::New(log, preset);
        self.new_form.ask(Query::NewForm, context)
    }

    /// The form is filled from what is seen; where only a row is, the facts are asked for first.
    fn edit_facts(
        &mut self,
        id: RecordId,
        view: Option<&RecordView>,
        context: &mut Context<'_>,
    ) -> Vec<Outcome> {
        if let Some(view) = view {
            let (form, correction) = facts::form(view);
            return self.fill(form, Work::Facts(Box::new(correction)));
        }
        self.work = Work::FactsAsked;
        vec![self.ask_for_facts(id, context)]
    }

    fn ask_for_facts(&mut self, id: RecordId, context: &mut Context<'_>) -> Outcome {
        let query = Query::Record { id, width: UNSEEN };
        self.facts.ask(query, context)
    }

    /// After a step was sent off: the decision may have changed meanwhile, which is why it may have come back.
    pub(super) fn refresh(&mut self, context: &mut Context<'_>) -> Option<Outcome> {
        let id = match &self.work {
            Work::Step(targets, _) => match targets.as_slice() {
                [only] if only.base.is_some() => Some(only.id),
                _ => None,
            },
            _ => None,
        };
        let id = id.filter(|_| std::mem::take(&mut self.sent))?;
        Some(self.ask_for_facts(id, context))
    }

    /// Takes an answer in; `None` when it is to something else.
    pub(super) fn receive(&mut self, answer: &Answer) -> Option<Vec<Outcome>> {
        let is_ours = self.new_form.is_answered_by(answer) || self.facts.is_answered_by(answer);
        if !is_ours {
            return None;
        }
        Some(match &answer.view {
            Ok(View::NewForm(view)) => self.show_new(view),
            Ok(View::Record(view)) => self.take_facts(view),
            Ok(_) => Vec::new(),
            Err(problem) => vec![Outcome::Warn(problem.clone())],
        })
    }

    fn show_new(&self, view: &crate::ops::view::NewFormView) -> Vec<Outcome> {
        let Work::New(log, preset) = &self.work else {
            return Vec::new();
        };
        vec![match new::form(view, *log, preset.as_ref()) {
            Ok(form) => Outcome::Form(form),
            Err(problem) => Outcome::Warn(problem),
        }]
    }

    /// The facts a form is filled from, or where a decision stands by now.
    fn take_facts(&mut self, view: &RecordView) -> Vec<Outcome> {
        match &mut self.work {
            Work::Step(targets, _) => targets.iter_mut().for_each(|target| {
                if target.id == view.adr.id {
                    *target = Target::of(view);
                }
            }),
            Work::FactsAsked => {
                let (form, correction) = facts::form(view);
                return self.fill(form, Work::Facts(Box::new(correction)));
            }
            _ => {}
        }
        Vec::new()
    }

    /// The choice made in a menu or a question; `None` when it was another one's.
    pub(super) fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Option<Vec<Outcome>> {
        let chosen = word.strip_prefix(OURS)?;
        Some(match std::mem::replace(&mut self.work, Work::Nothing) {
            Work::Discard(target) if word == DISCARD => {
                let (record, base) = (target.id, target.base);
                vec![change(Change::Discard { record, base }, context)]
            }
            Work::Steps(here) => self.choose_step(chosen, here, context),
            _ => Vec::new(),
        })
    }

    fn choose_step(&mut self, word: &str, here: Chosen, context: &mut Context<'_>) -> Vec<Outcome> {
        let Chosen { mut targets, log } = here;
        if let Some(kind) = step::succeeds(word) {
            if targets.is_empty() {
                return Vec::new();
            }
            let old = targets.swap_remove(0);
            return vec![self.ask_for_new(log, Some(Preset { kind, old }), context)];
        }
        let Ok(to) = word.parse() else {
            return Vec::new();
        };
        self.fill(step::form(&targets, to), Work::Step(targets, to))
    }

    /// The change a filled form asks for; `None` when the form was another one's.
    ///
    /// # Errors
    /// Names the field that cannot be taken so, and why.
    pub(super) fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Option<Result<Vec<Outcome>, (&'static str, String)>> {
        let asked = match (&mut self.work, form) {
            (Work::New(_, preset), new::FORM) => Ok(new::change(filled, preset.as_ref())),
            (Work::Step(targets, to), step::FORM) => step::change(filled, targets, *to),
            (Work::Facts(correction), facts::FORM) => match correction.change(filled) {
                None => return Some(Ok(vec![Outcome::Tell(correction.unchanged())])),
                Some(change) => Ok(change),
            },
            (Work::Tags(targets), tags::FORM) => tags::change(filled, targets),
            (Work::Link(target), relate::FORM) => relate::change(filled, target),
            (Work::Comment(target), relate::COMMENT) => Ok(relate::comment(filled, target)),
            (Work::Packet(ids), build::FORM) => match build::refused(filled) {
                Some(wrong) => Err(wrong),
                None => Ok(build::request(filled, ids.clone())),
            },
            _ => return None,
        };
        self.sent = asked.is_ok();
        Some(asked.map(|asked| vec![change(asked, context)]))
    }
}

fn change(change: Change, context: &mut Context<'_>) -> Outcome {
    Outcome::Effect(Effect::Do {
        ticket: context.tickets.take(),
        change,
    })
}

fn discard_question(target: &Target) -> screen::Question {
    screen::Question {
        title: format!("Discard {}?", target.reference),
        question: format!(
            "The draft \"{}\" leaves its log and is listed no longer. History keeps what it said.",
            target.title
        ),
        word: DISCARD.to_owned(),
    }
}

#[cfg(test)]
mod tests;
