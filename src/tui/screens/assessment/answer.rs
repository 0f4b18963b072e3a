//! What the keys of a walk may do to the item they act on, why they may not, and what they ask for. It must not know how the
//! item is drawn.

use super::{
    Walk, fill, filled, mark,
    menus::{
        AGREES, CONCUR, CONFIRM, DISPUTE, RECHECK, REPLY, VERIFY, WITHDRAW, confirming, pieces,
        reviews, with_place,
    },
};
use crate::{
    domain::{
        assessment::Response, pack::Scale, person::Person, readiness::ItemResult, score, tier::Tier,
    },
    ops::{
        assessments::{AnswerEdit, AnswerStep, AssessChange, WalkItem},
        change::Change,
        waivers::WaiverChange,
    },
    tui::{
        action::Action,
        effect::{Effect, Problem},
        screen::{Availability, Context, Filled, Menu, Outcome},
        screens::checklists::act::Wrong,
    },
};

/// The item a menu or a form was about when it was asked, whatever the cursor is on meanwhile.
#[derive(Debug, Clone)]
pub(super) struct About {
    edit: AnswerEdit,
    rev: u32,
}

fn ready_when(is_ready: bool, why: impl Into<String>) -> Availability {
    if is_ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.into())
    }
}

/// The digit an action stands for.
const fn digit(action: Action) -> Option<usize> {
    match action {
        Action::One => Some(1),
        Action::Two => Some(2),
        Action::Three => Some(3),
        Action::Four => Some(4),
        Action::Five => Some(5),
        _ => None,
    }
}

/// Whether an action answers the item or changes what is kept of it.
pub(super) const fn is_about_an_item(action: Action) -> bool {
    matches!(
        action,
        Action::Met
            | Action::Partial
            | Action::Unmet
            | Action::NotApplicable
            | Action::Unanswer
            | Action::Measure
            | Action::One
            | Action::Two
            | Action::Three
            | Action::Four
            | Action::Five
            | Action::Evidence
            | Action::EvidencePieces
            | Action::Owner
            | Action::Due
            | Action::Note
            | Action::Review
            | Action::Confirm
            | Action::AskWaiver
    )
}

/// Whether an item takes what an action does, and why not.
pub(super) fn takes(item: &WalkItem, tier: Option<Tier>, action: Action) -> Availability {
    let scale = item.item.scale;
    let pieces = item.answer.as_ref().map_or(0, |one| one.evidence.len());
    match action {
        Action::Met | Action::Partial if scale == Scale::Number => {
            ready_when(false, "a measured value answers it: #")
        }
        Action::Partial => ready_when(scale != Scale::YesNo, "it is met or unmet, nothing between"),
        Action::NotApplicable => ready_when(
            item.item.na.as_ref().is_some_and(|rule| rule.allowed),
            "n/a is not possible here",
        ),
        Action::Unanswer => ready_when(item.answer.is_some(), "there is no answer to take back"),
        Action::Measure => ready_when(
            scale == Scale::Number,
            "it is not answered with a measured value",
        ),
        Action::EvidencePieces => {
            ready_when(pieces > 0, "there is no evidence yet; v attaches some")
        }
        Action::Review => ready_when(item.answer.is_some(), "there is no answer to look at yet"),
        Action::Confirm => ready_when(
            mark::must_be_confirmed(item) || !item.proposed.is_empty(),
            "there is nothing to confirm or to take here",
        ),
        Action::AskWaiver => may_be_waived(item, tier.unwrap_or(Tier::T1)),
        action => match digit(action) {
            Some(digit) => on_scale(scale, digit),
            None => Availability::Ready,
        },
    }
}

fn on_scale(scale: Scale, digit: usize) -> Availability {
    let why = match scale {
        Scale::Coverage => "1 to 4 answer it: 0, 25, 50, 100 %",
        Scale::Automation => "1 to 3 answer it: not done, by hand, automated",
        Scale::Number => "a measured value answers it: #",
        Scale::Tri | Scale::YesNo | Scale::OneToFive => "it is answered in words: m, p, x",
    };
    ready_when(filled::step_of(scale, digit).is_some(), why)
}

fn may_be_waived(item: &WalkItem, tier: Tier) -> Availability {
    if let Some((label, last)) = &item.state.waiver {
        let why = format!("{label} lets it stand till {last}; g w leads to the waivers");
        return Availability::Disabled(why);
    }
    if !item.item.is_waivable(tier) {
        return Availability::Disabled(format!(
            "it cannot be waived at {}: it has to be met",
            tier.word()
        ));
    }
    ready_when(
        !matches!(item.state.result, ItemResult::Pass | ItemResult::Na),
        "nothing is to be waived: it does not fail",
    )
}

impl Walk {
    /// Does an action on the item of the cursor.
    pub(super) fn answer(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(item) = self.item() else {
            return Vec::new();
        };
        let (pack, given) = (&item.item, item.answer.as_ref());
        let response = match action {
            Action::Met => Some(Response::Met),
            Action::Partial => Some(Response::Partial),
            Action::Unmet => Some(Response::Unmet),
            Action::Unanswer => Some(Response::Unanswered),
            _ => None,
        };
        if let Some(response) = response {
            return self.respond((AnswerStep::Respond(response), response), context);
        }
        if let Some(digit) = digit(action) {
            return self.step_on_scale(digit, context);
        }
        let asked = match action {
            Action::NotApplicable => Outcome::Form(fill::na(pack, given)),
            Action::Measure => Outcome::Form(fill::measure(pack, given)),
            Action::Evidence => Outcome::Form(fill::evidence(pack)),
            Action::Owner => Outcome::Form(fill::owner(pack, given)),
            Action::Due => Outcome::Form(fill::due(pack, given)),
            Action::Note => Outcome::Form(fill::note(pack, given)),
            Action::AskWaiver => Outcome::Form(self.waiver_form(item)),
            Action::EvidencePieces => Outcome::Menu(pieces(item)),
            Action::Review => Outcome::Menu(reviews(item)),
            Action::Confirm => match confirming(item) {
                Some(menu) => Outcome::Menu(menu),
                None => return self.confirm(context),
            },
            _ => return Vec::new(),
        };
        self.about = self.about_item();
        vec![asked]
    }

    fn waiver_form(&self, item: &WalkItem) -> crate::tui::screen::Form {
        let view = self.view.as_ref();
        let tier = view.and_then(|view| view.tier).unwrap_or(Tier::T1);
        let as_of = view.map_or(chrono::NaiveDate::MIN, |view| view.as_of);
        fill::waiver(&item.item, (tier, as_of), &self.myself())
    }

    /// The name of the person who acts here.
    fn myself(&self) -> String {
        let Some(people) = &self.people else {
            return String::new();
        };
        let me = people.people.iter().find(|one| Some(one.id) == people.me);
        me.map_or_else(|| people.actor.clone(), |person| person.name.clone())
    }

    /// The item of the cursor, for a menu or a form.
    pub(super) fn about_item(&self) -> Option<About> {
        let item = self.item()?;
        Some(About {
            edit: AnswerEdit {
                assessment: self.id,
                item: item.item.id.clone(),
                seen: Some(item.seen),
                steps: Vec::new(),
            },
            rev: item.item.rev,
        })
    }

    /// Answers at once: the row shows it in the next frame, and the truth when it is known.
    fn respond(
        &mut self,
        (step, response): (AnswerStep, Response),
        context: &mut Context<'_>,
    ) -> Vec<Outcome> {
        let Some(about) = self.about_item() else {
            return Vec::new();
        };
        let ticket = context.tickets.take();
        self.expect(about.edit.item.clone(), (response, ticket));
        vec![Outcome::Effect(Effect::Do {
            ticket,
            change: about.with(vec![step]),
        })]
    }

    fn step_on_scale(&mut self, digit: usize, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(item) = self.item() else {
            return Vec::new();
        };
        let value = filled::step_of(item.item.scale, digit).and_then(|step| step.parse().ok());
        let answered = value.and_then(|value| {
            let response = score::response_of(&item.item, value).ok()?;
            Some((AnswerStep::Measure { value, unit: None }, response))
        });
        match answered {
            Some(answered) => self.respond(answered, context),
            None => Vec::new(),
        }
    }

    fn confirm(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let given = self.item().and_then(|item| item.answer.as_ref());
        match given.map(|answer| answer.response) {
            Some(response) => self.respond((AnswerStep::Confirm, response), context),
            None => Vec::new(),
        }
    }

    /// What was chosen in a menu about an item.
    pub(super) fn choose_about_item(
        &mut self,
        word: &str,
        context: &mut Context<'_>,
    ) -> Vec<Outcome> {
        let Some(about) = self.about.clone() else {
            return Vec::new();
        };
        let Some(item) = self.found(&about.edit.item) else {
            return Vec::new();
        };
        match word {
            DISPUTE => return vec![Outcome::Form(fill::dispute(&item.item))],
            REPLY => return vec![Outcome::Form(fill::reply(&item.item))],
            CONCUR => return vec![self.who_agrees(item)],
            _ => {}
        }
        let step = match word {
            VERIFY => Some(AnswerStep::Verify),
            WITHDRAW => Some(AnswerStep::WithdrawReview),
            CONFIRM => Some(AnswerStep::Confirm),
            RECHECK => Some(AnswerStep::Recheck),
            word => with_place(word, item, self.known()),
        };
        match step {
            Some(step) => vec![make(about.with(vec![step]), context)],
            None => Vec::new(),
        }
    }

    /// The persons who may agree to an N/A.
    fn who_agrees(&self, item: &WalkItem) -> Outcome {
        let asked = item.item.na.as_ref();
        let role = asked
            .and_then(|rule| rule.concur.clone())
            .unwrap_or_default();
        let me = self.people.as_ref().and_then(|people| people.me);
        let mut able: Vec<&Person> = self
            .known()
            .iter()
            .filter(|person| !person.has_left && person.roles.contains(&role))
            .collect();
        able.sort_by_key(|person| Some(person.id) != me);
        if able.is_empty() {
            return Outcome::Warn(Problem::new(
                format!("nobody who is known speaks for {role}"),
                format!("`archdeck person edit NAME --role {role}` says who does."),
            ));
        }
        let choices = able.iter().map(|person| {
            let word = format!("{AGREES}{}", person.id.0);
            (word, person.name.clone(), None)
        });
        Outcome::Menu(Menu {
            title: format!("Who agrees for {role}"),
            choices: choices.collect(),
        })
    }

    /// What was filled in about an item.
    pub(super) fn submit_about_item(
        &mut self,
        form: &'static str,
        given: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, Wrong> {
        let Some(about) = self.about.clone() else {
            return Ok(Vec::new());
        };
        if form == fill::WAIVER {
            let Some(view) = &self.view else {
                return Ok(Vec::new());
            };
            let scope = (view.line.system.0, (about.edit.item.as_str(), about.rev));
            let waiver = filled::new_waiver(scope, self.known(), given)?;
            let change = Change::Waiver(WaiverChange::Propose(waiver));
            return Ok(vec![make(change, context)]);
        }
        let steps = filled::steps(form, given)?;
        if steps.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![make(about.with(steps), context)])
    }
}

impl About {
    fn with(self, steps: Vec<AnswerStep>) -> Change {
        Change::Assess(AssessChange::Answer(AnswerEdit { steps, ..self.edit }))
    }
}

/// Lets the worker make a change.
pub(super) fn make(change: Change, context: &mut Context<'_>) -> Outcome {
    Outcome::Effect(Effect::Do {
        ticket: context.tickets.take(),
        change,
    })
}
