//! What the texts of an item say: each is one question a reviewer can verify, short enough to be read in a walk.

use super::{
    Rule,
    page::{At, Page},
};
use crate::domain::pack::{Item, Pack};

/// The most characters of a question, and of what a reviewer does.
const LONGEST: usize = 240;
/// Openings that ask for a state of mind instead of a fact.
const VAGUE: [&str; 4] = ["consider", "be aware", "review", "understand"];

/// PL03, PL04, PL06 and PL14.
pub(super) fn read(page: &mut Page<'_>, pack: &Pack) {
    for (_, item) in pack.items() {
        complete(page, item);
        opening(page, item);
        one_question(page, item);
        short(page, item);
    }
}

fn complete(page: &mut Page<'_>, item: &Item) {
    let missing: Vec<&str> = [
        ("severity", item.severity.is_none()),
        ("verify", item.verify.trim().is_empty()),
        ("why", item.why.trim().is_empty()),
    ]
    .into_iter()
    .filter_map(|(word, is_missing)| is_missing.then_some(word))
    .collect();
    if !missing.is_empty() {
        page.tell(
            (Rule::PL03, At::Item(&item.id)),
            format!("it has no {}", missing.join(", no ")),
            "Say how much it matters, what a reviewer opens and must see there, and why it is asked.",
        );
    }
}

fn opening(page: &mut Page<'_>, item: &Item) {
    let ask = item.ask.trim().to_lowercase();
    let is_whole_word = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let vague = VAGUE
        .iter()
        .find(|word| ask.strip_prefix(**word).is_some_and(is_whole_word));
    if let Some(word) = vague {
        page.tell(
            (Rule::PL04, At::ItemKey(&item.id, "ask")),
            format!("the question opens with `{word}`, which nobody can verify"),
            "Ask for something that is there or is not: `Is …`, `Does …`, `Has …`.",
        );
    }
}

fn one_question(page: &mut Page<'_>, item: &Item) {
    let marks = item.ask.matches('?').count();
    let what = if item.ask.to_lowercase().contains("and/or") {
        "the question says `and/or`: two questions with one answer".to_owned()
    } else if marks > 1 {
        format!("it asks {marks} questions and takes one answer")
    } else if marks == 0 {
        "it asks nothing: there is no question mark".to_owned()
    } else {
        return;
    };
    page.tell(
        (Rule::PL06, At::ItemKey(&item.id, "ask")),
        what,
        "Ask one question; make two items of two.",
    );
}

fn short(page: &mut Page<'_>, item: &Item) {
    for (key, text) in [("ask", &item.ask), ("verify", &item.verify)] {
        let length = text.chars().count();
        if length > LONGEST {
            page.tell(
                (Rule::PL14, At::ItemKey(&item.id, key)),
                format!("`{key}` has {length} characters; at most {LONGEST} are read in a walk"),
                "Shorten it; background belongs into `why`.",
            );
        }
    }
}
