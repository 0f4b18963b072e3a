//! The rubric of one system: factors scored with digits while the tier moves, a what-if that saves nothing, and the tiers that were
//! recorded. It must not know how a tier is computed.

mod act;
mod draw;
mod panel;

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    ops::{
        change::Change,
        people::PeopleView,
        query::Query,
        tiers::{FactorLine, FactorScore, RiskView, TierChange, WhatIf, WhatIfView},
        view::View,
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen},
        screens::{facts, packets::act::make, question::Question},
        widgets::list::List,
    },
};

/// What stands beside the factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panel {
    /// The tier, why, and how far the others are.
    Tier,
    /// The tiers that were recorded.
    History,
}

/// Scores and facts that are tried out.
struct Trying {
    what_if: WhatIf,
    view: Option<WhatIfView>,
}

/// The screen.
pub(super) struct Risk {
    system: RecordId,
    view: Option<RiskView>,
    people: Option<PeopleView>,
    list: List,
    panel: Panel,
    /// Whether the panel stands in the place of the factors, where there is no room for both.
    panel_covers: bool,
    /// The first line of the panel that is seen.
    scrolled: usize,
    trying: Option<Trying>,
    /// Why the rubric could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    people_question: Question,
    trial: Question,
    size: (u16, u16),
}

impl Risk {
    /// The rubric of a system.
    pub(super) fn new(system: RecordId) -> Self {
        Self {
            system,
            view: None,
            people: None,
            list: List::default(),
            panel: Panel::Tier,
            panel_covers: false,
            scrolled: 0,
            trying: None,
            failed: None,
            question: Question::of(Slot::Risk),
            people_question: Question::of(Slot::People),
            trial: Question::of(Slot::WhatIf),
            size: (0, 0),
        }
    }

    fn length(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.factors.len())
    }

    fn selected(&self) -> Option<&FactorLine> {
        self.view.as_ref()?.factors.get(self.list.cursor())
    }

    /// The score that is shown of a factor: the one that is tried out, else its own.
    fn score_of(&self, line: &FactorLine) -> Option<u8> {
        let tried = self.trying.as_ref();
        let tried = tried.and_then(|trying| trying.what_if.scores.get(&line.factor.id));
        tried.copied().unwrap_or(line.score)
    }

    /// Scores the factor under the cursor, or tries the score out.
    fn score(&mut self, score: Option<u8>, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(factor) = self.selected().map(|line| line.factor.id.clone()) else {
            return Vec::new();
        };
        if let Some(trying) = &mut self.trying {
            trying.what_if.scores.insert(factor, score);
            return self.ask_what_if(context);
        }
        self.score_as(
            FactorScore {
                factor,
                score,
                note: None,
            },
            context,
        )
    }

    fn score_as(&self, score: FactorScore, context: &mut Context<'_>) -> Vec<Outcome> {
        let system = self.system;
        let scores = vec![score];
        vec![make(
            Change::Tier(TierChange::Score { system, scores }),
            context,
        )]
    }

    fn ask_what_if(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(trying) = &self.trying else {
            return Vec::new();
        };
        let query = Query::WhatIf {
            system: self.system,
            what_if: trying.what_if.clone(),
        };
        vec![self.trial.ask(query, context)]
    }

    fn turn_what_if(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        if self.trying.take().is_some() {
            self.trial.drop_it();
            return Vec::new();
        }
        self.scrolled = 0;
        self.trying = Some(Trying {
            what_if: WhatIf::default(),
            view: None,
        });
        self.ask_what_if(context)
    }

    /// One step back: out of the what-if, the history, the panel over the factors.
    fn step_back(&mut self) {
        self.scrolled = 0;
        if self.trying.take().is_some() {
            self.trial.drop_it();
        } else if self.panel == Panel::History {
            self.panel = Panel::Tier;
            self.panel_covers = false;
        } else {
            self.panel_covers = false;
        }
    }

    fn has_a_step_back(&self) -> bool {
        self.trying.is_some() || self.panel == Panel::History || self.covers()
    }

    /// Whether the panel is seen and the factors are not.
    fn covers(&self) -> bool {
        self.panel_covers && !draw::has_room_for_both(self.size.0)
    }

    fn show_history(&mut self) {
        self.scrolled = 0;
        self.panel = match self.panel {
            Panel::Tier => Panel::History,
            Panel::History => Panel::Tier,
        };
        self.panel_covers = self.panel == Panel::History;
    }

    fn moved(&mut self, action: Action) {
        if self.covers() {
            self.scroll(action);
        } else {
            self.list.moved(action, self.length());
        }
    }

    fn scroll(&mut self, action: Action) {
        let page = usize::from(self.size.1).max(2);
        self.scrolled = match action {
            Action::Down => self.scrolled.saturating_add(1),
            Action::Up => self.scrolled.saturating_sub(1),
            Action::HalfPageDown => self.scrolled.saturating_add(page / 2),
            Action::HalfPageUp => self.scrolled.saturating_sub(page / 2),
            Action::PageDown => self.scrolled.saturating_add(page),
            Action::PageUp => self.scrolled.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => usize::MAX,
            _ => self.scrolled,
        };
    }

    fn scored(&self) -> usize {
        let factors = self.view.iter().flat_map(|view| &view.factors);
        factors.filter(|line| line.score.is_some()).count()
    }

    fn digit_availability(&self, digit: u8) -> Availability {
        match &self.view {
            None => when(false, "the rubric is not there yet"),
            Some(view) => when(
                digit <= view.scale_max,
                &format!("this rubric scores from 0 to {}", view.scale_max),
            ),
        }
    }
}

/// The number of a digit's action.
const fn digit(action: Action) -> Option<u8> {
    Some(match action {
        Action::Zero => 0,
        Action::One => 1,
        Action::Two => 2,
        Action::Three => 3,
        Action::Four => 4,
        Action::Five => 5,
        _ => return None,
    })
}

fn when(is_ready: bool, why: &str) -> Availability {
    if is_ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.to_owned())
    }
}

impl Screen for Risk {
    fn place(&self) -> Place {
        Place::Risk(self.system)
    }

    fn breadcrumb(&self) -> Vec<String> {
        let name = self.view.as_ref().map(|view| view.system.2.clone());
        let mut words = vec!["Systems".to_owned()];
        words.extend(name);
        words.push("Risk".to_owned());
        words
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Risk, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        if let Some(digit) = digit(action) {
            return self.digit_availability(digit);
        }
        let is_there = self.view.is_some();
        let tries = self.trying.is_some();
        match action {
            Action::Back if self.has_a_step_back() => Availability::Ready,
            Action::Note | Action::TierStep if tries => {
                when(false, "nothing is saved in a what-if; Esc leaves it")
            }
            Action::TryFact if !tries => when(false, "facts are tried out in a what-if: W"),
            Action::History if tries => when(false, "a what-if has no history; Esc leaves it"),
            Action::Open | Action::Right if draw::has_room_for_both(self.size.0) => {
                when(false, "the tier stands beside the factors")
            }
            Action::Left => when(self.covers(), "the factors are shown"),
            Action::Unanswer
            | Action::Note
            | Action::TierStep
            | Action::TryFact
            | Action::WhatIf
            | Action::History
            | Action::Open
            | Action::Right
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => when(is_there, "the rubric is not there yet"),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.trying.is_some() {
            return vec![
                Action::Zero,
                Action::Four,
                Action::TryFact,
                Action::Unanswer,
                Action::Back,
            ];
        }
        if self.covers() {
            return vec![Action::Back, Action::TierStep, Action::WhatIf];
        }
        let mut hints = vec![Action::Zero, Action::Four, Action::TierStep, Action::WhatIf];
        if !draw::has_room_for_both(self.size.0) {
            hints.insert(2, Action::Open);
        }
        hints.extend([Action::Note, Action::History]);
        hints
    }

    fn status(&self) -> String {
        if let Some(trying) = &self.trying {
            let changed = trying.what_if.scores.len() + trying.what_if.facts.len();
            let changed = facts::counted(changed as u64, "change", "changes");
            return format!("what if: {changed}, nothing is saved");
        }
        match &self.view {
            Some(view) => format!("{} of {} scored", self.scored(), view.factors.len()),
            None => "loading…".to_owned(),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        let mut asked = vec![
            self.question.ask(Query::Risk(self.system), context),
            self.people_question.ask(Query::People, context),
        ];
        asked.extend(self.ask_what_if(context));
        asked
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        if let Some(digit) = digit(action) {
            return self.score(Some(digit), context);
        }
        match action {
            Action::Unanswer => return self.score(None, context),
            Action::Note => return self.ask_for_note(),
            Action::WhatIf => return self.turn_what_if(context),
            Action::TryFact => return self.choose_fact(),
            Action::TierStep => return self.next_steps(),
            Action::History => self.show_history(),
            Action::Open | Action::Right => self.panel_covers = true,
            Action::Left => self.panel_covers = false,
            Action::Back => self.step_back(),
            _ => self.moved(action),
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        let is_rubric = self.question.is_answered_by(&answer);
        let is_trial = self.trial.is_answered_by(&answer);
        let is_people = self.people_question.is_answered_by(&answer);
        match answer.view {
            Ok(View::Risk(view)) if is_rubric => {
                self.failed = None;
                self.view = Some(*view);
            }
            Ok(View::WhatIf(view)) if is_trial => {
                if let Some(trying) = &mut self.trying {
                    trying.view = Some(*view);
                }
            }
            Ok(View::People(view)) if is_people => self.people = Some(view),
            Err(problem) if is_rubric || is_trial => {
                if is_rubric {
                    self.failed = Some(problem.message.clone());
                }
                return vec![Outcome::Warn(problem)];
            }
            // Without persons everything works but signing, which says so.
            Ok(_) | Err(_) => {}
        }
        Vec::new()
    }

    fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        self.chosen(word, context)
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        self.filled(form, filled, context)
    }

    fn system(&self) -> Option<RecordId> {
        Some(self.system)
    }

    fn click(&mut self, target: usize, _twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.list.put(target.min(self.length().saturating_sub(1)));
        Vec::new()
    }

    fn roll(&mut self, pane: usize, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        if pane == draw::PANEL {
            self.scroll(action);
            return Vec::new();
        }
        self.update(action, context)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_rubric(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
