//! What a pack, a rubric or the register's table says, as rows in sections.

use crate::{
    domain::{gate::Force, pack::Pack, register::Register, rubric::Rubric, tone::Tone},
    ops::{
        library::{ItemFacts, LintLine, PackBody, rules_of},
        view::PackView,
    },
    tui::screens::library::browse::{Entry, Row},
};

/// What the list holds.
pub(super) fn title(view: &PackView) -> &'static str {
    match view.body {
        PackBody::Pack(_) => "ITEMS",
        PackBody::Rubric(_) => "FACTORS AND RULES",
        PackBody::Register(_) => "THE TABLE",
    }
}

/// Every section with its rows; what the linter finds in the whole comes first.
pub(super) fn of(view: &PackView) -> Vec<Entry> {
    let mut entries = whole(&view.findings);
    match &view.body {
        PackBody::Pack(pack) => entries.extend(items(pack, &view.findings)),
        PackBody::Rubric(rubric) => entries.extend(factors(rubric, &view.findings)),
        PackBody::Register(register) => entries.extend(cells(register)),
    }
    entries
}

/// Findings about no single item.
fn whole(findings: &[LintLine]) -> Vec<Entry> {
    let found: Vec<&LintLine> = findings
        .iter()
        .filter(|finding| finding.item.is_none())
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    let mut entries = vec![Entry::Section(
        "FINDINGS".to_owned(),
        found.len().to_string(),
    )];
    entries.extend(found.into_iter().map(|finding| {
        let at = finding
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        Entry::Row(Row {
            word: finding.rule.clone(),
            text: finding.what.clone(),
            lead: finding.what.clone(),
            facts: vec![
                ("File".to_owned(), format!("{}{at}", finding.file.display())),
                ("What to do".to_owned(), finding.remedy.clone()),
            ],
            ..Row::default()
        })
    }));
    entries
}

fn items(pack: &Pack, findings: &[LintLine]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for section in &pack.sections {
        let count = section.items.len().to_string();
        entries.push(Entry::Section(section.title.to_uppercase(), count));
        for item in &section.items {
            let facts = ItemFacts::of(pack, item);
            let lines = facts.lines().into_iter();
            let said = lines.map(|(name, value)| (name.to_owned(), value));
            entries.push(Entry::Row(Row {
                word: item.id.clone(),
                note: note(&facts, findings),
                text: item.ask.clone(),
                lead: item.ask.clone(),
                facts: found(&item.id, findings).chain(said).collect(),
                goes: None,
            }));
        }
    }
    entries
}

/// How strictly it counts at T1, T2 and T3; where the linter found something, that.
fn note(facts: &ItemFacts<'_>, findings: &[LintLine]) -> (String, Tone) {
    let mut own = findings
        .iter()
        .filter(|finding| finding.item.as_ref() == Some(&facts.item.id));
    if let Some(finding) = own.next() {
        return (finding.rule.clone(), Tone::Caution);
    }
    (facts.forces.map(letter).join(" "), Tone::Muted)
}

/// A force in one letter, so that the question has room; the detail says it in full.
const fn letter(force: Force) -> &'static str {
    match force {
        Force::Block => "B",
        Force::Require => "R",
        Force::Advise => "A",
        Force::Score => "S",
        Force::Off => "-",
    }
}

fn found<'a>(id: &'a str, findings: &'a [LintLine]) -> impl Iterator<Item = (String, String)> + 'a {
    let own = findings
        .iter()
        .filter(move |finding| finding.item.as_deref() == Some(id));
    own.map(|finding| {
        (
            finding.rule.clone(),
            format!("{}. {}", finding.what, finding.remedy),
        )
    })
}

fn factors(rubric: &Rubric, findings: &[LintLine]) -> Vec<Entry> {
    let count = rubric.factors.len().to_string();
    let mut entries = vec![Entry::Section("FACTORS".to_owned(), count)];
    for factor in &rubric.factors {
        let anchors = factor.anchors.iter().enumerate();
        let anchors = anchors.map(|(score, anchor)| (score.to_string(), anchor.clone()));
        let said = [
            ("Why".to_owned(), factor.why.clone()),
            ("References".to_owned(), factor.refs.join(", ")),
        ];
        let said = said.into_iter().filter(|(_, value)| !value.is_empty());
        entries.push(Entry::Row(Row {
            word: factor.id.clone(),
            note: (format!("weight {}", factor.weight), Tone::Muted),
            text: factor.ask.clone(),
            lead: factor.ask.clone(),
            facts: found(&factor.id, findings)
                .chain(anchors)
                .chain(said)
                .collect(),
            goes: None,
        }));
    }
    let rules = rules_of(rubric);
    entries.push(Entry::Section("RULES".to_owned(), rules.len().to_string()));
    for (rule, tier, what) in rules {
        entries.push(Entry::Row(Row {
            word: rule.to_owned(),
            note: (tier, Tone::Muted),
            lead: what.clone(),
            text: what,
            ..Row::default()
        }));
    }
    entries
}

fn cells(register: &Register) -> Vec<Entry> {
    let mut entries = Vec::new();
    for likelihood in &register.likelihoods {
        let title = format!("{} {}", likelihood.value, likelihood.word.to_uppercase());
        entries.push(Entry::Section(title, likelihood.about.clone()));
        for cell in register
            .cells
            .iter()
            .filter(|cell| cell.likelihood == likelihood.value)
        {
            let impact = register
                .impacts
                .iter()
                .find(|step| step.value == cell.impact);
            let band = register.bands.iter().find(|band| band.id == cell.band);
            let about = impact.map(|step| step.about.clone()).unwrap_or_default();
            entries.push(Entry::Row(Row {
                word: format!("{} x {}", cell.likelihood, cell.impact),
                note: (
                    band.map_or(&cell.band, |band| &band.title).clone(),
                    Tone::Plain,
                ),
                text: impact.map(|step| step.word.clone()).unwrap_or_default(),
                lead: band.map(|band| band.act.clone()).unwrap_or_default(),
                facts: vec![
                    ("Likelihood".to_owned(), likelihood.about.clone()),
                    ("Impact".to_owned(), about),
                ],
                goes: None,
            }));
        }
    }
    entries.push(Entry::Section(
        "FLAGS".to_owned(),
        register.flags.len().to_string(),
    ));
    entries.extend(register.flags.iter().map(|flag| {
        Entry::Row(Row {
            word: flag.id.clone(),
            text: flag.title.clone(),
            lead: flag.title.clone(),
            facts: vec![
                ("Why".to_owned(), flag.why.clone()),
                ("What to do".to_owned(), flag.if_missing.clone()),
            ],
            ..Row::default()
        })
    }));
    entries
}
