//! The picture of the checklists: each in two lines and, from 100 columns on, more about the selected one beside them.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Checklists, Selected, told};
use crate::{
    domain::{text::counted, tone::Tone},
    ops::assessments::{AssessmentLine, OfferLine},
    tui::{
        look::{Look, Target},
        screens::facts,
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on more about the selected one stands beside the list.
const TWO_PANES: u16 = 100;
/// The number of the list, as a part of the screen.
const LIST: usize = 0;
/// The cells of a name beside the list.
const NAME: usize = 16;

/// What stands where there is none and none is offered.
const NOTHING: [&str; 3] = [
    "No checklists yet.",
    "A checklist asks what a kind of system must show; which ones are offered follows from the facts of a system.",
    "Register a system first: g s leads to the systems, a adds one.",
];

impl Checklists {
    pub(super) fn draw_checklists(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        look: &mut Look<'_>,
    ) {
        if area.width < TWO_PANES || self.length() == 0 {
            self.draw_list(frame, area, look);
            return;
        }
        let sides = Sides::of(area, (area.width * 3 / 5).min(90));
        self.draw_list(frame, sides.left, look);
        sides.draw(frame, pane::Focused::Left, look);
        self.draw_beside(frame, sides.right, look);
    }

    fn draw_list(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(LIST));
        let note = self.view.as_ref().map(|view| {
            let (started, offered) = (view.assessments.len(), view.offered.len());
            format!("{started} started, {offered} offered")
        });
        let pane = Pane {
            title: "CHECKLISTS",
            note: note.as_deref().unwrap_or_default(),
            focused: true,
        };
        let inner = pane.draw(frame, area, look);
        if self.view.is_none() {
            let said = self.failed.as_deref().unwrap_or("loading…");
            let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
            text::put(frame, text::inset(inner, 2), &line);
            return;
        }
        if self.length() == 0 {
            text::nothing_yet(frame, inner, &NOTHING, look);
            return;
        }
        let rows = Rows {
            area: inner,
            length: self.length(),
            lines: 2,
            choice: Choice::Active,
            first_target: 0,
        };
        let mut list = std::mem::take(&mut self.list);
        let of_all = self.system.is_none();
        list.draw((frame, look), rows, |nth, cells, look| match self.at(nth) {
            Some(Selected::Started(line)) => started(line, (cells, of_all), look),
            Some(Selected::Offered(offer)) => offered(offer, (cells, of_all), look),
            Some(Selected::Heading) => {
                let heading = Line::styled("OFFERED", look.style(Tone::Heading));
                vec![Line::default(), heading]
            }
            None => Vec::new(),
        });
        self.list = list;
    }

    fn draw_beside(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
        let title = match self.selected() {
            Some(Selected::Started(line)) => look.safe(&line.label).into_owned(),
            Some(Selected::Offered(offer)) => look.safe(&offer.pack).into_owned(),
            Some(Selected::Heading) | None => String::new(),
        };
        let pane = Pane {
            title: &title,
            ..Pane::default()
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let dash = look.glyph("–", "-");
        let facts = match self.selected() {
            Some(Selected::Started(line)) => about_started(line, dash),
            Some(Selected::Offered(offer)) => about_offered(offer),
            Some(Selected::Heading) | None => Vec::new(),
        };
        let cells = usize::from(inner.width);
        let mut lines = Vec::new();
        for (name, said, tone) in facts {
            let room = cells.saturating_sub(NAME).max(1);
            let wrapped = text::wrapped(&look.safe(&said), room, 3);
            for (nth, said) in wrapped.into_iter().enumerate() {
                let name = if nth == 0 { name } else { "" };
                lines.push(text::cut(
                    vec![
                        text::cell(name, NAME, look.style(Tone::Muted)),
                        Span::styled(said, look.style(tone)),
                    ],
                    cells,
                ));
            }
        }
        text::put_all(frame, inner, &lines);
    }
}

/// Pack and version, and below them system and numbers.
fn started(
    line: &AssessmentLine,
    (cells, of_all): (usize, bool),
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    let muted = look.style(Tone::Muted);
    let mut name = vec![
        Span::styled(
            format!("{}  ", look.safe(&line.label)),
            look.style(Tone::Accent),
        ),
        Span::raw(look.safe(&line.title).into_owned()),
        Span::styled(format!(" {}", line.version), muted),
    ];
    if let Some(subject) = &line.subject {
        name.push(facts::dot(look));
        name.push(Span::raw(look.safe(subject).into_owned()));
    }
    if let Some(newer) = line.newer {
        let said = format!("  {} {newer}", look.glyph("↑", "^"));
        name.push(Span::styled(said, look.style(Tone::Caution)));
    }
    let numbers = &line.numbers;
    let mut about = vec![Span::raw("  ")];
    if of_all {
        about.push(Span::raw(look.safe(&line.system.2).into_owned()));
        about.push(facts::dot(look));
    }
    let score = look.safe(&line.score).replace('–', look.glyph("–", "-"));
    about.push(Span::styled(score, look.style(Tone::Strong)));
    about.push(facts::dot(look));
    let answered = format!("{} of {} answered", numbers.answered, numbers.items);
    about.push(Span::styled(answered, muted));
    let failing = numbers.failed + numbers.unevidenced;
    for (count, word, tone) in [
        (failing, "failing", Tone::Danger),
        (line.disputed, "disputed", Tone::Danger),
        (line.reconfirm, "to confirm", Tone::Caution),
        (line.stale_evidence, "stale", Tone::Caution),
    ] {
        if count > 0 {
            about.push(facts::dot(look));
            about.push(Span::styled(format!("{count} {word}"), look.style(tone)));
        }
    }
    vec![text::cut(name, cells), text::cut(about, cells)]
}

/// Pack and version, and below them how much it asks and why it is offered.
fn offered(
    offer: &OfferLine,
    (cells, of_all): (usize, bool),
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    let muted = look.style(Tone::Muted);
    let tone = if offer.is_asked_for {
        Tone::Caution
    } else {
        Tone::Muted
    };
    let mut name = vec![
        Span::styled(look.glyph("+ ", "+ "), look.style(tone)),
        Span::raw(look.safe(&offer.title).into_owned()),
        Span::styled(format!(" {}", offer.version), muted),
    ];
    if let Some((_, subject)) = &offer.subject {
        name.push(facts::dot(look));
        name.push(Span::raw(look.safe(subject).into_owned()));
    }
    let mut about = vec![Span::raw("  ")];
    if of_all {
        about.push(Span::raw(look.safe(&offer.system.2).into_owned()));
        about.push(facts::dot(look));
    }
    about.push(Span::styled(effort(offer), muted));
    about.push(facts::dot(look));
    let why = format!("because {}", look.safe(&offer.why));
    about.push(Span::styled(why, muted));
    vec![text::cut(name, cells), text::cut(about, cells)]
}

fn effort(offer: &OfferLine) -> String {
    let items = counted(offer.items.into(), "item", "items");
    let minutes = counted(offer.minutes.into(), "minute", "minutes");
    let evidence = counted(offer.evidenced.into(), "needs", "need");
    format!("{items}, about {minutes}, {evidence} evidence")
}

type Fact = (&'static str, String, Tone);

fn about_started(line: &AssessmentLine, dash: &str) -> Vec<Fact> {
    let numbers = &line.numbers;
    let mut all = vec![
        (
            "pack",
            format!("{} {}", line.pack, line.version),
            Tone::Plain,
        ),
        (
            "system",
            format!("{} {}", line.system.1, line.system.2),
            Tone::Plain,
        ),
        ("score", line.score.replace('–', dash), Tone::Strong),
        (
            "claimed",
            told::share(numbers, numbers.claimed_bp),
            Tone::Plain,
        ),
        ("evidenced", told::evidenced(numbers, dash), Tone::Plain),
    ];
    if let Some(newer) = line.newer {
        let said = format!("{newer} is there: ^ shows what it changes");
        all.insert(1, ("newer version", said, Tone::Caution));
    }
    for (name, count, tone) in [
        (
            "unanswered",
            numbers.items - numbers.answered.min(numbers.items),
            Tone::Caution,
        ),
        ("passed", numbers.passed, Tone::Good),
        ("failed", numbers.failed, Tone::Danger),
        ("no evidence", numbers.unevidenced, Tone::Caution),
        ("waived", numbers.waived, Tone::Caution),
        ("not applicable", numbers.not_applicable, Tone::Muted),
        ("disputed", line.disputed, Tone::Danger),
        ("to confirm", line.reconfirm, Tone::Caution),
        ("stale evidence", line.stale_evidence, Tone::Caution),
    ] {
        if count > 0 {
            all.push((name, count.to_string(), tone));
        }
    }
    if line.na_warning {
        let share = numbers.na_share_bp / 100;
        let said = format!("{share} % of the weight: the board must acknowledge it");
        all.push(("n/a share", said, Tone::Caution));
    }
    all
}

fn about_offered(offer: &OfferLine) -> Vec<Fact> {
    let asked = if offer.is_asked_for {
        ("the verdict waits for it", Tone::Caution)
    } else {
        ("it is only offered: no verdict waits for it", Tone::Muted)
    };
    vec![
        (
            "pack",
            format!("{} {}", offer.title, offer.version),
            Tone::Plain,
        ),
        (
            "system",
            format!("{} {}", offer.system.1, offer.system.2),
            Tone::Plain,
        ),
        ("because", offer.why.clone(), Tone::Plain),
        ("at", offer.tier.word().to_owned(), Tone::Plain),
        ("effort", effort(offer), Tone::Plain),
        (
            "gates",
            counted(
                offer.gating.into(),
                "item blocks or is required",
                "items block or are required",
            ),
            Tone::Plain,
        ),
        ("readiness", asked.0.to_owned(), asked.1),
    ]
}
