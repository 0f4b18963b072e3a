//! Records made by counting, the same for every run: something to measure with.

use std::fmt::Write as _;

/// How many records are saved as one action.
pub(super) const CHUNK: usize = 5_000;

const SUBJECTS: [&str; 16] = [
    "feature store",
    "vector index",
    "batch scoring",
    "model registry",
    "event bus",
    "prompt cache",
    "token budget",
    "drift monitor",
    "data contract",
    "canary release",
    "fallback model",
    "secret vault",
    "training queue",
    "audit trail",
    "rate limiter",
    "evaluation gate",
];
const CHOICES: [&str; 12] = [
    "Keep",
    "Replace",
    "Split",
    "Move",
    "Cache",
    "Partition",
    "Mirror",
    "Encrypt",
    "Retire",
    "Version",
    "Sample",
    "Isolate",
];
const PLACES: [&str; 10] = [
    "inside the cluster",
    "per region",
    "behind the gateway",
    "in the warehouse",
    "for tier one",
    "at the edge",
    "for the assistant",
    "in shadow mode",
    "with a managed service",
    "on spare capacity",
];
const PEOPLE: [&str; 8] = [
    "Mina Okafor",
    "Lee Brandt",
    "Ana Ruiz",
    "Jo Lindqvist",
    "Kim Tanaka",
    "Sam Adeyemi",
    "Ravi Menon",
    "Zoé Lefèvre",
];
const STATUSES: [&str; 10] = [
    "Accepted",
    "Accepted",
    "Accepted",
    "Accepted",
    "Accepted",
    "Proposed",
    "Draft",
    "Rejected",
    "Deprecated",
    "Superseded",
];

/// The name and text of the record with this number: about 3.3 KB in the Nygard dialect.
pub(super) fn record(number: usize) -> (String, String) {
    let pick = |list: &[&'static str], step: usize| {
        list.get((number * step + number / 7) % list.len())
            .copied()
            .unwrap_or("")
    };
    let (subject, choice, place) = (pick(&SUBJECTS, 5), pick(&CHOICES, 7), pick(&PLACES, 3));
    let title = format!("{choice} the {subject} {place}");
    let slug = title.to_lowercase().replace(' ', "-");
    let (year, month, day) = (2019 + number % 7, 1 + number % 12, 1 + number % 28);
    let mut text =
        format!("# {number}. {title}\n\nDate: {year}-{month:02}-{day:02}\n\n## Status\n\n");
    let _ = writeln!(text, "{}\n", pick(&STATUSES, 1));
    if number > 10 {
        let earlier = number - 1 - number % 9;
        let _ = writeln!(
            text,
            "Relates to [{earlier}. An earlier choice](ADR-{earlier:04})\n"
        );
    }
    let _ = writeln!(
        text,
        "## Deciders\n\n{}, {}\n",
        pick(&PEOPLE, 1),
        pick(&PEOPLE, 3)
    );
    for (heading, lines) in [("Context", 12), ("Decision", 8), ("Consequences", 12)] {
        let _ = writeln!(text, "## {heading}\n");
        for line in 0..lines {
            let other = SUBJECTS
                .get((number + line * 3) % SUBJECTS.len())
                .copied()
                .unwrap_or("");
            let cost = (number * 13 + line * 7) % 900 + 100;
            let _ = writeln!(
                text,
                "- The {subject} shares load with the {other}; at {cost} requests a second {place} it stays within budget."
            );
        }
        text.push('\n');
    }
    (format!("{number:04}-{slug}.md"), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_of_ordinary_size_and_always_the_same() {
        let (name, text) = record(4321);
        assert!(
            name.starts_with("4321-") && (2_500..5_000).contains(&text.len()),
            "{} bytes",
            text.len()
        );
        assert_eq!(record(4321).1, text);
    }
}
