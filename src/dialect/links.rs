//! The links of a record, from every place where records state them: settings, status, fields, link sections, and
//! sentences about the record itself. A mention elsewhere is a reference and never more.

use std::{collections::HashSet, ops::Range};

use crate::domain::link::{self, Link, LinkKind};

use super::{
    field::{Field, Key},
    front_matter::FrontMatter,
    page::{Page, lines_of},
    relation::{self, Phrase, Standing, Statement},
    role::{Role, role_of},
    stated::Stated,
    target::{self, Target},
};

mod place;

pub(super) use place::{Place, Placed};

/// More mentions than these are not kept.
const LIMIT: usize = 200;
/// Fields and sentences about the record are looked for in so much of the text above the first section.
const HEADER_LIMIT: usize = 64 * 1024;

/// What the links are read from.
pub(super) struct Sources<'a, 't> {
    /// The path of the file below its log.
    pub path: &'a str,
    /// Its own number.
    pub number: Option<u32>,
    /// Its text.
    pub page: &'a Page<'t>,
    /// Its settings.
    pub front: &'a FrontMatter,
    /// The fields of its header.
    pub fields: &'a [Field],
    /// The text above the first section.
    pub header: Range<usize>,
    /// Its status.
    pub stated: Option<&'a Stated>,
}

impl Sources<'_, '_> {
    /// Whether a place lies in a status that is still the choice of a form.
    fn is_in_form(&self, at: usize) -> bool {
        self.stated
            .is_some_and(|stated| stated.reading.is_unfilled && stated.value.contains(&at))
    }
}

/// All links in the order in which their places count.
pub(super) fn read(sources: &Sources<'_, '_>) -> Vec<Link> {
    let links = placed(sources).into_iter();
    links.map(|placed| placed.link).collect()
}

/// All links with the places that state them.
pub(super) fn placed(sources: &Sources<'_, '_>) -> Vec<Placed> {
    let mut links = Collected::of(sources.path);
    from_front_matter(sources, &mut links);
    from_status(sources, &mut links);
    from_fields(sources, &mut links);
    let header = sources.header.start..sources.header.end.min(sources.header.start + HEADER_LIMIT);
    from_text(sources, header, Standing::Clause, &mut links);
    from_link_sections(sources, &mut links);
    from_sentences(sources, &mut links);
    if is_superseded(sources) && !links.has(LinkKind::SupersededBy) {
        from_anywhere(sources, &mut links);
    }
    references(sources, &mut links);
    links.links
}

/// Links found so far; each target once per kind, and as a reference only if nothing else is said of it.
struct Collected<'a> {
    path: &'a str,
    links: Vec<Placed>,
    seen: HashSet<(LinkKind, String)>,
    targets: HashSet<String>,
    mentions: HashSet<String>,
}

impl<'a> Collected<'a> {
    fn of(path: &'a str) -> Self {
        Self {
            path,
            links: Vec::new(),
            seen: HashSet::new(),
            targets: HashSet::new(),
            mentions: HashSet::new(),
        }
    }

    fn has(&self, kind: LinkKind) -> bool {
        self.links.iter().any(|placed| placed.link.kind == kind)
    }

    fn add(&mut self, phrase: Phrase, words: &str, (target, place): (Target, Place)) {
        if is_hint(&target.target) {
            return;
        }
        // The same words again mean the same target; most mentions end here.
        if phrase.kind == LinkKind::Reference && !self.mentions.insert(target.target.clone()) {
            return;
        }
        let name = self.meant(&target.target);
        if self.links.len() >= LIMIT
            || (phrase.kind == LinkKind::Reference && self.targets.contains(&name))
        {
            return;
        }
        self.targets.insert(name.clone());
        if self.seen.insert((phrase.kind, name)) {
            let link = Link {
                kind: phrase.kind,
                phrase: words.to_owned(),
                partial: phrase.partial,
                target: target.target,
                text: target.text,
            };
            self.links.push(Placed { link, place });
        }
    }

    /// The links of a statement of `source`, which begins at byte `base` of the text.
    fn add_all(&mut self, source: &str, base: usize, statement: Statement) {
        let end = statement.places.last().map_or(0, |place| place.end);
        let whole = base + statement.phrase.start..base + end;
        let words = relation::words(source, statement.phrase);
        for (target, at) in statement.targets.into_iter().zip(statement.places) {
            let place = Place::Text {
                statement: whole.clone(),
                target: base + at.start..base + at.end,
            };
            self.add(statement.phrase, words, (target, place));
        }
    }

    /// The one name by which two ways of writing a target are the same target.
    fn meant(&self, target: &str) -> String {
        let names = link::names_meant(self.path, target);
        names
            .into_iter()
            .last()
            .unwrap_or_else(|| target.to_lowercase())
    }
}

/// The target of a form that nobody filled: `yyyymmdd-xxx.md`, `ADR-NNNN`.
fn is_hint(target: &str) -> bool {
    let lower = target.to_lowercase();
    ["yyyymmdd", "xxx", "nnn"]
        .iter()
        .any(|hint| lower.contains(hint))
        || target.starts_with(['{', '<'])
}

fn from_front_matter(sources: &Sources<'_, '_>, links: &mut Collected<'_>) {
    for (index, entry) in sources.front.entries.iter().enumerate() {
        let Some(phrase) = relation::phrase_named(&entry.key) else {
            continue;
        };
        for value in &entry.values {
            for (target, _) in targets_of(value, &|_| None) {
                let place = Place::Settings {
                    entry: index,
                    value: value.clone(),
                };
                links.add(phrase, &entry.key, (target, place));
            }
        }
    }
}

/// The targets of a value that is a list of them, or a single word.
fn targets_of(
    value: &str,
    resolve: &dyn Fn(usize) -> Option<String>,
) -> Vec<(Target, Range<usize>)> {
    let list = target::list(value, 0, resolve);
    let word = value.trim_matches([' ', '\t', '\n', '\r', '_', '*', '`', '"']);
    let is_a_name = !word.is_empty()
        && !word.contains(char::is_whitespace)
        && word.chars().any(char::is_alphanumeric)
        && !matches!(
            word.to_lowercase().as_str(),
            "none" | "n/a" | "null" | "tbd" | "no" | "-"
        )
        && !word.starts_with(['{', '<', '[']);
    if list.targets.is_empty() && is_a_name {
        let target = Target {
            target: word.to_owned(),
            text: None,
        };
        return vec![(target, 0..value.len())];
    }
    list.targets.into_iter().zip(list.places).collect()
}

fn from_status(sources: &Sources<'_, '_>, links: &mut Collected<'_>) {
    let Some(stated) = sources.stated.filter(|stated| !stated.reading.is_unfilled) else {
        return;
    };
    from_text(sources, stated.value.clone(), Standing::Clause, links);
    if let Some(section) = stated.section.clone() {
        from_text(sources, section, Standing::Clause, links);
    }
}

fn from_fields(sources: &Sources<'_, '_>, links: &mut Collected<'_>) {
    for field in sources
        .fields
        .iter()
        .filter(|field| field.key == Key::Relation)
    {
        let name = sources.page.slice(field.name.clone());
        let Some(phrase) = relation::phrase_named(name) else {
            continue;
        };
        let base = field.value.start;
        let address = |at: usize| {
            sources
                .page
                .link_at(base + at)
                .map(|link| link.address.clone())
        };
        for (target, at) in targets_of(sources.page.slice(field.value.clone()), &address) {
            let place = Place::Field {
                name: field.name.clone(),
                value: field.value.clone(),
                target: base + at.start..base + at.end,
            };
            links.add(phrase, name, (target, place));
        }
    }
}

/// The statements in a piece of the text, hidden ones left out.
fn from_text(
    sources: &Sources<'_, '_>,
    range: Range<usize>,
    standing: Standing,
    links: &mut Collected<'_>,
) {
    let page = sources.page;
    let source = page.slice(range.clone());
    let address = |at: usize| {
        page.link_at(range.start + at)
            .map(|link| link.address.clone())
    };
    for statement in relation::statements(source, standing, &address) {
        let at = range.start + statement.phrase.start;
        if page.is_hidden(at) || sources.is_in_form(at) {
            continue;
        }
        links.add_all(source, range.start, statement);
    }
}

fn from_link_sections(sources: &Sources<'_, '_>, links: &mut Collected<'_>) {
    let page = sources.page;
    for (index, heading) in page.headings.iter().enumerate() {
        let role = role_of(page.slice(heading.text.clone()));
        if matches!(role, Role::Links | Role::Metadata) {
            from_text(sources, page.under(index), Standing::Line, links);
        }
    }
}

/// Sentences such as `This record supersedes …`, wherever they stand.
fn from_sentences(sources: &Sources<'_, '_>, links: &mut Collected<'_>) {
    for range in around_word(sources.page, &["superse", "superce", "replace", "obsolete"]) {
        supersessions(sources, range, Standing::ThisRecord, links);
    }
}

fn is_superseded(sources: &Sources<'_, '_>) -> bool {
    use crate::domain::status::Status;
    sources.stated.is_some_and(|stated| {
        stated.reading.is_partly_superseded || stated.reading.status == Some(Status::Superseded)
    })
}

/// Where the status says `superseded` and not by what, the text may say it: `… superseded by [X](x.md)`.
fn from_anywhere(sources: &Sources<'_, '_>, links: &mut Collected<'_>) {
    let partial = sources
        .stated
        .is_some_and(|stated| stated.reading.is_partly_superseded);
    for range in around_word(sources.page, &["superse", "superce"]) {
        let before = links.links.len();
        supersessions(sources, range, Standing::Anywhere, links);
        for placed in links.links.iter_mut().skip(before) {
            placed.link.partial |= partial;
        }
    }
    links
        .links
        .retain(|placed| placed.link.kind != LinkKind::Reference);
}

/// The supersession statements of a paragraph and nothing else of it.
fn supersessions(
    sources: &Sources<'_, '_>,
    range: Range<usize>,
    standing: Standing,
    links: &mut Collected<'_>,
) {
    let page = sources.page;
    let source = page.slice(range.clone());
    let address = |at: usize| {
        page.link_at(range.start + at)
            .map(|link| link.address.clone())
    };
    for statement in relation::statements(source, standing, &address) {
        let kind = statement.phrase.kind;
        let counts = kind == LinkKind::SupersededBy
            || (kind == LinkKind::Supersedes && standing == Standing::ThisRecord);
        if !counts || page.is_hidden(range.start + statement.phrase.start) {
            continue;
        }
        links.add_all(source, range.start, statement);
    }
}

/// The lines of the body that hold one of these words, each with the line before and behind it.
fn around_word(page: &Page<'_>, words: &[&str]) -> Vec<Range<usize>> {
    let lines: Vec<Range<usize>> = lines_of(page.text, page.body..page.text.len()).collect();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let text = page.slice(line.clone());
        if text.len() > 20_000 || !holds(text, words) {
            continue;
        }
        let start = index
            .checked_sub(1)
            .and_then(|above| lines.get(above))
            .filter(|above| above.len() < 2_000);
        let end = lines.get(index + 1).filter(|below| below.len() < 2_000);
        let range =
            start.map_or(line.start, |above| above.start)..end.map_or(line.end, |below| below.end);
        match ranges.last_mut() {
            Some(last) if last.end >= range.start => last.end = range.end,
            _ => ranges.push(range),
        }
    }
    ranges
}

fn holds(text: &str, words: &[&str]) -> bool {
    let lower = text.to_ascii_lowercase();
    words.iter().any(|word| lower.contains(word))
}

/// Plain links to other records and mentions of their identifiers.
fn references(sources: &Sources<'_, '_>, links: &mut Collected<'_>) {
    const PHRASE: Phrase = Phrase {
        kind: LinkKind::Reference,
        partial: false,
        start: 0,
        end: 0,
    };
    if let Some(number) = sources.number {
        links.targets.insert(format!("number:{number}"));
    }
    for found in &sources.page.links {
        if !leads_to_a_record(&found.address) {
            continue;
        }
        let text = sources.page.slice(found.whole.clone());
        let text = text
            .strip_prefix('[')
            .and_then(|inner| inner.split(']').next())
            .map(str::to_owned);
        let target = Target {
            target: found.address.clone(),
            text,
        };
        links.add(PHRASE, "", (target, Place::Mention));
    }
    let text = sources.page.text;
    let mut from = sources.page.body;
    while let Some(at) = text
        .get(from..)
        .and_then(|rest| rest.find("ADR"))
        .map(|at| from + at)
    {
        from = at + 3;
        let starts_word = text
            .get(..at)
            .and_then(|before| before.chars().last())
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '-' | '_' | '.'));
        if links.links.len() >= LIMIT {
            return;
        }
        if starts_word
            && !sources.page.is_hidden(at)
            && let Some((target, end)) =
                text.get(at..).and_then(|rest| target::identifier(rest, at))
        {
            from = end;
            links.add(PHRASE, "", (target, Place::Mention));
        }
    }
}

/// Whether an address is a text file nearby or the page of a record on the log's site.
fn leads_to_a_record(address: &str) -> bool {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let is_text = [".md", ".mdx", ".markdown", ".adoc", ".rst"]
        .iter()
        .any(|ending| name.ends_with(ending));
    let is_route = path.starts_with("/adr/")
        && name
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_digit());
    let is_near = !path.contains("://") && !path.starts_with("mailto:");
    let is_index = ["readme", "index", "template"]
        .iter()
        .any(|word| name.starts_with(word))
        && path.matches('/').count() == 0;
    is_near && (is_text || is_route) && !is_index
}
