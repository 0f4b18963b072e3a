//! What stands beside the factors, line by line: the tier with its reason and distances, the tiers recorded before, and what a
//! what-if comes to. It draws nothing.

use std::fmt::Write as _;

use ratatui::text::{Line, Span};

use crate::{
    domain::{
        condition::Truth,
        gate::Force,
        rubric::{Hit, Run, grouped},
        tier::Tier,
        tone::Tone,
    },
    markdown::width,
    ops::{
        systems::TierLine,
        tiers::{RiskView, WhatIfView},
    },
    tui::{look::Look, widgets::text},
};

/// The highest score in basis points.
const WHOLE: usize = 10_000;

/// Lines for a width.
pub(super) struct Lines<'a, 'look> {
    pub(super) cells: usize,
    pub(super) look: &'a Look<'look>,
    pub(super) drawn: Vec<Line<'static>>,
}

impl Lines<'_, '_> {
    /// A text in as many lines as it needs; those after the first begin further in.
    fn say(&mut self, said: &str, tone: Tone) {
        let said = self.look.safe(said).into_owned();
        let room = self.cells.saturating_sub(2);
        for (nth, line) in text::wrapped(&said, room, 12).into_iter().enumerate() {
            let indent = if nth == 0 { "" } else { "  " };
            self.drawn.push(Line::styled(
                format!("{indent}{line}"),
                self.look.style(tone),
            ));
        }
    }

    fn head(&mut self, title: &str) {
        if !self.drawn.is_empty() {
            self.drawn.push(Line::default());
        }
        self.say(title, Tone::Heading);
    }

    /// The tier of the scores as they are, why, and how far the others are.
    pub(super) fn tier(&mut self, view: &RiskView) {
        self.run(&view.run, view);
        let state = if view.is_open {
            "not recorded"
        } else {
            "recorded"
        };
        let recorded = match view.recorded.tier {
            None => "no tier was recorded yet".to_owned(),
            Some(_) if view.is_open => format!("{state}; {}", before(&view.recorded)),
            Some(_) => in_words(&view.recorded),
        };
        let tone = match (&view.recorded.expired, view.is_open) {
            (Some(_), _) | (_, true) => Tone::Caution,
            _ => Tone::Muted,
        };
        self.say(&recorded, tone);
        self.head("DISTANCE");
        for far in &view.distance {
            self.say(far, Tone::Plain);
        }
        self.hits(&view.run);
        self.gates(view);
        for (_, title, level) in &view.caps_to_sign {
            self.say(&format!("a cap awaits {level}: {title}"), Tone::Caution);
        }
    }

    fn run(&mut self, run: &Run, view: &RiskView) {
        let tone = if run.provisional {
            Tone::Caution
        } else {
            Tone::Strong
        };
        let dot = self.look.glyph("·", "-");
        self.say(&format!("{} {dot} {}", run.called(), run.score()), tone);
        self.ruler(run, &view.bands);
        self.say(&run.because(), Tone::Plain);
    }

    /// The score on a scale with the bands below it.
    fn ruler(&mut self, run: &Run, bands: &[(Tier, u32)]) {
        let cells = self.cells.saturating_sub(1);
        if cells < 20 {
            return;
        }
        let place = |bp: u32| (bp as usize * cells.saturating_sub(1)) / WHOLE;
        let (low, high) = (place(run.low_bp), place(run.high_bp));
        let mut scale = Vec::with_capacity(cells);
        for at in 0..cells {
            let is_border = bands
                .iter()
                .any(|(_, from)| *from > 0 && place(*from) == at);
            scale.push(match (low..=high).contains(&at) {
                true => Span::styled(self.look.glyph("█", "#"), self.look.style(Tone::Accent)),
                false if is_border => {
                    Span::styled(self.look.glyph("┼", "+"), self.look.style(Tone::Border))
                }
                false => Span::styled(self.look.glyph("─", "-"), self.look.style(Tone::Border)),
            });
        }
        self.drawn.push(Line::from(scale));
        let mut named = String::new();
        for (tier, from) in bands {
            let at = place(*from);
            let free = at.saturating_sub(width::cells(&named));
            named.push_str(&" ".repeat(free));
            let _ = write!(named, "{tier} {} ", grouped(*from));
        }
        let named = width::truncate(named.trim_end(), cells).into_owned();
        self.drawn
            .push(Line::styled(named, self.look.style(Tone::Muted)));
    }

    /// Floors, stops and caps with what is known of them.
    fn hits(&mut self, run: &Run) {
        self.head("FLOORS, STOPS AND CAPS");
        for hit in &run.floors {
            self.hit(hit, "");
        }
        for hit in &run.stops {
            self.hit(hit, "stop: ");
        }
        for hit in &run.caps {
            let signed = if run.capped_by.contains(&hit.id) {
                "cap, signed: "
            } else {
                "cap: "
            };
            self.hit(hit, signed);
        }
    }

    fn hit(&mut self, hit: &Hit, kind: &str) {
        let (mark, tone) = match hit.holds {
            Truth::True => (self.look.glyph("✓", "v"), Tone::Caution),
            Truth::False => (self.look.glyph("✗", "x"), Tone::Muted),
            Truth::Unknown => ("?", Tone::Caution),
        };
        let arrow = self.look.glyph("→", "->");
        let leads = hit.tier.map_or_else(
            || format!(" {arrow} NO-GO"),
            |tier| format!(" {arrow} {tier}"),
        );
        let unknown = match hit.holds {
            Truth::Unknown => ", nobody knows",
            Truth::True | Truth::False => "",
        };
        self.say(&format!("{mark} {kind}{}{leads}{unknown}", hit.title), tone);
    }

    /// How many gates block or are required at each tier.
    fn gates(&mut self, view: &RiskView) {
        self.head("GATES");
        for (tier, gates) in &view.gates {
            let count = |wanted| gates.iter().filter(|(_, force)| *force == wanted).count();
            let said = [Force::Block, Force::Require, Force::Advise]
                .map(|force| format!("{} {force}", count(force)));
            let (mark, tone) = if *tier == view.run.tier {
                (self.look.glyph("▸", ">"), Tone::Strong)
            } else {
                (" ", Tone::Muted)
            };
            self.say_as_is(&format!("{mark} {tier}  {}", said.join(", ")), tone);
        }
    }

    /// A text in one line, its blanks as they are.
    fn say_as_is(&mut self, said: &str, tone: Tone) {
        let span = Span::styled(self.look.safe(said).into_owned(), self.look.style(tone));
        self.drawn.push(text::cut(vec![span], self.cells));
    }

    /// The tiers that were recorded, the last first.
    pub(super) fn history(&mut self, view: &RiskView) {
        if view.history.is_empty() {
            self.say("No tier was recorded yet.", Tone::Strong);
            self.say(
                "Score the factors with digits; s records the tier.",
                Tone::Muted,
            );
        }
        for line in &view.history {
            if !self.drawn.is_empty() {
                self.drawn.push(Line::default());
            }
            let tone = if line.expired.is_some() {
                Tone::Muted
            } else {
                Tone::Strong
            };
            self.say(&in_words(line), tone);
            if let Some((low, high)) = line.score_bp {
                let score = if low == high {
                    format!("{} bp", grouped(low))
                } else {
                    format!("{} to {} bp", grouped(low), grouped(high))
                };
                self.say(&format!("{score}: {}", line.why.join(", ")), Tone::Plain);
            }
        }
    }

    /// What would be, beside what is.
    pub(super) fn what_if(&mut self, view: &RiskView, tried: Option<&WhatIfView>) {
        let Some(tried) = tried else {
            self.say("trying it out…", Tone::Muted);
            return;
        };
        let dot = self.look.glyph("·", "-");
        let now = format!("now {} {dot} {}", tried.now.called(), tried.now.score());
        self.say(&now, Tone::Muted);
        self.run(&tried.then, view);
        self.head("WHAT CHANGES");
        if tried.changes.is_empty() {
            self.say("Nothing would change.", Tone::Plain);
            self.say(
                "Score a factor with a digit, or press f for a fact.",
                Tone::Muted,
            );
        }
        for change in &tried.changes {
            let change = if self.look.ascii {
                change.replace('→', "->")
            } else {
                change.clone()
            };
            self.say(&format!("- {change}"), Tone::Plain);
        }
        let (then, now) = tried.gating;
        self.head("GATING ITEMS");
        self.say(&format!("{then} then, {now} now"), Tone::Plain);
    }
}

/// What was recorded before the run that is open.
fn before(line: &TierLine) -> String {
    format!("recorded before: {}", in_words(line))
}

/// A recorded tier in one sentence.
fn in_words(line: &TierLine) -> String {
    let tier = line.tier.map_or("none", Tier::word);
    let provisional = if line.provisional {
        " (provisional)"
    } else {
        ""
    };
    let mut said = format!("{tier}{provisional}");
    if let Some((on, by)) = &line.recorded {
        let _ = write!(said, " recorded on {on} by {by}");
    }
    match (&line.expired, line.valid_until) {
        (Some(why), _) => {
            let _ = write!(said, "; expired: {why}");
        }
        (None, Some(last)) => {
            let _ = write!(said, "; valid until {last}");
        }
        (None, None) => {}
    }
    said
}
