//! What stands beside the gates: the steps to GO, what was issued and what changed since, the sign-offs, the waivers that count,
//! the improvement plan, the days that come. Each row knows where it leads; it must not know where on the screen it stands.

use chrono::NaiveDate;

use crate::{
    domain::{
        ids::RecordId,
        readiness::{Effort, ItemResult, NextStep, StepAt, Verdict},
        sign_off::{Decision, Issued, SignOff},
        tone::Tone,
        waiver::Standing,
    },
    markdown::width,
    ops::{readiness::ReadinessView, view::PeopleView, waivers::WaiverLine},
    tui::{
        action::Action,
        look::Look,
        screen::Place,
        screens::facts,
        widgets::{list::List, text},
    },
};

/// The most lines one thing is told in.
const LINES_MOST: usize = 4;

/// Where a row leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lead {
    /// To an item, by its name.
    Item(String),
    /// To another place.
    Place(Place),
    /// To what can be done about the verdict.
    Steps,
}

/// Whether the cursor stops at a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It does: something begins here.
    Here,
    /// It goes on: a heading, or the rest of what began above.
    Passed,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) pieces: Vec<(String, Tone)>,
    pub(super) lead: Option<Lead>,
    pub(super) stop: Stop,
}

/// Moves the cursor to the next row it stops at; where there is none in that direction it stays.
pub(super) fn moved(list: &mut List, stops: &[(Option<Lead>, Stop)], action: Action) {
    let before = list.cursor();
    if !list.moved(action, stops.len()) {
        return;
    }
    let is_stop = |at: &usize| stops.get(*at).is_some_and(|(_, stop)| *stop == Stop::Here);
    let onwards = (list.cursor()..stops.len()).find(is_stop);
    let backwards = (0..=list.cursor()).rev().find(is_stop);
    let goes_up = matches!(
        action,
        Action::Up | Action::HalfPageUp | Action::PageUp | Action::Bottom
    );
    let to = if goes_up {
        backwards.or(onwards)
    } else {
        onwards.or(backwards)
    };
    list.put(to.unwrap_or(before));
}

/// The rows of a board, for a width in cells.
pub(super) fn rows(
    view: &ReadinessView,
    people: Option<&PeopleView>,
    (cells, look): (usize, &Look<'_>),
) -> Vec<Row> {
    let mut way = Way {
        view,
        people,
        cells,
        look,
        rows: Vec::new(),
    };
    way.steps();
    way.lane();
    way.issued();
    way.sign_offs();
    way.waivers();
    way.improvements();
    way.days();
    way.rows
}

struct Way<'a, 'look> {
    view: &'a ReadinessView,
    people: Option<&'a PeopleView>,
    cells: usize,
    look: &'a Look<'look>,
    rows: Vec<Row>,
}

impl Way<'_, '_> {
    fn heading(&mut self, title: &str, note: &str) {
        if !self.rows.is_empty() {
            self.push(Vec::new(), None, Stop::Passed);
        }
        let mut pieces = vec![(title.to_owned(), Tone::Heading)];
        if !note.is_empty() {
            pieces.push((format!("  {note}"), Tone::Muted));
        }
        self.push(pieces, None, Stop::Passed);
    }

    fn push(&mut self, pieces: Vec<(String, Tone)>, lead: Option<Lead>, stop: Stop) {
        self.rows.push(Row { pieces, lead, stop });
    }

    /// A text behind a mark, in as many lines as it needs.
    fn say(&mut self, mark: &str, (said, tone): (&str, Tone), lead: Option<&Lead>) {
        let begins = if mark.is_empty() {
            1
        } else {
            width::cells(mark) + 2
        };
        let room = self.cells.saturating_sub(begins);
        let said = self.look.safe(said).into_owned();
        for (nth, line) in text::wrapped(&said, room, LINES_MOST)
            .into_iter()
            .enumerate()
        {
            let (before, stop) = if nth == 0 && !mark.is_empty() {
                (format!(" {mark} "), Stop::Here)
            } else if nth == 0 {
                (" ".to_owned(), Stop::Here)
            } else {
                (" ".repeat(begins), Stop::Passed)
            };
            let pieces = vec![(before, tone), (line, tone)];
            self.push(pieces, lead.cloned(), stop);
        }
    }

    fn steps(&mut self) {
        let steps = &self.view.computed.steps;
        if steps.is_empty() {
            let said = if self.view.computed.verdict == Verdict::Go {
                "Nothing: it is GO."
            } else {
                "No step is known."
            };
            self.say("", (said, Tone::Muted), None);
        }
        let digits = steps.len().to_string().len();
        for (nth, step) in self.view.computed.steps.iter().enumerate() {
            self.step(&format!("{:>digits$}", nth + 1), step);
        }
    }

    /// Where a step is taken.
    fn lead(&self, step: &NextStep) -> Lead {
        let system = self.view.system;
        let unanswered = || {
            let mut items = self.view.computed.items.iter();
            let first = items.find(|item| {
                item.result == ItemResult::Incomplete
                    && item.contribution != Verdict::Go
                    && item.assessment.is_some()
            });
            first.map(|item| item.item.clone())
        };
        match (step.at, &step.item) {
            (StepAt::Item, Some(item)) => Lead::Item(item.clone()),
            (StepAt::Unanswered, _) => unanswered().map_or(
                Lead::Place(Place::Checklists {
                    system: Some(system),
                }),
                Lead::Item,
            ),
            (StepAt::Pack, _) => Lead::Place(Place::Checklists {
                system: Some(system),
            }),
            (StepAt::Tier, _) => Lead::Place(Place::Risk(system)),
            (StepAt::System | StepAt::Item, _) => Lead::Place(Place::System(system)),
        }
    }

    /// In one line where it fits; else who and when stand below what.
    fn step(&mut self, number: &str, step: &NextStep) {
        let lead = self.lead(step);
        let what = match &step.item {
            Some(item) => format!("{item} {}", step.action),
            None => step.action.clone(),
        };
        let what = self.look.safe(&what).into_owned();
        let (who, tone) = self.who_and_when(step);
        let begins = width::cells(number) + 2;
        let used = begins + width::cells(&what) + 2 + width::cells(&who);
        if used <= self.cells {
            let gap = " ".repeat(self.cells - used + 2);
            let pieces = vec![
                (format!(" {number} "), Tone::Muted),
                (what, Tone::Plain),
                (gap, Tone::Plain),
                (who, tone),
            ];
            self.push(pieces, Some(lead), Stop::Here);
            return;
        }
        self.say(number, (&what, Tone::Plain), Some(&lead));
        if !who.is_empty() {
            let pieces = vec![(" ".repeat(begins), Tone::Plain), (who, tone)];
            self.push(pieces, Some(lead), Stop::Passed);
        }
    }

    fn who_and_when(&self, step: &NextStep) -> (String, Tone) {
        let mut said = Vec::new();
        match step.effort {
            Effort::Evidence => said.push("evidence missing".to_owned()),
            Effort::Unanswered => said.push("unanswered".to_owned()),
            Effort::Partial => said.push("a part missing".to_owned()),
            Effort::Unmet | Effort::Other => {}
        }
        if let Some(owner) = &step.owner {
            said.push(self.look.safe(owner).into_owned());
        } else if step.item.is_some() {
            said.push("no owner".to_owned());
        }
        let overdue = step.due.is_some_and(|due| due < self.view.computed.as_of);
        if let Some(due) = step.due {
            said.push(if overdue {
                format!("overdue since {due}")
            } else {
                format!("due {due}")
            });
        }
        let tone = if overdue { Tone::Danger } else { Tone::Muted };
        (said.join(self.look.glyph(" · ", " - ")), tone)
    }

    fn name(&self, id: RecordId) -> Option<String> {
        let people = self.people?.people.iter();
        let name = people
            .filter(|person| person.id == id)
            .map(|person| &person.name);
        name.map(|name| self.look.safe(name).into_owned()).next()
    }

    fn lane(&mut self) {
        let now = &self.view.lane;
        let cleared = match now.cleared {
            Some(true) => ", cleared",
            Some(false) => ", not cleared yet",
            None => "",
        };
        self.heading("LANE", &format!("{}{cleared}", now.lane.word()));
        for why in &self.view.lane.why {
            self.say(self.look.glyph("·", "-"), (why, Tone::Muted), None);
        }
    }

    fn issued(&mut self) {
        self.heading("ISSUED", "");
        let Some(issued) = &self.view.issued else {
            self.say(
                "",
                ("No verdict is issued.", Tone::Muted),
                Some(&Lead::Steps),
            );
            return;
        };
        let lead = Lead::Steps;
        let by = self
            .name(issued.by)
            .map_or(String::new(), |name| format!(" by {name}"));
        let said = format!("{}{by}, as of {}", issued.verdict, issued.as_of);
        self.say("", (&said, Tone::Strong), Some(&lead));
        let until = lasts(issued.valid_until, self.view.computed.as_of);
        self.say(
            "",
            (&format!("valid until {until}"), Tone::Plain),
            Some(&lead),
        );
        if let Some(reason) = &issued.reason {
            let said = format!("{} was computed: {reason}", issued.computed);
            self.say("", (&said, Tone::Plain), Some(&lead));
        }
        if let Some(said) = overridden(issued, &|id| self.name(id)) {
            self.say("", (&said, Tone::Caution), Some(&lead));
        }
        self.changed_since();
    }

    fn changed_since(&mut self) {
        let changed = &self.view.changed_since;
        if changed.is_empty() {
            return;
        }
        self.say(
            "",
            ("stale, changed since:", Tone::Caution),
            Some(&Lead::Steps),
        );
        let dot = self.look.glyph("·", "-");
        for what in &self.view.changed_since {
            self.say(dot, (what, Tone::Plain), None);
        }
    }

    fn sign_offs(&mut self) {
        let signed = &self.view.sign_offs;
        if signed.roles.is_empty() && signed.all.is_empty() {
            return;
        }
        let note = format!(
            "{} of {}, bound to {}",
            signed.persons,
            facts::counted(u64::from(signed.persons_needed), "person", "persons"),
            self.view.digest.short()
        );
        self.heading("SIGN-OFF", &note);
        for (role, name) in &signed.roles {
            let (mark, tone) = match name {
                Some(_) => (self.look.glyph("✓", "+"), Tone::Good),
                None => (self.look.glyph("·", "-"), Tone::Caution),
            };
            let said = format!("{role}: {}", name.as_deref().unwrap_or("nobody yet"));
            self.say(mark, (&said, tone), Some(&Lead::Steps));
        }
        // Who has not signed stands with the role already.
        let is_told = |what: &String| {
            let mut open = signed.roles.iter().filter(|(_, name)| name.is_none());
            open.any(|(role, _)| *what == format!("{role} has not signed"))
        };
        for what in signed.missing.iter().filter(|what| !is_told(what)) {
            self.say("!", (what, Tone::Caution), Some(&Lead::Steps));
        }
        for (one, name, is_current) in &signed.all {
            // Who approved this digest stands with the role already.
            if !is_current || one.decision != Decision::Approve {
                self.say(
                    self.look.glyph("·", "-"),
                    (&signed_by(one, name, *is_current), Tone::Muted),
                    None,
                );
            }
        }
    }

    fn waivers(&mut self) {
        if self.view.waivers.is_empty() {
            return;
        }
        self.heading("WAIVERS", &self.view.waivers.len().to_string());
        let lead = Lead::Place(Place::Waivers {
            system: Some(self.view.system),
        });
        for line in &self.view.waivers {
            let (said, tone) = waiver(line);
            self.say(self.look.glyph("⊘", "/"), (&said, tone), Some(&lead));
        }
    }

    fn improvements(&mut self) {
        let plan = &self.view.computed.improvements;
        if plan.is_empty() {
            return;
        }
        self.heading("IMPROVEMENTS", "advised, in nobody's way");
        for what in &self.view.computed.improvements {
            self.say(self.look.glyph("·", "-"), (what, Tone::Plain), None);
        }
    }

    fn days(&mut self) {
        if self.view.calendar.is_empty() {
            return;
        }
        self.heading("WHAT COMES", "");
        for (day, what) in &self.view.calendar {
            self.say(&day.to_string(), (what, Tone::Plain), None);
        }
    }
}

/// A last day and how far it is.
fn lasts(until: NaiveDate, as_of: NaiveDate) -> String {
    match (until - as_of).num_days() {
        ..0 => format!("{until}: that day has passed"),
        0 => format!("{until}, today"),
        days => format!(
            "{until}, {} left",
            facts::counted(days.unsigned_abs(), "day", "days")
        ),
    }
}

/// What makes an issued verdict laxer than what was computed.
pub(super) fn overridden(
    issued: &Issued,
    name: &dyn Fn(RecordId) -> Option<String>,
) -> Option<String> {
    let laxer = issued.overridden.as_ref()?;
    let by = name(laxer.by).map_or(String::new(), |name| format!(" by {name}"));
    Some(format!(
        "OVERRIDE{by} until {}: {} in place of {}: {}",
        laxer.until, issued.verdict, issued.computed, laxer.reason
    ))
}

fn signed_by(one: &SignOff, name: &str, is_current: bool) -> String {
    let word = match one.decision {
        Decision::Approve => "approved",
        Decision::ApproveWithComment => "approved with a comment",
        Decision::Decline => "declined",
        Decision::Abstain => "abstained",
        Decision::Withdrawn => "withdrew",
    };
    let of_what = if is_current {
        ""
    } else {
        ", for an older state"
    };
    let comment = one
        .comment
        .as_ref()
        .map_or(String::new(), |said| format!(": {said}"));
    format!("{} {name} {word} on {}{of_what}{comment}", one.role, one.on)
}

fn waiver(line: &WaiverLine) -> (String, Tone) {
    let label = &line.waiver.label;
    let until = line.waiver.expires_on;
    let (said, tone) = match line.standing {
        Standing::Proposed => (format!("awaits {}", awaited(line)), Tone::Caution),
        Standing::Active => {
            let days = line.days_left.max(0).unsigned_abs();
            let tone = if days <= 30 {
                Tone::Caution
            } else {
                Tone::Plain
            };
            (
                format!(
                    "until {until}, {} left",
                    facts::counted(days, "day", "days")
                ),
                tone,
            )
        }
        other => (format!("{} {until}", other.word()), Tone::Danger),
    };
    (format!("{label} {said}: {}", line.scope), tone)
}

fn awaited(line: &WaiverLine) -> String {
    if line.awaits.is_empty() {
        return "somebody who may decide it".to_owned();
    }
    line.awaits.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_passes_headings_and_the_rest_of_what_began_above() {
        let stop = |stop| (None, stop);
        let stops = [
            stop(Stop::Passed),
            stop(Stop::Here),
            stop(Stop::Passed),
            stop(Stop::Passed),
            stop(Stop::Here),
            stop(Stop::Passed),
        ];
        let mut list = List::default();
        let mut went = Vec::new();
        for action in [
            Action::Down,
            Action::Down,
            Action::Down,
            Action::Up,
            Action::Up,
            Action::Bottom,
            Action::Top,
        ] {
            moved(&mut list, &stops, action);
            went.push(list.cursor());
        }
        assert_eq!(went, [1, 4, 4, 1, 1, 4, 1]);
    }
}
