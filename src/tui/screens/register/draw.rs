//! The picture of the register: the heat map, the risks in two lines each and, from 100 columns on, the selected one beside them.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::Register;
use crate::{
    domain::{
        register::{Level5, Step},
        tone::Tone,
    },
    ops::risks::{RegisterView, RiskLine},
    tui::{
        look::{Look, Target},
        screen::Availability,
        screens::facts,
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on the selected risk stands beside the list.
const TWO_PANES: u16 = 100;
/// The cells of one cell of the heat map.
const CELL: usize = 7;
/// The lines the heat map takes with its head.
const MAP_LINES: u16 = 8;
/// The cells the names of the steps of likelihood take.
const STEP: usize = 18;

/// The number of the list, as a part of the screen.
const LIST: usize = 0;

/// What stands where there is no risk yet.
const NOTHING: [&str; 3] = [
    "No risks yet.",
    "A register keeps what may happen: how likely and how bad it is without controls, today, and once what is planned is done.",
    "Press a to add the first one. Residual risk ranks; it opens and closes no gate.",
];
/// What is to be done first where there is no system either.
const NO_SYSTEM: &str =
    "A risk is of a system: g s leads to the systems, a registers the first one.";

/// Whether list and risk stand side by side.
pub(super) const fn has_room_for_both(columns: u16) -> bool {
    columns >= TWO_PANES
}

impl Register {
    pub(super) fn draw_register(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        if self.covers() {
            self.draw_selected(frame, area, (look, true));
            return;
        }
        if !has_room_for_both(area.width) || self.length() == 0 {
            self.draw_left(frame, area, look);
            return;
        }
        let sides = Sides::of(area, (area.width * 11 / 20).min(100));
        self.draw_left(frame, sides.left, look);
        sides.draw(frame, pane::Focused::Left, look);
        self.draw_selected(frame, sides.right, (look, false));
    }

    /// The heat map, and the list below it.
    fn draw_left(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let taken = match &self.view {
            Some(view) if !view.risks.is_empty() && area.height >= MAP_LINES + 7 => {
                draw_map(view, self.selected(), frame, (area, look))
            }
            _ => 0,
        };
        self.draw_list(frame, text::below(area, taken), look);
    }

    fn draw_list(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(LIST));
        let note = facts::counted(self.length() as u64, "risk", "risks");
        let pane = Pane {
            title: "RISKS",
            note: if self.view.is_some() { &note } else { "" },
            focused: true,
        };
        let inner = pane.draw(frame, area, look);
        match &self.view {
            None => {
                let said = self.failed.as_deref().unwrap_or("loading…");
                let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
                text::put(frame, text::inset(inner, 2), &line);
            }
            Some(view) if view.risks.is_empty() => {
                let [first, about, begin] = NOTHING;
                let begin = if self.add_availability() == Availability::Ready {
                    begin
                } else {
                    NO_SYSTEM
                };
                text::nothing_yet(frame, inner, &[first, about, begin], look);
            }
            Some(view) => {
                let rows = Rows {
                    area: inner,
                    length: view.risks.len(),
                    lines: 2,
                    choice: Choice::Active,
                    first_target: 0,
                };
                self.list.draw((frame, look), rows, |nth, cells, look| {
                    let line = view.risks.get(nth);
                    line.map(|line| row((view, line), cells, look))
                        .unwrap_or_default()
                });
            }
        }
    }

    fn draw_selected(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        (look, focused): (&mut Look<'_>, bool),
    ) {
        let (Some(line), Some(view)) = (self.selected(), &self.view) else {
            return;
        };
        let title = look.safe(&line.risk.label).into_owned();
        let pane = Pane {
            title: &title,
            note: "",
            focused,
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let lines = in_full((view, line), usize::from(inner.width), look);
        text::put_all(frame, inner, &lines);
    }
}

/// What a level means to the eye: by how high its band stands in the table.
fn tone(view: &RegisterView, level: Level5) -> Tone {
    let rank = view.register.rank(level);
    match rank.map(|rank| view.register.bands.len() - rank) {
        Some(1 | 2) => Tone::Danger,
        Some(3) => Tone::Caution,
        Some(_) => Tone::Good,
        None => Tone::Muted,
    }
}

/// The first letters of a band's word: `vh` for `very-high`, so that colour is not all that tells it.
fn initials(view: &RegisterView, level: Level5) -> String {
    let band = view.register.band(level);
    let words = band.iter().flat_map(|band| band.id.split('-'));
    words.filter_map(|word| word.chars().next()).collect()
}

/// The heat map with its head; the cell of the selected risk stands in brackets. Says how many lines it took.
fn draw_map(
    view: &RegisterView,
    selected: Option<&RiskLine>,
    frame: &mut Frame<'_>,
    (area, look): (Rect, &Look<'_>),
) -> u16 {
    let pane = Pane {
        title: "RESIDUAL RISK",
        note: "likelihood by impact",
        focused: false,
    };
    let inner = pane.draw(
        frame,
        Rect {
            height: MAP_LINES.min(area.height),
            ..area
        },
        look,
    );
    let names = if usize::from(inner.width) >= STEP + 5 * CELL + 2 {
        STEP
    } else {
        3
    };
    let is_named = names == STEP;
    let at = selected.map(|line| line.risk.residual);
    let mut lines = Vec::new();
    for likelihood in (1..=Level5::STEPS).rev() {
        let step = view
            .register
            .likelihoods
            .iter()
            .find(|step| step.value == likelihood);
        let word = step
            .filter(|_| is_named)
            .map_or("", |step| step.word.as_str());
        let name = look.safe(&format!(" {likelihood} {word}")).into_owned();
        let mut spans = vec![text::cell(&name, names, look.style(Tone::Muted))];
        spans.extend((1..=Level5::STEPS).map(|impact| {
            let level = Level5 { likelihood, impact };
            cell(view, (level, at == Some(level)), look)
        }));
        lines.push(Line::from(spans));
    }
    let axis = if is_named { " impact" } else { "" };
    let mut steps = vec![text::cell(axis, names, look.style(Tone::Muted))];
    steps.extend(
        (1..=Level5::STEPS)
            .map(|impact| text::cell(&format!("  {impact}"), CELL, look.style(Tone::Muted))),
    );
    lines.push(Line::from(steps));
    text::put_all(frame, inner, &lines);
    MAP_LINES.min(area.height)
}

fn cell(view: &RegisterView, (level, is_here): (Level5, bool), look: &Look<'_>) -> Span<'static> {
    let mut heat = view.heat.iter();
    let here = |(likelihood, impact, _): &&(u8, u8, u64)| {
        (*likelihood, *impact) == (level.likelihood, level.impact)
    };
    let count = heat.find(here).map(|(.., count)| *count);
    let band = initials(view, level);
    let (open, close) = if is_here { ("[", "]") } else { (" ", " ") };
    let (said, tone) = match count {
        Some(count) => (format!("{open}{band:>2} {count}{close}"), tone(view, level)),
        None => (format!(" {band:>2} {} ", look.glyph("·", ".")), Tone::Muted),
    };
    text::cell(&said, CELL, look.style(tone))
}

/// Label and title, and below them the levels, the treatment and the flags.
fn row(
    (view, line): (&RegisterView, &RiskLine),
    cells: usize,
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    let risk = &line.risk;
    let muted = look.style(Tone::Muted);
    let title = look.safe(&risk.title).into_owned();
    let tone_of_title = if risk.closed.is_some() {
        Tone::Struck
    } else {
        Tone::Plain
    };
    let name = vec![
        Span::styled(
            format!("{}  ", look.safe(&risk.label)),
            look.style(Tone::Accent),
        ),
        Span::styled(title, look.style(tone_of_title)),
    ];
    let arrow = look.glyph("→", "->");
    let mut about = vec![
        Span::styled(
            format!("  {} {arrow} {} {arrow} ", risk.inherent, risk.current),
            muted,
        ),
        Span::styled(
            format!("{} {}", risk.residual, initials(view, risk.residual)),
            look.style(tone(view, risk.residual)),
        ),
        facts::dot(look),
        Span::styled(risk.treatment.word(), muted),
    ];
    if risk.closed.is_some() {
        about.extend([facts::dot(look), Span::styled("closed", muted)]);
    }
    if !line.flags.is_empty() {
        let flags: Vec<_> = line.flags.iter().map(|(flag, _)| flag.word()).collect();
        let flags = format!("! {}", flags.join(" "));
        about.extend([
            facts::dot(look),
            Span::styled(flags, look.style(Tone::Caution)),
        ]);
    }
    if view.system.is_none() {
        let system = look.safe(&line.system.0).into_owned();
        about.extend([facts::dot(look), Span::styled(system, muted)]);
    }
    vec![text::cut(name, cells), text::cut(about, cells)]
}

/// What the steps of a level are called: `, likely and severe`.
fn steps(view: &RegisterView, level: Level5) -> String {
    let word = |steps: &[Step], value: u8| {
        let step = steps.iter().find(|step| step.value == value);
        step.map(|step| step.word.clone())
    };
    let register = &view.register;
    let likelihood = word(&register.likelihoods, level.likelihood);
    match likelihood.zip(word(&register.impacts, level.impact)) {
        Some((likelihood, impact)) => format!(", {likelihood} and {impact}"),
        None => String::new(),
    }
}

/// Everything that is said of a risk.
fn in_full(
    (view, line): (&RegisterView, &RiskLine),
    cells: usize,
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    let risk = &line.risk;
    let mut lines = Vec::new();
    let mut say = |said: &str, tone: Tone| {
        for line in text::wrapped(&look.safe(said), cells, 8) {
            lines.push(Line::styled(line, look.style(tone)));
        }
    };
    say(&risk.title, Tone::Strong);
    let (label, name) = &line.system;
    say(&format!("{label} {name}"), Tone::Muted);
    if let Some(about) = &risk.about {
        say(about, Tone::Plain);
    }
    say(" ", Tone::Plain);
    for (nth, (name, level)) in [
        ("inherent", risk.inherent),
        ("current", risk.current),
        ("residual", risk.residual),
    ]
    .into_iter()
    .enumerate()
    {
        let band = line.bands.get(nth).map(|band| band.to_lowercase());
        let steps = steps(view, level);
        let said = format!("{name} {level} {}{steps}", band.unwrap_or_default());
        say(&said, tone(view, level));
    }
    for (flag, text) in &line.flags {
        say(&format!("! {}: {text}", flag.word()), Tone::Caution);
    }
    say(&format!("treatment: {}", risk.treatment), Tone::Plain);
    for control in &risk.controls {
        say(&format!("control: {control}"), Tone::Plain);
    }
    if let Some(owner) = &risk.owner {
        say(&format!("owner: {owner}"), Tone::Plain);
    }
    if let Some(day) = risk.review_by {
        say(&format!("review by {day}"), Tone::Plain);
    }
    match (&risk.closed, view.register.band(risk.residual)) {
        (Some((day, reason)), _) => say(&format!("closed on {day}: {reason}"), Tone::Muted),
        (None, Some(band)) => say(&band.act, Tone::Muted),
        (None, None) => {}
    }
    lines
}
