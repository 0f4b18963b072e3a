//! The waivers: what awaits a decision, what runs and how long, what begins, what is over, and the whole of the selected one
//! beside them or behind Enter. It must not know the rules: what may be done with a waiver, and why not, is told with it.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{ids::RecordId, waiver::Standing},
    ops::{
        query::Query,
        view::View,
        waivers::{WaiverLine, WaiversView},
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Menu, Outcome, Place, Scope, Screen},
        screens::{facts, packets::act::make, question::Question},
        widgets::list::List,
    },
};

mod detail;
mod draw;
mod forms;

/// How many days ahead an end is near.
const NEAR: i64 = 90;
/// What a word of the menu of facets begins with.
const FACET: &str = "facet:";

/// Which waivers are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facet {
    All,
    /// Those that await me, and those I asked for or own.
    Mine,
    /// Those that run and end soon.
    Ending,
    /// Those of one system.
    Of(RecordId),
}

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// The head of a section, and how many it has.
    Head(&'static str, usize),
    /// A waiver, by its place in the view.
    Waiver(usize),
}

/// What a form or a menu is about, by its identity: the list may change before the answer.
#[derive(Debug, Clone)]
enum About {
    Step(Box<WaiverLine>),
    New,
}

/// The screen.
pub(super) struct Waivers {
    system: Option<RecordId>,
    view: Option<WaiversView>,
    rows: Vec<Row>,
    facet: Facet,
    list: List,
    /// The waiver the cursor is to be put on as soon as it is seen.
    wanted: Option<RecordId>,
    /// Why the waivers could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    /// Whether the whole waiver has the keys.
    reading: bool,
    /// The first line of it that is seen.
    offset: usize,
    /// How far it can be scrolled: known once it is drawn.
    furthest: usize,
    about: Option<About>,
    size: (u16, u16),
}

impl Waivers {
    /// The waivers of one system or of all.
    pub(super) fn new(system: Option<RecordId>) -> Self {
        Self {
            system,
            view: None,
            rows: Vec::new(),
            facet: Facet::All,
            list: List::default(),
            wanted: None,
            failed: None,
            question: Question::of(Slot::Waivers),
            reading: false,
            offset: 0,
            furthest: 0,
            about: None,
            size: (0, 0),
        }
    }

    fn lines(&self) -> &[WaiverLine] {
        self.view.as_ref().map_or(&[], |view| &view.lines)
    }

    fn selected(&self) -> Option<&WaiverLine> {
        match self.rows.get(self.list.cursor())? {
            Row::Head(..) => None,
            Row::Waiver(place) => self.lines().get(*place),
        }
    }

    /// How many waivers are listed, and the place of the selected one among them.
    fn counted(&self) -> (usize, usize) {
        let is_waiver = |row: &&Row| matches!(row, Row::Waiver(_));
        let all = self.rows.iter().filter(is_waiver).count();
        let before = self.rows.iter().take(self.list.cursor());
        (all, before.filter(is_waiver).count())
    }

    fn show(&mut self, view: WaiversView) {
        let wanted = self.wanted.take().or_else(|| self.cursor());
        self.failed = None;
        self.view = Some(view);
        self.lay_out(wanted);
    }

    /// Puts the waivers of the facet in their sections, and the cursor on one of them.
    fn lay_out(&mut self, wanted: Option<RecordId>) {
        let shown: Vec<usize> = (0..)
            .zip(self.lines())
            .filter(|(_, line)| self.is_shown(line))
            .map(|(place, _)| place)
            .collect();
        self.rows = sections(self.lines(), &shown);
        let is_it = |row: &Row| match row {
            Row::Head(..) => false,
            Row::Waiver(place) => self.lines().get(*place).map(|line| line.waiver.id) == wanted,
        };
        let place = self.rows.iter().position(is_it);
        self.reading &= place.is_some();
        self.list.put(place.unwrap_or(1));
    }

    fn is_shown(&self, line: &WaiverLine) -> bool {
        match self.facet {
            Facet::All => true,
            Facet::Mine => line.awaits_me || line.is_mine,
            Facet::Ending => line.ends_within(NEAR),
            Facet::Of(system) => line.waiver.system == system,
        }
    }

    /// Moves to another waiver; the heads of sections are passed over.
    fn move_list(&mut self, action: Action) {
        let before = self.list.cursor();
        if !self.list.moved(action, self.rows.len()) {
            return;
        }
        let at = self.list.cursor();
        let is_head = |at: usize| matches!(self.rows.get(at), Some(Row::Head(..)));
        if is_head(at) {
            let goes_up = at < before && at > 0;
            self.list.put(if goes_up { at - 1 } else { at + 1 });
        }
        if self.list.cursor() != before {
            self.offset = 0;
        }
    }

    fn scroll(&mut self, action: Action) {
        let page = usize::from(self.size.1).saturating_sub(3).max(1);
        let to = match action {
            Action::Down => self.offset + 1,
            Action::Up => self.offset.saturating_sub(1),
            Action::HalfPageDown => self.offset + page.div_ceil(2),
            Action::HalfPageUp => self.offset.saturating_sub(page.div_ceil(2)),
            Action::PageDown => self.offset + page,
            Action::PageUp => self.offset.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => self.furthest,
            _ => return,
        };
        self.offset = to.min(self.furthest);
    }

    fn facet_in_words(&self) -> String {
        match self.facet {
            Facet::All => String::new(),
            Facet::Mine => "mine".to_owned(),
            Facet::Ending => format!("ending within {NEAR} days"),
            Facet::Of(system) => {
                let mut lines = self.lines().iter();
                let found = lines.find(|line| line.waiver.system == system);
                found.map_or_else(String::new, |line| line.system.1.clone())
            }
        }
    }

    fn ask_facet(&self) -> Outcome {
        let choice = |word: &str, text: &str, why: Option<String>| {
            (format!("{FACET}{word}"), text.to_owned(), why)
        };
        let nobody = self
            .view
            .as_ref()
            .filter(|view| view.me.is_none())
            .map(|_| "nobody goes by your name: `archdeck person add`".to_owned());
        let mut choices = vec![
            choice("all", "All", None),
            choice(
                "mine",
                "Mine: they await me, or I asked for or own them",
                nobody,
            ),
            choice("ending", &format!("Ending within {NEAR} days"), None),
        ];
        let mut seen = Vec::new();
        for line in self.lines() {
            if self.system.is_none() && !seen.contains(&line.waiver.system) {
                seen.push(line.waiver.system);
                let word = line.waiver.system.to_string();
                choices.push(choice(
                    &word,
                    &format!("{} {}", line.system.0, line.system.1),
                    None,
                ));
            }
        }
        Outcome::Menu(Menu {
            title: "Which waivers".to_owned(),
            choices,
        })
    }

    fn choose_facet(&mut self, word: &str) {
        self.facet = match word {
            "mine" => Facet::Mine,
            "ending" => Facet::Ending,
            other => other.parse().map_or(Facet::All, Facet::Of),
        };
        let at = self.cursor();
        self.lay_out(at);
    }

    /// Why nothing can be asked for here; `None` where something can.
    fn why_not_asked(&self) -> Option<String> {
        let view = self.view.as_ref()?;
        if view.people.is_empty() {
            return Some("nobody is known who could ask: `archdeck person add`".to_owned());
        }
        view.systems
            .is_empty()
            .then(|| "there is no system yet: g s, then a".to_owned())
    }

    fn with_view(
        &mut self,
        form: impl FnOnce(&Self, &WaiversView) -> Option<(About, Outcome)>,
    ) -> Vec<Outcome> {
        let made = self.view.as_ref().and_then(|view| form(self, view));
        let Some((about, outcome)) = made else {
            return Vec::new();
        };
        self.about = Some(about);
        vec![outcome]
    }
}

/// The shown waivers by sections; a section without any has no head.
fn sections(lines: &[WaiverLine], shown: &[usize]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (head, holds) in SECTIONS {
        let mine: Vec<_> = shown
            .iter()
            .filter(|place| lines.get(**place).is_some_and(|line| holds(line.standing)))
            .collect();
        if !mine.is_empty() {
            rows.push(Row::Head(head, mine.len()));
            rows.extend(mine.into_iter().map(|place| Row::Waiver(*place)));
        }
    }
    rows
}

/// The head of a section, and whether it has a standing.
type Section = (&'static str, fn(Standing) -> bool);

/// The sections, and which standings each has.
const SECTIONS: [Section; 4] = [
    ("AWAITS A DECISION", |standing| {
        standing == Standing::Proposed
    }),
    ("ACTIVE", |standing| standing == Standing::Active),
    ("SCHEDULED", |standing| standing == Standing::Scheduled),
    ("ENDED", |standing| {
        !standing.runs() && standing != Standing::Proposed
    }),
];

fn unless(why: Option<String>) -> Availability {
    why.map_or(Availability::Ready, Availability::Disabled)
}

impl Screen for Waivers {
    fn place(&self) -> Place {
        Place::Waivers {
            system: self.system,
        }
    }

    fn breadcrumb(&self) -> Vec<String> {
        let named = self.view.as_ref().and_then(|view| view.system.as_ref());
        let mut crumbs: Vec<String> = Vec::new();
        if let Some((_, _, name)) = named {
            crumbs.extend(["Systems".to_owned(), name.clone()]);
        }
        crumbs.push("Waivers".to_owned());
        if self.reading && self.size.0 < draw::TWO_PANES {
            crumbs.extend(self.selected().map(|line| line.waiver.label.clone()));
        }
        crumbs
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Waivers, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        let none = || {
            let empty = self.rows.is_empty();
            empty.then(|| "there are no waivers here".to_owned())
        };
        match action {
            Action::AddWaiver => unless(self.why_not_asked()),
            Action::ExtendWaiver => {
                let refused = self.selected().and_then(|line| {
                    line.refused(crate::ops::waivers::WaiverStep::Extend)
                        .map(str::to_owned)
                });
                unless(none().or(refused).or_else(|| self.why_not_asked()))
            }
            Action::Facet => unless(
                self.lines()
                    .is_empty()
                    .then(|| "there are no waivers here".to_owned()),
            ),
            Action::Back | Action::Left if self.reading || self.facet != Facet::All => {
                Availability::Ready
            }
            Action::Open | Action::Right if self.reading => {
                Availability::Disabled("it is open already".to_owned())
            }
            Action::Open
            | Action::Right
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom
            | Action::WaiverStep
            | Action::History => unless(none()),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.rows.is_empty() {
            let mut hints = vec![Action::AddWaiver];
            if self.facet != Facet::All {
                hints.push(Action::Facet);
            }
            return hints;
        }
        let mut hints = if self.reading {
            vec![Action::Back, Action::WaiverStep]
        } else {
            vec![Action::Open, Action::WaiverStep]
        };
        if self.availability(Action::ExtendWaiver) == Availability::Ready {
            hints.push(Action::ExtendWaiver);
        }
        hints.extend([Action::AddWaiver, Action::Facet, Action::History]);
        hints
    }

    fn status(&self) -> String {
        if self.view.is_none() {
            return "loading…".to_owned();
        }
        let (all, at) = self.counted();
        let said = facts::placed(at, all, ("waiver", "waivers"));
        match self.facet_in_words() {
            none if none.is_empty() => said,
            facet => format!("{said} · {facet}"),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        vec![self.question.ask(Query::Waivers(self.system), context)]
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            Action::Open | Action::Right => {
                self.reading = self.selected().is_some();
                self.offset = 0;
            }
            Action::Back | Action::Left if self.reading => self.reading = false,
            Action::Back | Action::Left => self.choose_facet("all"),
            Action::Facet => return vec![self.ask_facet()],
            Action::History => {
                let record = self.cursor();
                return vec![Outcome::Go(Place::Events { record })];
            }
            Action::AddWaiver => {
                return self.with_view(|screen, view| {
                    Some((About::New, Outcome::Form(forms::new(view, screen.system))))
                });
            }
            Action::WaiverStep => {
                return self.with_view(|screen, _| {
                    let line = screen.selected()?.clone();
                    let menu = forms::steps(&line);
                    Some((About::Step(Box::new(line)), Outcome::Menu(menu)))
                });
            }
            Action::ExtendWaiver => {
                return self.with_view(|screen, view| {
                    let line = screen.selected()?.clone();
                    let form = forms::extension(view, &line);
                    Some((About::Step(Box::new(line)), Outcome::Form(form)))
                });
            }
            _ if self.reading => self.scroll(action),
            _ => self.move_list(action),
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Waivers(view)) => self.show(*view),
            Ok(_) => {}
            Err(problem) => {
                self.failed = Some(problem.message.clone());
                return vec![Outcome::Warn(problem)];
            }
        }
        Vec::new()
    }

    fn choose(&mut self, word: &str, _context: &mut Context<'_>) -> Vec<Outcome> {
        if let Some(facet) = word.strip_prefix(FACET) {
            self.choose_facet(facet);
            return Vec::new();
        }
        let Some(About::Step(line)) = &self.about else {
            return Vec::new();
        };
        let view = self.view.as_ref();
        let form = view.and_then(|view| forms::of_step(word, view, line));
        form.map(Outcome::Form).into_iter().collect()
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        let change = match &self.about {
            Some(About::Step(line)) => forms::about_one(form, line, filled)?,
            Some(About::New) => Some(forms::asked_for(filled, self.system)?),
            None => None,
        };
        Ok(change
            .map(|change| make(change, context))
            .into_iter()
            .collect())
    }

    fn cursor(&self) -> Option<RecordId> {
        self.selected().map(|line| line.waiver.id)
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.wanted = Some(record);
    }

    fn system(&self) -> Option<RecordId> {
        self.system
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        if matches!(self.rows.get(target), Some(Row::Waiver(_))) {
            self.list.put(target);
            self.offset = 0;
            self.reading = twice;
        }
        Vec::new()
    }

    fn roll(&mut self, pane: usize, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        if pane == draw::WHOLE {
            self.scroll(action);
        } else {
            self.move_list(action);
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_waivers(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
