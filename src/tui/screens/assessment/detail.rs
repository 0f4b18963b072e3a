//! Everything about one item, one below the other: what is asked and how strictly, what was answered and by whom, what proves
//! it, what others say. It must not know where on the screen it stands.

use chrono::NaiveDate;

use super::{mark, page::Page};
use crate::{
    domain::{
        assessment::{Answer, Response, Review},
        evidence::{Classification, Evidence, EvidenceState},
        gate::Force,
        pack::{Claim, Comparison, EvidenceRule, Item, Scale, Severity},
        person::Person,
        readiness::ItemResult,
        tier::Tier,
        tone::Tone,
    },
    markdown::Rendered,
    ops::assessments::WalkItem,
};

/// What an item is told with.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// The item.
    pub(super) item: &'a WalkItem,
    /// The tier it is weighed at.
    pub(super) tier: Option<Tier>,
    /// The day.
    pub(super) as_of: NaiveDate,
    /// Everybody who is known.
    pub(super) people: &'a [Person],
    /// The answer that is on its way and not yet saved.
    pub(super) pending: Option<Response>,
}

impl Told<'_> {
    /// The page about the item.
    pub(super) fn page(self, cells: usize, ascii: bool) -> Rendered {
        let mut page = Page::new(cells, ascii);
        self.head(&mut page);
        self.asked(&mut page);
        self.answered(&mut page);
        self.reviewed(&mut page);
        self.proved(&mut page);
        self.around(&mut page);
        page.done()
    }

    fn answer(&self) -> Option<&Answer> {
        self.item.answer.as_ref()
    }

    fn head(&self, page: &mut Page) {
        let item = &self.item.item;
        let tier = self.tier.map_or("T1, no tier yet", Tier::word);
        let severity = item.severity.map_or("severity unknown", Severity::word);
        let force = self.item.state.force;
        let tone = if force.gates() {
            Tone::Strong
        } else {
            Tone::Muted
        };
        let dot = page.glyph(" · ", " - ");
        page.line(&[
            (&format!("{} at {tier}", counts_as(force)), tone),
            (dot, Tone::Muted),
            (severity, Tone::Plain),
            (dot, Tone::Muted),
            (mark::phase(item.phase), Tone::Muted),
            (dot, Tone::Muted),
            (self.item.state.gate.word(), Tone::Muted),
        ]);
        page.gap();
        page.paragraph(&item.ask, Tone::Strong);
        page.gap();
    }

    fn asked(&self, page: &mut Page) {
        let item = &self.item.item;
        page.said("Why", &item.why);
        page.said("Verify", &item.verify);
        page.said("Scale", &scale(item));
        if let Some(rule) = &item.evidence {
            page.said("Needs", &needs(rule));
        }
        if let Some(withdrawn) = &self.item.withdrawn_ref {
            page.toned("Source", &format!("! {withdrawn}"), Tone::Caution);
        }
    }

    fn answered(&self, page: &mut Page) {
        page.gap();
        match (self.pending, self.answer()) {
            (Some(response), _) => {
                let said = format!("{}, being saved…", response.word());
                page.toned("Answer", &said, Tone::Accent);
            }
            (None, Some(answer)) => self.said_so(answer, page),
            (None, None) => page.toned("Answer", "unanswered", Tone::Muted),
        }
        if let Some(from) = &self.item.shared_from {
            page.said(
                "Shared",
                &format!("answered once, in {from}; an answer given here is its own"),
            );
        }
        self.counted(page);
        let Some(answer) = self.answer() else {
            return;
        };
        page.said("Owner", answer.owner.as_deref().unwrap_or_default());
        if let Some(due) = answer.due {
            let (said, tone) = due_in(due, self.as_of);
            page.toned("Due", &said, tone);
        }
        if let Some(day) = answer.planned_by {
            page.said("Planned", &format!("met by {day}"));
        }
    }

    fn said_so(&self, answer: &Answer, page: &mut Page) {
        let mark = mark::of_response(answer.response);
        let mut said = answer.response.word().to_owned();
        if let Some(value) = &answer.value {
            let unit = self.item.item.unit.as_deref().unwrap_or_default();
            said = format!("{said}, {}", format!("{value} {unit}").trim_end());
        }
        let who = format!("{} on {}", answer.by, answer.on);
        match answer.note.as_deref().map(str::trim).unwrap_or_default() {
            "" => {}
            note => said = format!("{said}: {note}"),
        }
        page.toned("Answer", &said, mark.tone);
        page.toned("", &format!("by {who}"), Tone::Muted);
    }

    /// What the answer comes to, where that is not plain.
    fn counted(&self, page: &mut Page) {
        let state = &self.item.state;
        if self.pending.is_some() {
            return;
        }
        let because = state.because.as_deref().unwrap_or_default();
        // Met, n/a, unanswered, partial and unmet say it themselves.
        let is_plain = matches!(
            state.result,
            ItemResult::Pass | ItemResult::Na | ItemResult::Incomplete | ItemResult::Fail
        );
        let result = match state.result {
            _ if is_plain && because.is_empty() => "",
            result => result.word(),
        };
        let said = match (result, because) {
            ("", because) => because.to_owned(),
            (result, "") => result.to_owned(),
            (result, because) => format!("{result}: {because}"),
        };
        page.toned("Counts as", &said, Tone::Caution);
        if let Some((label, last)) = &state.waiver {
            let days = (*last - self.as_of).num_days();
            let left = match days {
                ..0 => format!("ended {last}"),
                0 => "ends today".to_owned(),
                days => format!("till {last}, {days} days left"),
            };
            page.said("Waiver", &format!("{label}, {left}"));
        }
        if mark::is_failing(self.item) && !self.item.item.if_missing.is_empty() {
            page.said("To do", &self.item.item.if_missing);
        }
    }

    fn reviewed(&self, page: &mut Page) {
        let Some(answer) = self.answer() else {
            return;
        };
        match &answer.review {
            Review::None => {}
            Review::Verified { by, on } => {
                page.toned("Review", &format!("verified by {by} on {on}"), Tone::Good);
            }
            Review::Disputed {
                response,
                reason,
                by,
                on,
                reply,
            } => {
                let said = format!("{by} found {} on {on}: {reason}", response.word());
                page.toned("Disputed", &said, Tone::Danger);
                let reply = reply.as_deref().unwrap_or("nothing yet");
                page.said("Reply", reply);
            }
        }
        self.agreed(answer, page);
        if mark::must_be_confirmed(self.item) {
            let said = "the item changed since it was answered: it counts as unanswered until c confirms it";
            page.toned("Carried", said, Tone::Caution);
        }
    }

    /// Who agreed to an N/A, or who must.
    fn agreed(&self, answer: &Answer, page: &mut Page) {
        let asked = self.item.item.na.as_ref();
        let role = asked.and_then(|rule| rule.concur.as_deref());
        match (&answer.concurrence, role) {
            (Some(given), _) => {
                let who = self.people.iter().find(|person| person.id == given.by);
                let who = who.map_or("somebody who is not known any more", |person| &person.name);
                page.said(
                    "Agreed",
                    &format!("{who} as {} on {}", given.role, given.on),
                );
            }
            (None, Some(role)) if answer.response == Response::Na => {
                let said = format!("{role} must agree before n/a counts");
                page.toned("Agreed", &said, Tone::Caution);
            }
            (None, _) => {}
        }
    }

    fn proved(&self, page: &mut Page) {
        let pieces = self.answer().map(|answer| answer.evidence.as_slice());
        let pieces = pieces.unwrap_or_default();
        if pieces.is_empty() && self.item.item.evidence.is_none() {
            return;
        }
        page.heading("Evidence");
        if pieces.is_empty() {
            page.line(&[("  none yet", Tone::Muted)]);
        }
        for (nth, piece) in pieces.iter().enumerate() {
            let state = self.item.evidence.get(nth).copied();
            self.piece((nth, piece, state), page);
        }
    }

    fn piece(
        &self,
        (nth, piece, state): (usize, &Evidence, Option<EvidenceState>),
        page: &mut Page,
    ) {
        let head = format!("{:>2} ", nth + 1);
        page.hung(
            &head,
            &format!("{} {}", piece.kind.word(), piece.locator),
            Tone::Plain,
        );
        let (word, tone) = match state {
            Some(EvidenceState::Ok) => ("ok", Tone::Good),
            Some(state) => (state.word(), Tone::Danger),
            None => ("unknown", Tone::Muted),
        };
        let dot = page.glyph(" · ", " - ");
        let age = (self.as_of - piece.collected_on).num_days();
        let mut about = format!("{dot}{}, {age} d old", piece.collected_on);
        let rule = self.item.item.evidence.as_ref();
        if let Some(last) = piece.last_day(rule.and_then(|rule| rule.max_age_days)) {
            about = format!("{about}{dot}till {last}");
        }
        page.line(&[("   ", Tone::Plain), (word, tone), (&about, Tone::Muted)]);
        let guarded = classified(piece.classification);
        let kept = match &piece.digest {
            Some(digest) if piece.is_kept => {
                format!("{guarded}{dot}sha256 {}, kept here", digest.short())
            }
            Some(digest) => format!("{guarded}{dot}sha256 {}", digest.short()),
            None => guarded.to_owned(),
        };
        page.hung("   ", &kept, Tone::Muted);
        if let Some(note) = &piece.note {
            page.hung("   ", note, Tone::Muted);
        }
    }

    /// What others say: other systems, earlier items, the sources.
    fn around(&self, page: &mut Page) {
        if !self.item.proposed.is_empty() {
            page.heading("Answers of other systems (c takes one)");
            for (_, system, response) in &self.item.proposed {
                let mark = mark::of_response(*response);
                page.line(&[
                    ("   ", Tone::Plain),
                    (response.word(), mark.tone),
                    ("  ", Tone::Plain),
                    (system, Tone::Plain),
                ]);
            }
        }
        if !self.item.earlier.is_empty() {
            page.heading("Earlier items it takes the place of");
            for (item, response) in &self.item.earlier {
                let said = format!("{item}: {}, not taken over", response.word());
                page.hung("   ", &said, Tone::Muted);
            }
        }
        let item = &self.item.item;
        if !item.refs.is_empty() || !item.same_as.is_empty() {
            page.gap();
        }
        page.toned("Sources", &item.refs.join(", "), Tone::Muted);
        page.toned("Same as", &item.same_as.join(", "), Tone::Muted);
    }
}

const fn counts_as(force: Force) -> &'static str {
    match force {
        Force::Off => "not asked",
        Force::Score => "score only",
        Force::Advise => "advise",
        Force::Require => "require",
        Force::Block => "block",
    }
}

const fn classified(classification: Classification) -> &'static str {
    match classification {
        Classification::Public => "public",
        Classification::Internal => "internal",
        Classification::Confidential => "confidential",
        Classification::Restricted => "restricted",
    }
}

fn due_in(due: NaiveDate, as_of: NaiveDate) -> (String, Tone) {
    match (due - as_of).num_days() {
        late @ ..0 => (format!("{due}, {} days ago", -late), Tone::Danger),
        0 => (format!("{due}, today"), Tone::Caution),
        days => (format!("{due}, in {days} days"), Tone::Plain),
    }
}

/// How it is answered, where that is not with met, partial or unmet.
pub(super) fn scale(item: &Item) -> String {
    match item.scale {
        Scale::Tri => String::new(),
        Scale::YesNo => "met or unmet".to_owned(),
        Scale::Coverage => "1 to 4: 0, 25, 50, 100 % covered".to_owned(),
        Scale::Automation => "1 to 3: not done, by hand, automated".to_owned(),
        Scale::OneToFive => "1 to 5".to_owned(),
        Scale::Number => measured(item),
    }
}

fn measured(item: &Item) -> String {
    let metric = item.metric.as_deref().unwrap_or("the value");
    let unit = item.unit.as_deref().unwrap_or_default();
    let bar = |sign: &str, bar: Option<crate::domain::measure::Decimal>| {
        bar.map(|bar| format!("{sign} {bar} {unit}").trim_end().to_owned())
    };
    let target = match item.op {
        Some(Comparison::AtMost) => bar("at most", item.target),
        Some(Comparison::AtLeast) => bar("at least", item.target),
        Some(Comparison::Within) => item
            .lo
            .zip(item.hi)
            .map(|(lo, hi)| format!("from {lo} to {hi} {unit}").trim_end().to_owned()),
        None => None,
    };
    let target = target.unwrap_or_else(|| "its target is not stated".to_owned());
    match item.partial_at {
        Some(partial) => format!("{metric} {target}; partial up to {partial} {unit}"),
        None => format!("{metric} {target}"),
    }
    .trim_end()
    .to_owned()
}

/// Which evidence an answer needs.
fn needs(rule: &EvidenceRule) -> String {
    let answers = rule.answers.iter().map(|claim| match claim {
        Claim::Met => "met",
        Claim::Partial => "partial",
    });
    let answers = answers.collect::<Vec<_>>().join(" and ");
    let kinds = rule.kinds.iter().map(|kind| kind.word());
    let kinds = match kinds.collect::<Vec<_>>().join(", ") {
        kinds if kinds.is_empty() => "anything".to_owned(),
        kinds => kinds,
    };
    let aged = match rule.max_age_days {
        Some(days) => format!(", at most {days} days old"),
        None => String::new(),
    };
    let pieces = match rule.min {
        0 | 1 => String::new(),
        many => format!(", at least {many} pieces"),
    };
    format!("evidence for {answers}: {kinds}{pieces}{aged}")
}
