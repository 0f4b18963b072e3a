//! Everything about one item or one rule of a rubric in words, so that both faces say it alike.

use crate::domain::{
    condition::{Condition, Word},
    gate::{Force, Gate},
    pack::{Claim, Comparison, Item, Pack, Phase, Scale, Severity},
    rubric::Rubric,
    tier::Tier,
};

/// What is true of an item in its pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemFacts<'a> {
    /// The item.
    pub item: &'a Item,
    /// How strictly it counts at T1, T2 and T3.
    pub forces: [Force; 3],
    /// The gate it feeds.
    pub gate: Gate,
}

impl<'a> ItemFacts<'a> {
    /// Of an item in its pack.
    pub fn of(pack: &Pack, item: &'a Item) -> Self {
        Self {
            item,
            forces: Tier::ALL.map(|tier| item.force(&pack.head, tier)),
            gate: item.gate(&pack.head),
        }
    }

    /// What is said about it, each with its name; what does not apply is left out.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let item = self.item;
        let [t1, t2, t3] = self.forces;
        let severity = item.severity.map_or("not stated", Severity::word);
        let lines = vec![
            ("Item", format!("{} revision {}", item.id, item.rev)),
            ("Why", item.why.clone()),
            ("Verify", item.verify.clone()),
            ("Force", format!("{t1} at T1, {t2} at T2, {t3} at T3")),
            ("Gate", format!("{} {}", self.gate, self.gate.title())),
            ("Severity", format!("{severity}, weight {}", item.weight())),
            ("Phase", phase(item.phase).to_owned()),
            (
                "Level",
                item.level
                    .map(|level| level.to_string())
                    .unwrap_or_default(),
            ),
            ("Answer", scale(item)),
            ("Evidence", evidence(item)),
            ("N/A", na(item)),
            ("Waiver", waiver(item)),
            (
                "Asked when",
                item.visible_when
                    .as_ref()
                    .map(condition)
                    .unwrap_or_default(),
            ),
            ("If missing", item.if_missing.clone()),
            ("References", item.refs.join(", ")),
            ("Same as", item.same_as.join(", ")),
            ("Supersedes", item.supersedes.join(", ")),
            ("Tags", item.tags.join(", ")),
        ];
        lines
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .collect()
    }
}

/// The bands, floors, stops and caps of a rubric: what each is, the tier it gives, and when.
pub fn rules_of(rubric: &Rubric) -> Vec<(&'static str, String, String)> {
    let bands = rubric.bands.iter().map(|band| {
        let from = format!("from a score of {} bp", band.from);
        ("band", band.tier.to_string(), from)
    });
    let when = |title: &str, when: &Condition| format!("{title}: {}", condition(when));
    let floors = rubric.floors.iter().map(|floor| {
        let what = when(&floor.title, &floor.when);
        ("floor", floor.tier.to_string(), what)
    });
    let stops = rubric
        .stops
        .iter()
        .map(|stop| ("stop", "NO-GO".to_owned(), when(&stop.title, &stop.when)));
    let caps = rubric.caps.iter().map(|cap| {
        let what = format!(
            "{}, with a sign-off of {}",
            when(&cap.title, &cap.when),
            cap.sign_off.word()
        );
        ("cap", cap.tier.to_string(), what)
    });
    bands.chain(floors).chain(stops).chain(caps).collect()
}

/// A condition in words.
pub fn condition(when: &Condition) -> String {
    let several = |all: &[Condition], word: &str| {
        let parts: Vec<String> = all.iter().map(nested).collect();
        parts.join(word)
    };
    match when {
        Condition::Is(asked) => {
            let words: Vec<&str> = asked.is.iter().map(Word::as_str).collect();
            format!("{} is {}", asked.fact, words.join(" or "))
        }
        Condition::FactAtLeast(asked) => format!("{} is at least {}", asked.fact, asked.at_least),
        Condition::FactorAtLeast(asked) => {
            format!("{} is scored at least {}", asked.factor, asked.at_least)
        }
        Condition::All(all) if all.all.is_empty() => "always".to_owned(),
        Condition::Any(any) if any.any.is_empty() => "never".to_owned(),
        Condition::All(all) => several(&all.all, " and "),
        Condition::Any(any) => several(&any.any, " or "),
    }
}

fn nested(when: &Condition) -> String {
    match when {
        Condition::All(_) | Condition::Any(_) => format!("({})", condition(when)),
        _ => condition(when),
    }
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Design => "design",
        Phase::PreProd => "before production",
        Phase::Operate => "operation",
        Phase::Retire => "retirement",
    }
}

fn scale(item: &Item) -> String {
    match item.scale {
        Scale::Tri => "met, partial or unmet".to_owned(),
        Scale::YesNo => "met or unmet".to_owned(),
        Scale::Coverage => "a share: 0, 25, 50 or 100 %".to_owned(),
        Scale::Automation => "not done, by hand, automated".to_owned(),
        Scale::OneToFive => "one to five".to_owned(),
        Scale::Number => number(item),
    }
}

fn number(item: &Item) -> String {
    let told = |value: Option<crate::domain::measure::Decimal>| {
        value.map_or_else(|| "?".to_owned(), |value| value.to_string())
    };
    let metric = item.metric.as_deref().unwrap_or("a number");
    let unit = item.unit.as_deref().unwrap_or_default();
    let bar = match item.op {
        Some(Comparison::AtMost) => format!("at most {}", told(item.target)),
        Some(Comparison::AtLeast) => format!("at least {}", told(item.target)),
        Some(Comparison::Within) => format!("from {} to {}", told(item.lo), told(item.hi)),
        None => "without a bar".to_owned(),
    };
    let partial = item
        .partial_at
        .map(|partial| format!(", partial up to {partial}"));
    format!("{metric} {bar} {unit}{}", partial.unwrap_or_default())
}

fn evidence(item: &Item) -> String {
    let Some(rule) = &item.evidence else {
        return "a claim is enough".to_owned();
    };
    let claims: Vec<&str> = rule
        .answers
        .iter()
        .map(|claim| match claim {
            Claim::Met => "met",
            Claim::Partial => "partial",
        })
        .collect();
    let kinds: Vec<&str> = rule.kinds.iter().map(|kind| kind.word()).collect();
    let kinds = if kinds.is_empty() {
        "any kind".to_owned()
    } else {
        kinds.join(", ")
    };
    let age = rule
        .max_age_days
        .map(|days| format!(", at most {days} days old"));
    format!(
        "for {}: {} of {kinds}{}",
        claims.join(" and "),
        rule.min,
        age.unwrap_or_default()
    )
}

fn na(item: &Item) -> String {
    match item.na.as_ref().filter(|rule| rule.allowed) {
        None => "not allowed".to_owned(),
        Some(rule) => {
            let concur = rule
                .concur
                .as_ref()
                .map(|role| format!(", and {role} agrees"));
            format!(
                "with a reason of {} characters{}",
                rule.justify_min,
                concur.unwrap_or_default()
            )
        }
    }
}

fn waiver(item: &Item) -> String {
    let tiers: Vec<&str> = Tier::ALL
        .into_iter()
        .filter(|tier| item.is_waivable(*tier))
        .map(Tier::word)
        .collect();
    if tiers.is_empty() {
        return "never".to_owned();
    }
    let days = item
        .waiver_max_days
        .map(|days| format!(", at most {days} days"));
    let level = item
        .waiver_level
        .map(|level| format!(", by {} or above", level.word()));
    format!(
        "at {}{}{}",
        tiers.join(", "),
        days.unwrap_or_default(),
        level.unwrap_or_default()
    )
}
