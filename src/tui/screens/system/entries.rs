//! One system as lines, each of which may lead to a place: what is known of it, and what hangs on it. It must not know whether it
//! stands alone or beside a list.

use std::fmt::Write as _;

use ratatui::text::{Line, Span};

use crate::{
    domain::{readiness::Verdict, system::PatternStatus, tone::Tone},
    markdown::width,
    ops::systems::{SystemLine, SystemView, TierLine},
    tui::{
        look::Look,
        screen::Place,
        screens::{facts, happened, verdicts},
        widgets::text,
    },
};

/// The cells the names of facts take.
const NAME_CELLS: usize = 22;
/// The most lines a long text takes.
const LINES_MOST: usize = 4;

/// A line, and where Enter leads from it.
#[derive(Debug, Clone)]
pub(in crate::tui::screens) struct Entry {
    /// What is seen.
    pub(in crate::tui::screens) line: Line<'static>,
    /// Where it leads.
    pub(in crate::tui::screens) place: Option<Place>,
}

/// Gathers lines for a width in cells.
struct Writing<'l, 'a> {
    entries: Vec<Entry>,
    cells: usize,
    look: &'l Look<'a>,
}

impl Writing<'_, '_> {
    fn title(&mut self, title: &str) {
        if !self.entries.is_empty() {
            self.push(Vec::new(), None);
        }
        let title = Span::styled(title.to_owned(), self.look.style(Tone::Heading));
        self.push(vec![title], None);
    }

    fn push(&mut self, spans: Vec<Span<'static>>, place: Option<Place>) {
        self.entries.push(Entry {
            line: text::cut(spans, self.cells),
            place,
        });
    }

    fn styled(&self, said: &str, tone: Tone) -> Span<'static> {
        Span::styled(self.look.safe(said).into_owned(), self.look.style(tone))
    }

    /// A name and what stands beside it.
    fn named(&mut self, name: &str, beside: Vec<Span<'static>>, place: Option<Place>) {
        let name_cells = NAME_CELLS.min(self.cells / 2);
        let name = self.look.safe(name).into_owned();
        let name = text::cell(&name, name_cells, self.look.style(Tone::Muted));
        let mut spans = vec![name, Span::raw(" ")];
        spans.extend(beside);
        self.push(spans, place);
    }

    /// Text in as many lines as it needs, all leading to one place.
    fn flowing(&mut self, said: &str, tone: Tone, place: Option<&Place>) {
        let said = self.look.safe(said).into_owned();
        for line in text::wrapped(&said, self.cells, LINES_MOST) {
            let span = Span::styled(line, self.look.style(tone));
            self.push(vec![span], place.cloned());
        }
    }
}

/// Verdict, tier, people and facts.
pub(in crate::tui::screens) fn known(
    view: &SystemView,
    cells: usize,
    look: &Look<'_>,
) -> Vec<Entry> {
    let mut writing = Writing {
        entries: Vec::new(),
        cells,
        look,
    };
    if let Some(about) = &view.system.about {
        writing.flowing(about, Tone::Plain, None);
    }
    standing(&mut writing, view);
    tier(&mut writing, view);
    writing.title("PEOPLE");
    let nobody = || writing_nobody(look);
    let person = |name: &Option<String>| {
        let known = name.as_deref();
        known.map_or_else(nobody, |name| Span::raw(look.safe(name).into_owned()))
    };
    writing.named("Owner", vec![person(&view.owner)], None);
    writing.named("Deputy", vec![person(&view.deputy)], None);
    writing.named(
        "Team",
        vec![unknown_or(view.system.team.as_deref(), look)],
        None,
    );
    writing.title("FACTS");
    for (fact, value) in &view.facts {
        let value = unknown_or(value.as_deref(), look);
        writing.named(&fact.title, vec![value], None);
    }
    writing.entries
}

fn writing_nobody(look: &Look<'_>) -> Span<'static> {
    Span::styled("nobody", look.style(Tone::Caution))
}

fn unknown_or(value: Option<&str>, look: &Look<'_>) -> Span<'static> {
    match value {
        Some(value) => Span::raw(look.safe(value).into_owned()),
        None => Span::styled("unknown", look.style(Tone::Muted)),
    }
}

fn standing(writing: &mut Writing<'_, '_>, view: &SystemView) {
    let look = writing.look;
    let place = Place::Readiness(view.system.id);
    if let Some(day) = view.system.closed_on {
        let closed = format!("closed on {day}; it stays as it was");
        writing.flowing(&closed, Tone::Caution, None);
    }
    let mut spans = vec![verdicts::verdict(view.line.verdict, look)];
    if let Some(issued) = &view.line.issued {
        let stale = if issued.is_stale { ", stale" } else { "" };
        let said = format!(
            "  issued {} until {}{stale}",
            issued.verdict, issued.valid_until
        );
        spans.push(writing.styled(&said, Tone::Muted));
    }
    writing.push(spans, Some(place.clone()));
    if let Some(first) = view
        .line
        .first_reason
        .as_ref()
        .filter(|_| view.line.verdict != Verdict::Go)
    {
        writing.flowing(first, Tone::Plain, Some(&place));
    }
    writing.flowing(&shares(&view.line), Tone::Muted, Some(&place));
}

fn shares(line: &SystemLine) -> String {
    let share =
        |bp: Option<u32>| bp.map_or_else(|| "n/a".to_owned(), |bp| format!("{} %", bp / 100));
    let mut said = format!(
        "claimed {}, evidenced {}",
        share(line.claimed_bp),
        share(line.evidenced_bp)
    );
    if line.stale_evidence > 0 {
        let stale = facts::counted(line.stale_evidence.into(), "answer", "answers");
        let _ = write!(said, "; evidence of {stale} does not count any more");
    }
    said
}

fn tier(writing: &mut Writing<'_, '_>, view: &SystemView) {
    writing.title("TIER");
    let place = Place::Risk(view.system.id);
    let tier = &view.tier;
    let Some(recorded) = tier.tier else {
        let said = writing.styled("none is recorded; g r scores the rubric", Tone::Caution);
        writing.push(vec![said], Some(place));
        return;
    };
    let mut spans = vec![writing.styled(&format!("{recorded} {}", recorded.about()), Tone::Strong)];
    if tier.provisional {
        spans.push(writing.styled(" (provisional)", Tone::Caution));
    }
    spans.push(writing.styled(&recorded_by(tier), Tone::Muted));
    writing.push(spans, Some(place.clone()));
    if let Some(why) = &tier.expired {
        let said = format!("does not count any more: {why}");
        writing.flowing(&said, Tone::Danger, Some(&place));
    }
    for why in &tier.why {
        writing.flowing(why, Tone::Plain, Some(&place));
    }
}

fn recorded_by(tier: &TierLine) -> String {
    let mut said = String::new();
    if let Some((on, by)) = &tier.recorded {
        let _ = write!(said, "  {on} by {by}");
    }
    if let Some(last) = tier.valid_until {
        let _ = write!(said, ", valid until {last}");
    }
    said
}

/// What hangs on it: checklists, decisions, patterns, waivers, risks, stages, history.
pub(in crate::tui::screens) fn hanging(
    view: &SystemView,
    cells: usize,
    look: &Look<'_>,
) -> Vec<Entry> {
    let mut writing = Writing {
        entries: Vec::new(),
        cells,
        look,
    };
    checklists(&mut writing, view);
    decisions(&mut writing, view);
    patterns(&mut writing, view);
    open(&mut writing, view);
    stages(&mut writing, view);
    history(&mut writing, view);
    writing.entries
}

fn checklists(writing: &mut Writing<'_, '_>, view: &SystemView) {
    writing.title("CHECKLISTS");
    if view.assessments.is_empty() && view.offered.is_empty() {
        let said = writing.styled("none applies to what is known", Tone::Muted);
        writing.push(vec![said], None);
    }
    for line in &view.assessments {
        let numbers = &line.numbers;
        let subject = line
            .subject
            .as_ref()
            .map_or_else(String::new, |subject| format!(" for {subject}"));
        let spans = vec![
            writing.styled(&format!("{}  ", line.label), Tone::Accent),
            writing.styled(&format!("{}{subject}", line.title), Tone::Plain),
            writing.styled(
                &format!(
                    "  {} of {} answered, {}",
                    numbers.answered, numbers.items, line.score
                ),
                Tone::Muted,
            ),
        ];
        writing.push(spans, Some(Place::Assessment(line.id)));
    }
    for offer in &view.offered {
        let subject = offer
            .subject
            .as_ref()
            .map_or_else(String::new, |(_, subject)| format!(" for {subject}"));
        let effort = format!(
            "          {}, {} gating, about {} min; {}",
            facts::counted(offer.items.into(), "item", "items"),
            offer.gating,
            offer.minutes,
            offer.why
        );
        let spans = vec![
            writing.styled("offered   ", Tone::Caution),
            writing.styled(&format!("{}{subject}", offer.title), Tone::Plain),
        ];
        let system = Some(view.system.id);
        writing.push(spans, Some(Place::Checklists { system }));
        let effort = writing.styled(&effort, Tone::Muted);
        writing.push(vec![effort], Some(Place::Checklists { system }));
    }
}

fn decisions(writing: &mut Writing<'_, '_>, view: &SystemView) {
    writing.title("DECISIONS");
    if view.decisions.is_empty() {
        let said = writing.styled("none is linked; L links one", Tone::Muted);
        writing.push(vec![said], None);
    }
    for line in &view.decisions {
        let reference = facts::short_reference(&line.reference);
        let spans = vec![
            writing.styled(&format!("{reference}  "), Tone::Accent),
            facts::status_cell(line.status, writing.look),
            writing.styled(&format!("  {}", line.title), Tone::Plain),
        ];
        writing.push(spans, Some(Place::Record(line.id)));
    }
}

fn patterns(writing: &mut Writing<'_, '_>, view: &SystemView) {
    writing.title("PATTERNS");
    if view.patterns.is_empty() {
        let said = writing.styled("it follows none; B binds one", Tone::Muted);
        writing.push(vec![said], None);
    }
    for pattern in &view.patterns {
        let (said, tone) = match pattern.status {
            PatternStatus::Approved => ("approved".to_owned(), Tone::Good),
            other => (format!("{other}, not approved"), Tone::Caution),
        };
        let name = format!("  {} {}  ", pattern.name, pattern.version);
        let spans = vec![
            writing.styled(&pattern.label, Tone::Accent),
            writing.styled(&name, Tone::Plain),
            writing.styled(&said, tone),
        ];
        writing.push(spans, Some(Place::Library));
    }
}

fn open(writing: &mut Writing<'_, '_>, view: &SystemView) {
    let system = Some(view.system.id);
    writing.title("WAIVERS AND RISKS");
    let counts: Vec<_> = view
        .waivers
        .iter()
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    let waivers = if counts.is_empty() {
        "no waivers".to_owned()
    } else {
        format!("waivers: {}", counts.join(", "))
    };
    let waivers = writing.styled(&waivers, Tone::Plain);
    writing.push(vec![waivers], Some(Place::Waivers { system }));
    let (risks, flagged) = view.risks;
    let said = facts::counted(risks, "open risk", "open risks");
    let tone = if flagged > 0 {
        Tone::Caution
    } else {
        Tone::Plain
    };
    let said = writing.styled(&format!("{said}, {flagged} with a flag"), tone);
    writing.push(vec![said], Some(Place::Register { system }));
}

fn stages(writing: &mut Writing<'_, '_>, view: &SystemView) {
    let stages = view.system.stages.iter();
    let stages = stages.map(|event| (event.on, format!("entered {}", event.stage), &event.note));
    let triggers = view.system.triggers.iter();
    let triggers = triggers.map(|event| (event.on, event.kind.about().to_owned(), &event.note));
    let mut all: Vec<_> = stages.chain(triggers).collect();
    writing.title("STAGES AND EVENTS");
    if all.is_empty() {
        let said = writing.styled("none is told; s tells one", Tone::Muted);
        writing.push(vec![said], None);
    }
    all.sort_by_key(|(on, ..)| std::cmp::Reverse(*on));
    for (on, what, note) in all {
        let note = note
            .as_ref()
            .map_or_else(String::new, |note| format!("  {note}"));
        let spans = vec![
            writing.styled(&format!("{on}  "), Tone::Muted),
            writing.styled(&what, Tone::Plain),
            writing.styled(&note, Tone::Muted),
        ];
        writing.push(spans, None);
    }
}

fn history(writing: &mut Writing<'_, '_>, view: &SystemView) {
    writing.title("HISTORY");
    let record = Some(view.system.id);
    let actors = view
        .history
        .iter()
        .map(|line| width::cells(&line.actor))
        .max();
    let actor_cells = actors.unwrap_or_default().min(20);
    for line in &view.history {
        let actor = writing.look.safe(&line.actor).into_owned();
        let mut spans = vec![
            writing.styled(&format!("{}  ", line.at.day()), Tone::Muted),
            text::cell(&actor, actor_cells, writing.look.style(Tone::Plain)),
            Span::raw(" "),
        ];
        spans.extend(happened::deed(line, writing.look));
        writing.push(spans, Some(Place::Events { record }));
    }
}
