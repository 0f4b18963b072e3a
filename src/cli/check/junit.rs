//! A check as a `JUnit` report: a suite for each gate, a case for each item that blocks or is required, a failure for each that
//! does not let the system pass.

use std::fmt::Write as _;

use super::Checked;
use crate::domain::{
    gate::Gate,
    readiness::{ItemResult, ItemState, Reason, Verdict},
};

/// One case: its class, its name, and what is said of it.
struct Case<'a> {
    name: String,
    verdict: Verdict,
    text: Option<&'a str>,
    skipped: bool,
}

/// The report as XML.
pub(super) fn report(checked: &Checked<'_>) -> String {
    let gates = Gate::ALL.into_iter().map(Some);
    let suites: Vec<_> = [None]
        .into_iter()
        .chain(gates)
        .filter(|gate| gate.is_none() || checked.gate.is_none() || checked.gate == *gate)
        .map(|gate| (gate, cases(checked, gate)))
        .filter(|(_, cases)| !cases.is_empty())
        .collect();
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        xml,
        "<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\">",
        escaped(&format!("{} {}", checked.label, checked.name)),
        all().count(),
        failures(checked, all()),
    );
    for (gate, cases) in &suites {
        suite(&mut xml, checked, (*gate, cases));
    }
    xml.push_str("</testsuites>\n");
    xml
}

/// The cases of a gate, or of what holds for the whole system: what speaks against it, then what does not.
fn cases<'a>(checked: &Checked<'a>, gate: Option<Gate>) -> Vec<Case<'a>> {
    let reasons = checked.reasons.iter().filter(|reason| reason.gate == gate);
    let against = reasons.map(|reason: &&'a Reason| Case {
        name: reason.item.clone().unwrap_or_else(|| "system".to_owned()),
        verdict: reason.verdict,
        text: Some(&reason.text),
        skipped: false,
    });
    let items = checked.readiness.items.iter();
    let fine = items.filter(|item| Some(item.gate) == gate && speaks_for(item));
    let fine = fine.map(|item| Case {
        name: item.item.clone(),
        verdict: Verdict::Go,
        text: None,
        skipped: item.result == ItemResult::Na,
    });
    against.chain(fine).collect()
}

fn speaks_for(item: &ItemState) -> bool {
    item.force.gates() && item.contribution == Verdict::Go
}

/// What fails a case: all that may not go, and where nothing conditional passes that too.
fn is_failure(checked: &Checked<'_>, case: &Case<'_>) -> bool {
    match case.verdict {
        Verdict::Go => false,
        Verdict::Conditional => checked.strict,
        Verdict::Hold | Verdict::NoGo => true,
    }
}

fn failures<'c, 'a: 'c>(checked: &Checked<'_>, cases: impl Iterator<Item = &'c Case<'a>>) -> usize {
    cases.filter(|case| is_failure(checked, case)).count()
}

fn suite(xml: &mut String, checked: &Checked<'_>, (gate, cases): (Option<Gate>, &[Case<'_>])) {
    let name = gate.map_or("system".to_owned(), |gate| {
        format!("{gate} {}", gate.title())
    });
    let name = escaped(&name);
    let _ = writeln!(
        xml,
        "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" timestamp=\"{}T00:00:00\">",
        cases.len(),
        failures(checked, cases.iter()),
        cases.iter().filter(|case| case.skipped).count(),
        checked.as_of,
    );
    for case in cases {
        let class = escaped(checked.label);
        let _ = write!(
            xml,
            "    <testcase classname=\"{class}\" name=\"{}\"",
            escaped(&case.name)
        );
        let text = case.text.map(escaped).unwrap_or_default();
        let _ = match (case.skipped, case.text) {
            (true, _) => writeln!(xml, "><skipped/></testcase>"),
            (false, None) => writeln!(xml, "/>"),
            (false, Some(_)) if is_failure(checked, case) => writeln!(
                xml,
                "><failure type=\"{}\" message=\"{text}\"/></testcase>",
                case.verdict
            ),
            (false, Some(_)) => writeln!(xml, "><system-out>{text}</system-out></testcase>"),
        };
    }
    xml.push_str("  </testsuite>\n");
}

/// A text that is no markup and holds no character XML 1.0 forbids.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            c if c.is_control() || is_unseen(c) => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// What XML forbids beside controls, and what turns the direction of a line around.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{super::tests, *};

    /// A name, and attributes with their values.
    type Element = (String, Vec<(String, String)>);

    /// Reads XML as strictly as this report needs it: one root, elements that close in order, attributes in quotes, no stray
    /// mark. Gives the names of the elements with their attributes.
    fn parsed(xml: &str) -> Result<Vec<Element>, String> {
        let mut rest = xml
            .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
            .ok_or("no declaration")?;
        let (mut open, mut seen) = (Vec::<String>::new(), Vec::new());
        while let Some((text, after)) = rest.split_once('<') {
            if text.contains('>') || (open.is_empty() && !text.trim().is_empty()) {
                return Err(format!("stray text {text:?}"));
            }
            let (tag, after) = after.split_once('>').ok_or("an open mark")?;
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let last = open.pop();
                if last.as_deref() != Some(name) {
                    return Err(format!("{name} closes {last:?}"));
                }
                continue;
            }
            let whole = tag.strip_suffix('/').unwrap_or(tag);
            let (name, mut attributes) = whole.split_once(' ').unwrap_or((whole, ""));
            let mut read = Vec::new();
            while !attributes.trim().is_empty() {
                let (key, value) = attributes
                    .trim_start()
                    .split_once("=\"")
                    .ok_or("no value")?;
                let (value, after) = value.split_once('"').ok_or("no end of a value")?;
                read.push((key.to_owned(), value.to_owned()));
                attributes = after;
            }
            seen.push((name.to_owned(), read));
            if whole.len() == tag.len() {
                open.push(name.to_owned());
            }
        }
        if !open.is_empty() || !rest.trim().is_empty() {
            return Err(format!("{open:?} is left open, {rest:?} is left over"));
        }
        Ok(seen)
    }

    #[test]
    fn a_report_is_well_formed_whatever_the_texts_hold() {
        let readiness = tests::readiness();
        let xml = report(&tests::checked(&readiness));
        let seen = parsed(&xml).unwrap();
        let count = |name: &str| seen.iter().filter(|(seen, _)| seen == name).count();
        assert_eq!(
            (count("testsuites"), count("testsuite"), count("testcase")),
            (1, 3, 3)
        );
        assert_eq!((count("failure"), count("system-out")), (2, 1));
        let root = &seen[0].1;
        assert!(root.contains(&(
            "name".to_owned(),
            "SYS-0001 fraud &amp; &lt;more&gt;".to_owned()
        )));
        assert!(root.contains(&("failures".to_owned(), "2".to_owned())));
        assert!(!xml.chars().any(|c| c.is_control() && c != '\n'), "{xml:?}");
    }

    #[test]
    fn where_nothing_conditional_passes_it_fails_its_case() {
        let readiness = tests::readiness();
        let mut checked = tests::checked(&readiness);
        checked.strict = true;
        let seen = parsed(&report(&checked)).unwrap();
        let failures = seen.iter().filter(|(name, _)| name == "failure").count();
        assert_eq!(failures, 3);
    }
}
