//! Lines too long to be read on a screen, shortened before they are wrapped: a file may hold one line of several MiB, and no key
//! may wait for it. Where such a line differs is kept, what both sides have is left out.

use std::borrow::Cow;

use super::layout::Ink;
use crate::domain::text::counted;

/// A line of so many bytes is wrapped whole.
const WHOLE: usize = 4_000;
/// So many characters stand on both sides of what is left out of a piece.
const EDGE: usize = 200;

/// The pieces of a line, with the inside of long ones left out, and what comes after too many of them.
pub(super) fn shortened<'t>(line: &[(&'t str, Ink)], ascii: bool) -> Vec<(Cow<'t, str>, Ink)> {
    let bytes: usize = line.iter().map(|(piece, _)| piece.len()).sum();
    if bytes <= WHOLE {
        let whole = line
            .iter()
            .map(|(piece, ink)| (Cow::Borrowed(*piece), *ink));
        return whole.collect();
    }
    let mut kept: Vec<(Cow<'t, str>, Ink)> = Vec::new();
    let mut room = WHOLE;
    for (nth, (piece, ink)) in line.iter().enumerate() {
        let piece = inside_left_out(piece, ascii);
        if piece.len() > room {
            let rest = line.iter().skip(nth).map(|(piece, _)| *piece);
            kept.push((Cow::Owned(left_out(characters(rest), ascii)), *ink));
            break;
        }
        room -= piece.len();
        kept.push((piece, *ink));
    }
    kept
}

/// A piece without its inside, where that is long.
fn inside_left_out(piece: &str, ascii: bool) -> Cow<'_, str> {
    let begun = piece.char_indices().nth(EDGE).map(|(at, _)| at);
    let ended = piece.char_indices().rev().nth(EDGE - 1).map(|(at, _)| at);
    let (Some(begun), Some(ended)) = (begun, ended) else {
        return Cow::Borrowed(piece);
    };
    let inside = piece.get(begun..ended).unwrap_or_default();
    if inside.len() <= EDGE {
        return Cow::Borrowed(piece);
    }
    let [head, tail] = [piece.get(..begun), piece.get(ended..)].map(Option::unwrap_or_default);
    let inside = left_out(characters([inside]), ascii);
    Cow::Owned(format!("{head}{inside}{tail}"))
}

fn characters<'t>(pieces: impl IntoIterator<Item = &'t str>) -> usize {
    let pieces = pieces.into_iter();
    pieces.map(|piece| piece.chars().count()).sum()
}

fn left_out(count: usize, ascii: bool) -> String {
    let dots = if ascii { "..." } else { "⋯" };
    let more = counted(count as u64, "character", "characters");
    format!(" {dots} {more} {dots} ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::tone::Tone;

    const SAME: Ink = Ink::Of(Tone::Plain);
    const WORD: Ink = Ink::Word(Tone::Added);

    fn said(pieces: &[(Cow<'_, str>, Ink)]) -> String {
        pieces.iter().map(|(piece, _)| piece.as_ref()).collect()
    }

    #[test]
    fn a_change_inside_a_long_line_is_seen_with_what_stands_beside_it() {
        let long = "é".repeat(1 << 20);
        let line = [(long.as_str(), SAME), ("here", WORD), (long.as_str(), SAME)];
        let shown = shortened(&line, false);
        let edge = "é".repeat(EDGE);
        let left_out = format!(" ⋯ {} characters ⋯ ", (1 << 20) - 2 * EDGE);
        let side = format!("{edge}{left_out}{edge}");
        assert_eq!(said(&shown), format!("{side}here{side}"));
        assert!(shown.iter().any(|piece| piece == &("here".into(), WORD)));
    }

    #[test]
    fn after_many_changes_the_rest_is_counted() {
        let line: Vec<_> = (0..3_000)
            .map(|nth| ("ab", [SAME, WORD][nth % 2]))
            .collect();
        let shown = said(&shortened(&line, true));
        assert!(shown.ends_with(" ... 2000 characters ... "), "{shown}");
        assert!(shown.len() < WHOLE + 100);
    }

    proptest! {
        #[test]
        fn an_ordinary_line_stays_whole(pieces in prop::collection::vec("\\PC{0,40}", 0..8)) {
            let line: Vec<_> = pieces.iter().map(|piece| (piece.as_str(), SAME)).collect();
            prop_assert_eq!(said(&shortened(&line, false)), pieces.concat());
        }

        #[test]
        fn no_line_is_longer_than_it_may_be(count in 0..40_usize, length in 0..2_000_usize) {
            let piece = "ö".repeat(length);
            let line = vec![(piece.as_str(), WORD); count];
            prop_assert!(said(&shortened(&line, false)).len() <= WHOLE + 100);
        }
    }
}
