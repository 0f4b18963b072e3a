//! How a phrase must stand in its text to speak of this record, so that prose about other things invents no link.

/// How a phrase must stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dialect) enum Standing {
    /// At the start of a clause: behind a mark, a status, or at the start of a line.
    Clause,
    /// At the start of a line, behind nothing but the marks of a list.
    Line,
    /// Behind `this record`, or its like: the sentence speaks of the record itself.
    ThisRecord,
    /// Anywhere.
    Anywhere,
}

/// Whether the phrase at a place of a lower-case text stands as asked.
pub(super) fn stands(lower: &str, at: usize, standing: Standing) -> bool {
    let before = lower
        .get(at.saturating_sub(160)..at)
        .or_else(|| lower.get(..at))
        .unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    match standing {
        Standing::Anywhere => true,
        Standing::Line => line
            .trim_matches([' ', '\t', '>', '*', '-', '+', '_', '|', '•'])
            .is_empty(),
        Standing::Clause => begins_clause(before),
        Standing::ThisRecord => speaks_of_this_record(before),
    }
}

const STATES: [&str; 12] = [
    "accepted",
    "proposed",
    "rejected",
    "deprecated",
    "approved",
    "implemented",
    "draft",
    "withdrawn",
    "and",
    "further",
    "also",
    "status",
];

fn begins_clause(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let inked = line.trim_end_matches([' ', '\t', '*', '_', '`', '~']);
    let Some(last) = inked.chars().last() else {
        let above = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
        return above.is_empty()
            || before.ends_with("\n\n")
            || !above.ends_with(char::is_alphanumeric)
            || speaks_of_this_record(before);
    };
    if !last.is_alphanumeric() {
        return true;
    }
    let word = inked
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    STATES.contains(&word) || speaks_of_this_record(before)
}

/// Whether the words before a phrase make this record its subject.
fn speaks_of_this_record(before: &str) -> bool {
    const KINDS: [&str; 8] = [
        "adr", "record", "decision", "rfc", "document", "sdd", "proposal", "oep",
    ];
    const BETWEEN: [&str; 16] = [
        "has",
        "have",
        "been",
        "is",
        "was",
        "will",
        "be",
        "now",
        "in",
        "part",
        "partially",
        "partly",
        "also",
        "fully",
        "completely",
        "therefore",
    ];
    let sentence = before
        .rsplit(['.', ';', '!', '?'])
        .next()
        .unwrap_or_default();
    let mut words: Vec<&str> = sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    while words.last().is_some_and(|word| BETWEEN.contains(word)) {
        words.pop();
    }
    matches!(words.as_slice(), [.., "this", kind] if KINDS.contains(kind))
}
