//! A count of what was seen how often. Of what was seen equally often the first counts. Knows nothing of what is counted.

/// Things seen, in the order in which they were first seen.
#[derive(Debug)]
pub(super) struct Votes<T>(Vec<(T, usize)>);

impl<T> Default for Votes<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Votes<T> {
    /// Counts one more.
    pub fn add(&mut self, vote: T) {
        match self.0.iter_mut().find(|(known, _)| *known == vote) {
            Some((_, count)) => *count += 1,
            None => self.0.push((vote, 1)),
        }
    }

    /// Everything seen, most often first.
    pub fn all(mut self) -> Vec<T> {
        self.0.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        self.0.into_iter().map(|(vote, _)| vote).collect()
    }

    /// What was seen most often.
    pub fn most(&self) -> Option<&T> {
        self.most_of(|_| true)
    }

    /// What was seen most often of those that are asked for.
    pub fn most_of(&self, is_asked: impl Fn(&T) -> bool) -> Option<&T> {
        let asked = self.0.iter().filter(|(vote, _)| is_asked(vote));
        asked
            .rev()
            .max_by_key(|(_, count)| *count)
            .map(|(vote, _)| vote)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_most_frequent_counts() {
        let mut votes = Votes::default();
        for vote in ["b", "a", "a", "b", "c"] {
            votes.add(vote);
        }
        assert_eq!(votes.most(), Some(&"b"));
        assert_eq!(votes.most_of(|vote| *vote != "b"), Some(&"a"));
        assert_eq!(Votes::<u8>::default().most(), None);
    }
}
