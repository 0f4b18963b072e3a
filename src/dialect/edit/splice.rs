//! Pieces of a text put in the place of others. Knows nothing of what they say.

use std::ops::Range;

use super::CannotWrite;

/// A text that takes the place of a range; an empty range is a place to insert at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    /// Bytes of the text.
    pub place: Range<usize>,
    /// What stands there from now on.
    pub text: String,
}

impl Splice {
    /// Puts `text` in the place of a range.
    pub fn over(place: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            place,
            text: text.into(),
        }
    }

    /// Puts `text` in at a place.
    pub fn at(place: usize, text: impl Into<String>) -> Self {
        Self::over(place..place, text)
    }
}

/// The text with all pieces put in their places.
pub(super) fn applied(text: &str, mut splices: Vec<Splice>) -> Result<String, CannotWrite> {
    splices.sort_by_key(|splice| (splice.place.start, splice.place.end));
    splices.dedup();
    let mut written = String::with_capacity(text.len() + 200);
    let mut at = 0;
    for splice in &splices {
        let between = text.get(at..splice.place.start);
        let Some(between) = between.filter(|_| splice.place.end >= splice.place.start) else {
            return Err(CannotWrite::new(
                "two facts stand in one place of the text, and changing one would change the other",
            ));
        };
        written.push_str(between);
        written.push_str(&splice.text);
        at = splice.place.end;
    }
    written.push_str(text.get(at..).unwrap_or_default());
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_put_in_whatever_their_order() {
        let splices = vec![
            Splice::over(4..5, "C"),
            Splice::at(0, "> "),
            Splice::over(2..3, ""),
        ];
        assert_eq!(applied("a b c", splices), Ok("> a  C".to_owned()));
    }

    #[test]
    fn pieces_that_overlap_are_refused() {
        let splices = vec![Splice::over(0..3, "x"), Splice::over(2..4, "y")];
        assert!(applied("a b c", splices).is_err());
    }
}
