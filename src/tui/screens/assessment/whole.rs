//! What a walk does with the assessment as a whole, or with many of its items: facets, milestones, upgrades, forms, owners.

use super::{
    Walk,
    answer::make,
    fill,
    rows::{Facet, Row},
};
use crate::{
    domain::{text::counted, tone::Tone},
    ops::{
        assessments::{AssessChange, WalkItem},
        change::Change,
        query::Query,
        view::View,
    },
    tui::{
        action::Action,
        screen::{Context, Menu, Outcome, Place},
        screens::checklists::{act, told},
    },
};

/// The words of the menu of milestones; behind the colon stands a place.
const TAKE_MILESTONE: &str = "milestone.take";
const COMPARE: &str = "compare:";
/// The words of the menu of facets; behind the colon stands a place.
const FACET: &str = "facet:";

impl Walk {
    /// The items something is done with at once: the marked ones, else those of the section.
    pub(super) fn many(&self) -> Option<(String, Vec<String>)> {
        if !self.marks.is_empty() {
            let count = self.marks.len() as u64;
            let said = counted(count, "marked item", "marked items");
            return Some((said, self.marks.iter().cloned().collect()));
        }
        let Row::Item(nth, _) = self.row()? else {
            return None;
        };
        let section = self.view.as_ref()?.sections.get(nth)?;
        let items = section.items.iter().map(|item| item.item.id.clone());
        Some((format!("section {}", section.title), items.collect()))
    }

    pub(super) fn facets(&self) -> Menu {
        let items = || {
            let sections = self.view.iter().flat_map(|view| &view.sections);
            sections.flat_map(|section| &section.items)
        };
        let as_of = self.view.as_ref().map(|view| view.as_of);
        let choices = Facet::ALL.iter().enumerate().map(|(nth, facet)| {
            let taken = |item: &&WalkItem| as_of.is_some_and(|day| facet.takes(item, day));
            let count = items().filter(taken).count();
            let why = (count == 0).then(|| "there is none".to_owned());
            let said = format!("{} ({count})", facet.word());
            (format!("{FACET}{nth}"), said, why)
        });
        Menu {
            title: "Show".to_owned(),
            choices: choices.collect(),
        }
    }

    pub(super) fn milestones(&self) -> Menu {
        let take = "Take one now…".to_owned();
        let mut choices = vec![(TAKE_MILESTONE.to_owned(), take, None)];
        let taken = self.view.iter().flat_map(|view| &view.milestones);
        choices.extend(taken.enumerate().map(|(nth, (_, title, day, share))| {
            let share = share.map_or("n/a".to_owned(), |bp| format!("{} %", bp / 100));
            let said = format!("Compare with now: {day} {title}, {share}");
            (format!("{COMPARE}{nth}"), said, None)
        }));
        Menu {
            title: "Milestones".to_owned(),
            choices,
        }
    }

    /// What is done with the whole assessment.
    pub(super) fn act_on_all(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(chosen) = self.chosen() else {
            return Vec::new();
        };
        match action {
            Action::Upgrade => vec![self.looking.ask(Query::Upgrade(self.id), context)],
            Action::Milestone => vec![Outcome::Menu(self.milestones())],
            Action::FormExport => vec![chosen.ask_to_write()],
            Action::FormImport => vec![act::ask_for_forms()],
            Action::DiscardAssessment => vec![chosen.ask_to_discard()],
            Action::History => {
                let record = Some(self.id);
                vec![Outcome::Go(Place::Events { record })]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn ask_for_bulk(&self) -> Vec<Outcome> {
        let what = self.many().map(|(said, _)| fill::bulk(&said));
        what.map(Outcome::Form).into_iter().collect()
    }

    /// What a menu of the whole assessment says.
    pub(super) fn choose_of_all(
        &mut self,
        word: &str,
        context: &mut Context<'_>,
    ) -> Option<Vec<Outcome>> {
        let nth = |prefix: &str| word.strip_prefix(prefix)?.parse::<usize>().ok();
        if let Some(facet) = nth(FACET).and_then(|nth| Facet::ALL.get(nth)) {
            self.sieve.facet = *facet;
            self.sieve.kept.clear();
            let here = self.item().map(|item| item.item.id.clone());
            self.sift(here.as_deref());
            return Some(Vec::new());
        }
        if let Some(nth) = nth(COMPARE) {
            let (from, ..) = self.view.as_ref()?.milestones.get(nth)?;
            let query = Query::MilestoneDiff {
                from: *from,
                to: None,
            };
            return Some(vec![self.looking.ask(query, context)]);
        }
        let assessment = self.id;
        Some(match word {
            TAKE_MILESTONE => vec![self.chosen()?.ask_for_milestone()],
            act::UPGRADE => {
                let change = Change::Assess(AssessChange::Upgrade { assessment });
                vec![make(change, context)]
            }
            act::DISCARD => {
                let system = self.view.as_ref().map(|view| view.line.system.0);
                let change = Change::Assess(AssessChange::Discard { assessment });
                vec![
                    make(change, context),
                    Outcome::Go(Place::Checklists { system }),
                ]
            }
            act::TAKE_FORMS => {
                let change = Change::Assess(AssessChange::Forms(self.plan.take()?));
                vec![make(change, context)]
            }
            _ => return None,
        })
    }

    pub(super) fn looked_at(&mut self, view: View) -> Vec<Outcome> {
        let label = self.chosen().map(|chosen| chosen.label).unwrap_or_default();
        let report = match view {
            View::Upgrade(report) => told::upgrade(&label, &report),
            View::MilestoneDiff(diff) => told::difference(&label, &diff),
            View::Forms(plan) => {
                let mut report = told::forms(&plan);
                if plan.assessment != self.id {
                    let said = "They are of another assessment than the one that is open.";
                    report.lines.insert(0, (Tone::Caution, said.to_owned()));
                }
                self.plan = Some(*plan);
                report
            }
            _ => return Vec::new(),
        };
        vec![Outcome::Report(report)]
    }
}
