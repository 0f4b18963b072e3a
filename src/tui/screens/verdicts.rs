//! Verdicts, gates and items as they are seen: glyph, word and tone, so that colour is never the only carrier. It must not know
//! which screen they stand on.

use ratatui::text::Span;

use crate::{
    domain::{
        readiness::{GateResult, ItemResult, Verdict},
        tone::Tone,
    },
    tui::look::Look,
};

/// The glyph of a verdict, the same in ASCII, and its tone.
const fn of_verdict(verdict: Verdict) -> (&'static str, &'static str, Tone) {
    match verdict {
        Verdict::Go => ("✓", "+", Tone::Good),
        Verdict::Conditional => ("◐", "%", Tone::Caution),
        Verdict::Hold => ("‖", "=", Tone::Caution),
        Verdict::NoGo => ("✗", "x", Tone::Danger),
    }
}

/// The tone of a verdict.
pub(super) const fn tone(verdict: Verdict) -> Tone {
    of_verdict(verdict).2
}

/// Glyph and word of a verdict: `✗ NO-GO`.
pub(super) fn verdict(verdict: Verdict, look: &Look<'_>) -> Span<'static> {
    let (glyph, ascii, tone) = of_verdict(verdict);
    let said = format!("{} {}", look.glyph(glyph, ascii), verdict.word());
    Span::styled(said, look.style(tone))
}

/// Glyph and word of what a gate comes to.
pub(super) fn gate(result: GateResult, look: &Look<'_>) -> Span<'static> {
    let (glyph, ascii, tone) = match result {
        GateResult::Na => ("–", "-", Tone::Muted),
        GateResult::Pass => ("✓", "+", Tone::Good),
        GateResult::Conditional => ("◐", "%", Tone::Caution),
        GateResult::Incomplete => ("·", ".", Tone::Caution),
        GateResult::Fail => ("✗", "x", Tone::Danger),
    };
    let said = format!("{} {}", look.glyph(glyph, ascii), result.word());
    Span::styled(said, look.style(tone))
}

/// Glyph and word of what an item comes to; what it adds to the verdict gives the tone.
pub(super) fn item(result: ItemResult, contribution: Verdict, look: &Look<'_>) -> Span<'static> {
    let (glyph, ascii) = match result {
        ItemResult::Skipped | ItemResult::Na => ("–", "-"),
        ItemResult::Pass => ("✓", "+"),
        ItemResult::Waived => ("⊘", "/"),
        ItemResult::Unevidenced => ("◌", "o"),
        ItemResult::Fail => ("✗", "x"),
        ItemResult::Incomplete => ("·", "."),
    };
    let tone = match result {
        ItemResult::Pass => Tone::Good,
        ItemResult::Skipped | ItemResult::Na => Tone::Muted,
        _ if contribution == Verdict::Go => Tone::Plain,
        _ => tone(contribution),
    };
    let said = format!("{} {}", look.glyph(glyph, ascii), result.word());
    Span::styled(said, look.style(tone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Theme;

    #[test]
    fn no_two_verdicts_look_alike_with_or_without_unicode() {
        let theme = Theme::mono();
        for ascii in [false, true] {
            let look = Look::new(&theme, ascii);
            let marks = Verdict::ALL.map(|one| verdict(one, &look).content.chars().next());
            for (at, mark) in marks.iter().enumerate() {
                assert!(!marks[..at].contains(mark), "{mark:?}");
                assert!(!ascii || mark.is_some_and(|mark| mark.is_ascii()));
            }
        }
    }
}
