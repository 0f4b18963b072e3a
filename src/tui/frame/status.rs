//! The last line: on the left where I stand or what was just done, on the right the keys that apply now. What does not fit
//! goes, the least useful first; `? more` and whether all is saved stay longest.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    markdown::width,
    tui::{
        action::Action,
        app::App,
        look::{Look, Target},
        overlays,
        screen::Availability,
        widgets::text,
    },
};

/// The most hints shown.
const MOST: usize = 6;

struct Hint {
    key: String,
    word: String,
    action: Action,
}

impl Hint {
    fn cells(&self) -> usize {
        width::cells(&self.key) + 1 + width::cells(&self.word)
    }
}

pub fn draw(app: &App, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
    let left = left_side(app, look);
    let left_cells: usize = left.iter().map(|span| width::cells(&span.content)).sum();
    let at_rest = if app.is_read_only() {
        "read only"
    } else {
        "saved"
    };
    let end = app.waiting.changing().unwrap_or(at_rest);
    let all = usize::from(area.width);
    // What was just said takes the whole line where it needs it; otherwise the hints are the more useful half.
    let kept = if app.notices.passing().is_some() {
        left_cells
    } else {
        left_cells.min(all / 3)
    };
    let shown = fitting(hints(app), all.saturating_sub(kept + width::cells(end) + 6));
    let cells: usize = shown.iter().map(|hint| hint.cells() + 2).sum();
    let right = cells + width::cells(end) + 2;
    let room = all.saturating_sub(right + 1);
    text::put(frame, area, &text::cut(shortened(left, room), room));
    let from = Rect {
        x: area.right().saturating_sub(right as u16),
        width: (right as u16).min(area.width),
        ..area
    };
    draw_hints(frame, from, &shown, look);
    let at = text::inset(area, 0);
    let end_cells = width::cells(end) as u16;
    let end_at = Rect {
        x: at.right().saturating_sub(end_cells + 1),
        width: end_cells.min(at.width),
        ..at
    };
    let end = Span::styled(end, look.style(Tone::Muted));
    text::put(frame, end_at, &Line::from(end));
}

fn left_side(app: &App, look: &Look<'_>) -> Vec<Span<'static>> {
    if let Some(typed) = app.typed() {
        return vec![Span::styled(format!(" {typed} …"), look.style(Tone::Key))];
    }
    let Some(notice) = app.notices.passing() else {
        let status = app.screen.status();
        return vec![Span::raw(format!(" {}", look.safe(&status)))];
    };
    let (glyph, ascii, tone) = overlays::mark(notice.kind);
    let mut spans = vec![
        Span::styled(format!(" {} ", look.glyph(glyph, ascii)), look.style(tone)),
        Span::raw(look.safe(&notice.text).into_owned()),
    ];
    if let Some(hint) = &notice.hint {
        let hint = format!("  {}", look.safe(hint));
        spans.push(Span::styled(hint, look.style(Tone::Key)));
    }
    spans
}

/// The same in so many cells: what to do next, which stands last, is kept, and the words before it are cut.
fn shortened(mut left: Vec<Span<'static>>, room: usize) -> Vec<Span<'static>> {
    let [mark, words, hint] = left.as_mut_slice() else {
        return left;
    };
    let cells = |span: &Span<'_>| width::cells(&span.content);
    let least = room.saturating_sub(cells(mark) + cells(hint));
    words.content = width::truncate(&words.content, least).into_owned().into();
    left
}

/// The keys that do something now, the most useful first, `? more` among them for good.
fn hints(app: &App) -> Vec<Hint> {
    let wanted = match &app.overlay {
        Some(overlay) => overlay.hints(),
        None => app.screen.hints(),
    };
    let more = app.overlay.is_none().then_some(Action::Help);
    let chain = app.chain();
    let ready = wanted
        .into_iter()
        .filter(|action| app.overlay.is_some() || app.availability(*action) == Availability::Ready)
        .take(MOST);
    more.into_iter()
        .chain(ready)
        .fold(
            Vec::new(),
            |mut ranges: Vec<(Action, Option<Action>)>, action| {
                match ranges.last_mut() {
                    // Two digits one after the other are the ends of a range.
                    Some((first, last @ None)) if is_digit(*first) && is_digit(action) => {
                        *last = Some(action);
                    }
                    _ => ranges.push((action, None)),
                }
                ranges
            },
        )
        .into_iter()
        .filter_map(|(action, last)| {
            let key = |action| {
                let keys = app.start.keymap.keys_in(&chain, action);
                keys.into_iter().next()
            };
            let first = key(action)?;
            let key = match last.and_then(key) {
                Some(last) => format!("{first}-{last}"),
                None => first,
            };
            Some(Hint {
                key,
                word: word(action),
                action,
            })
        })
        .collect()
}

/// As many as fit, `? more` moved to the end.
fn fitting(hints: Vec<Hint>, cells: usize) -> Vec<Hint> {
    let mut left = cells;
    let mut shown: Vec<Hint> = Vec::new();
    for hint in hints {
        let wanted = hint.cells() + 2;
        if wanted > left {
            break;
        }
        left -= wanted;
        shown.push(hint);
    }
    if shown
        .first()
        .is_some_and(|hint| hint.action == Action::Help)
    {
        shown.rotate_left(1);
    }
    shown
}

fn draw_hints(frame: &mut Frame<'_>, area: Rect, hints: &[Hint], look: &mut Look<'_>) {
    let mut x = area.x;
    for hint in hints {
        let cells = hint.cells() as u16;
        let place = Rect {
            x,
            width: cells.min(area.right().saturating_sub(x)),
            ..area
        };
        let line = Line::from(vec![
            Span::styled(hint.key.clone(), look.style(Tone::Key)),
            Span::raw(format!(" {}", hint.word)),
        ]);
        text::put(frame, place, &line);
        look.register(place, Target::Action(hint.action));
        x = x.saturating_add(cells + 2);
    }
}

const fn is_digit(action: Action) -> bool {
    matches!(
        action,
        Action::Zero | Action::One | Action::Two | Action::Three | Action::Four | Action::Five
    )
}

/// One or two words for an action; the sentence stands in the help.
fn word(action: Action) -> String {
    let short = match action {
        Action::Help => "more",
        Action::Open => "open",
        Action::Back => "back",
        Action::Close => "close",
        Action::Filter => "filter",
        Action::Sort => "sort",
        Action::Facet => "facet",
        Action::EditText => "edit text",
        Action::CopyReference => "copy",
        Action::CopyMarkdown => "copy link",
        Action::Links => "links",
        Action::Compare => "compare",
        Action::History => "history",
        Action::Outline => "outline",
        Action::NextHeading => "next heading",
        Action::NextLink => "next link",
        Action::PreviousMatch => "previous",
        Action::NextMatch | Action::FocusNext => "next",
        Action::Import => "import",
        Action::Undo => "undo",
        Action::Redo => "redo",
        Action::Save => "save",
        Action::Add => "new",
        Action::Step => "step",
        Action::EditFacts => "edit",
        Action::Tag => "tags",
        Action::Link => "link",
        Action::Comment => "comment",
        Action::Discard => "discard",
        Action::Mark => "mark",
        Action::Unmark => "marks off",
        Action::BuildPacket => "packet",
        Action::FreezePacket => "freeze",
        Action::VerifyPacket => "verify",
        Action::ExportPacket => "write",
        Action::Right => "next section",
        Action::HalfPageDown => "page down",
        Action::Bottom => "end",
        of_governance => return word_of_governance(of_governance),
    };
    short.to_owned()
}

/// The same for what is done with systems, checklists and all that hangs on them.
fn word_of_governance(action: Action) -> String {
    let short = match action {
        Action::StartPack => "start",
        Action::Met => "met",
        Action::Partial => "partial",
        Action::Unmet => "unmet",
        Action::NotApplicable => "n/a…",
        Action::Measure => "value…",
        Action::Evidence => "evidence…",
        Action::AskWaiver => "waiver…",
        Action::Confirm => "confirm",
        Action::Review => "review…",
        Action::Bulk => "owner and date…",
        Action::Milestone => "milestones…",
        Action::Upgrade => "upgrade…",
        Action::FormExport => "form out…",
        Action::FormImport => "forms in…",
        Action::NextUnanswered => "next unanswered",
        Action::NextFailing => "next failing",
        Action::GoDecisions => "decisions",
        Action::GoEvents => "events",
        Action::GoSearch => "search",
        Action::GoJump => "jump",
        Action::GoChecklists => "checklists",
        Action::GoSystems => "systems",
        Action::GoRisk => "risk",
        Action::GoReadiness => "readiness",
        Action::GoWaivers => "waivers",
        Action::GoLibrary => "library",
        Action::GoMatrices => "matrices",
        Action::AddSystem => "register",
        Action::AddWaiver => "ask",
        Action::AddRisk | Action::AddPattern | Action::AddMatrix => "add",
        Action::EditSystem | Action::EditRisk | Action::EditPattern | Action::EditMatrix => "edit",
        Action::EnterStage => "stage…",
        Action::LinkDecision => "decision…",
        Action::BindPattern => "pattern…",
        Action::ImportSystems => "import…",
        Action::SystemPacket => "packet…",
        Action::TierStep | Action::ReadinessStep => "sign, record…",
        Action::WaiverStep => "decide…",
        Action::ExtendWaiver => "extend…",
        Action::AcceptRisk => "accept…",
        Action::CloseRisk => "close…",
        Action::WhatIf => "what if",
        Action::TryFact => "fact…",
        Action::Unanswer => "take back",
        Action::Zero => "score",
        Action::One => "answer",
        Action::WriteMatrix => "write…",
        Action::DiscardMatrix => "discard…",
        Action::CopyStatus => "copy line",
        Action::AsOf => "another day…",
        Action::Note => "note…",
        other => return other.about().to_lowercase(),
    };
    short.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_next_is_kept_and_the_words_before_it_are_cut() {
        let notice = |words: &'static str| {
            let left = [" ✓ ", words, "  u undo"].map(Span::raw).to_vec();
            let shown = shortened(left, 24);
            shown
                .iter()
                .map(|span| span.content.as_ref())
                .collect::<String>()
        };
        assert_eq!(notice("proposed 12"), " ✓ proposed 12  u undo");
        assert_eq!(
            notice("proposed payments/12 Serve"),
            " ✓ proposed pay…  u undo"
        );
    }
}
