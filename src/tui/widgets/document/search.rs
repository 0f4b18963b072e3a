//! The places where some words stand in a text, and which of them is shown. Knows lines and cells, nothing of the screen.

use crate::markdown::{self, Found, Rendered};

/// Words and where they stand.
#[derive(Debug, Clone)]
pub(super) struct Search {
    words: String,
    places: Vec<Found>,
    current: usize,
}

impl Search {
    /// Looks for words; the first place at or after the line `from` is the current one.
    pub(super) fn of(words: &str, text: &Rendered, from: usize) -> Option<Self> {
        let words = words.trim();
        if words.is_empty() {
            return None;
        }
        let places = markdown::find(text, words);
        let current = places.iter().position(|place| place.line >= from);
        Some(Self {
            words: words.to_owned(),
            places,
            current: current.unwrap_or(0),
        })
    }

    pub(super) fn into_words(self) -> String {
        self.words
    }

    /// The words, the current place from 1, and how many there are.
    pub(super) fn count(&self) -> (&str, usize, usize) {
        let nth = if self.places.is_empty() {
            0
        } else {
            self.current + 1
        };
        (&self.words, nth, self.places.len())
    }

    /// Goes on to the next place, or back; from the last to the first and the other way.
    pub(super) fn step(&mut self, forward: bool) {
        let count = self.places.len().max(1);
        let by = if forward { 1 } else { count - 1 };
        self.current = (self.current + by) % count;
    }

    /// The line of the current place.
    pub(super) fn line(&self) -> Option<usize> {
        self.places.get(self.current).map(|place| place.line)
    }

    /// The places in a line: the first cell, how many cells, and whether it is the current one.
    pub(super) fn marks(&self, line: usize) -> impl Iterator<Item = (u16, u16, bool)> {
        let first = self.places.partition_point(|place| place.line < line);
        let here = self.places.iter().enumerate().skip(first);
        here.take_while(move |(_, place)| place.line == line)
            .map(|(nth, place)| {
                let cells = place.end.saturating_sub(place.start);
                (place.start, cells, nth == self.current)
            })
    }
}
