//! A checklist pack: sections of items, each one verifiable question with what it counts and what proves it. A pack is
//! versioned, and an assessment keeps the exact text it was started with.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    condition::Condition,
    digest::Digest,
    gate::{Force, Forces, Gate},
    ids::RecordId,
    measure::Decimal,
    tier::Tier,
};

/// A pack as its file says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The version of the file's shape: 1.
    pub schema: u32,
    /// What it is.
    #[serde(rename = "pack")]
    pub head: PackHead,
    /// The sources its items name.
    #[serde(default, rename = "ref")]
    pub refs: Vec<Source>,
    /// Its sections in order.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
}

/// What a pack is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackHead {
    /// Its word: `ra.rag-llm`.
    pub id: String,
    /// Its version: `1.2.0`.
    pub version: Version,
    /// What it is for.
    pub kind: PackKind,
    /// Its name for people.
    pub title: String,
    /// What it looks at, in one sentence.
    #[serde(default)]
    pub about: String,
    /// How far it may be trusted.
    pub status: PackStatus,
    /// The gate its items feed, where they do not name another.
    pub gate: Gate,
    /// What it is answered for; once for the system, or once for each linked decision.
    #[serde(default)]
    pub per: Per,
    /// For which systems; `None` for all.
    #[serde(default)]
    pub applies_when: Option<Condition>,
    /// How its score is made.
    #[serde(default)]
    pub aggregate: Aggregate,
    /// Above which share of N/A the board must acknowledge it, in basis points of the weight.
    #[serde(default = "na_share_usually")]
    pub na_share_warn_bp: u32,
    /// The day by which somebody looks whether it is still right.
    #[serde(default, deserialize_with = "crate::domain::day::maybe")]
    pub review_by: Option<NaiveDate>,
}

const fn na_share_usually() -> u32 {
    4_000
}

/// What a pack is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum PackKind {
    Checklist,
    Readiness,
    Scorecard,
    Triage,
}

/// How far a pack may be trusted. Only one that is `ga` is asked for; a draft or a preview is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum PackStatus {
    Draft,
    Preview,
    Ga,
    Deprecated,
}

/// What a pack is answered for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Once for the system.
    #[default]
    System,
    /// Once for each decision linked to the system.
    Decision,
}

/// How the score of a pack is made of its items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregate {
    /// The weighted share.
    #[default]
    Weighted,
    /// The section with the fewest points.
    MinSection,
    /// The levels that are done.
    Ladder,
}

/// A source an item refers to, with its own currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its word.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it still holds.
    pub status: Currency,
    /// The day somebody looked.
    #[serde(deserialize_with = "crate::domain::day::written")]
    pub as_of: NaiveDate,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
}

/// Whether a source still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Currency {
    Current,
    Draft,
    Superseded,
    Withdrawn,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its word.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Its items in order.
    #[serde(default, rename = "item")]
    pub items: Vec<Item>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its id, never used again for another one.
    pub id: String,
    /// Its revision: a new one when meaning or pass bar changes.
    #[serde(default = "one")]
    pub rev: u32,
    /// The question.
    pub ask: String,
    /// Why it is asked.
    #[serde(default)]
    pub why: String,
    /// What a reviewer opens, and what must be visible there.
    #[serde(default)]
    pub verify: String,
    /// How much it matters; `None` only where a file does not say it, which the linter refuses.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Its weight, where it is not that of its severity.
    #[serde(default)]
    pub weight: Option<u32>,
    /// How strictly it counts by tier, where it is not as its gate says.
    #[serde(default)]
    pub force: Option<Forces>,
    /// The gate it feeds, where it is not that of its pack.
    #[serde(default)]
    pub gate: Option<Gate>,
    /// When in the life of a system it is asked.
    #[serde(default)]
    pub phase: Phase,
    /// Its level in a pack of levels, from 1.
    #[serde(default)]
    pub level: Option<u8>,
    /// How it is answered.
    #[serde(default)]
    pub scale: Scale,
    /// What is measured, of a numeric item.
    #[serde(default)]
    pub metric: Option<String>,
    /// In which unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// How the value is compared.
    #[serde(default)]
    pub op: Option<Comparison>,
    /// With what.
    #[serde(default)]
    pub target: Option<Decimal>,
    /// The value up to which it counts as partial.
    #[serde(default)]
    pub partial_at: Option<Decimal>,
    /// The least value of a band.
    #[serde(default)]
    pub lo: Option<Decimal>,
    /// The greatest value of a band.
    #[serde(default)]
    pub hi: Option<Decimal>,
    /// Where evidence is needed; `None` where a claim is enough.
    #[serde(default)]
    pub evidence: Option<EvidenceRule>,
    /// Whether it may be N/A; `None`: it may not.
    #[serde(default)]
    pub na: Option<NaRule>,
    /// The tiers at which it may be waived; `None`: all of them.
    #[serde(default)]
    pub waivable: Option<Vec<Tier>>,
    /// The longest a waiver of it may last, in days, where it is less than the tier allows.
    #[serde(default)]
    pub waiver_max_days: Option<u32>,
    /// Who may waive it at least.
    #[serde(default)]
    pub waiver_level: Option<Level>,
    /// For which systems it is asked; `None` for all the pack is for.
    #[serde(default)]
    pub visible_when: Option<Condition>,
    /// What to do when it is not met: the text of the action.
    #[serde(default)]
    pub if_missing: String,
    /// The clauses it comes from: `breck2017:Infra-7`.
    #[serde(default)]
    pub refs: Vec<String>,
    /// Items of other packs that are the very same control: answered once.
    #[serde(default)]
    pub same_as: Vec<String>,
    /// Earlier items it takes the place of.
    #[serde(default)]
    pub supersedes: Vec<String>,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Said when the text changed and the revision did not: the meaning is the same.
    #[serde(default)]
    pub wording_only: bool,
}

const fn one() -> u32 {
    1
}

/// How much an item matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// Its weight in a score.
    pub const fn weight(self) -> u32 {
        match self {
            Self::Low => 1,
            Self::Medium => 2,
            Self::High => 4,
            Self::Critical => 8,
        }
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// When in the life of a system an item is asked.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Phase {
    Design,
    #[default]
    PreProd,
    Operate,
    Retire,
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scale {
    /// Met, partial or unmet.
    #[default]
    #[serde(rename = "tri")]
    Tri,
    /// Met or unmet.
    #[serde(rename = "yesno")]
    YesNo,
    /// A share of 0, 25, 50 or 100 percent.
    #[serde(rename = "coverage")]
    Coverage,
    /// Not done 0, done by hand 50, automated 100.
    #[serde(rename = "automation")]
    Automation,
    /// A measured value against a target.
    #[serde(rename = "number")]
    Number,
    /// One to five.
    #[serde(rename = "1to5")]
    OneToFive,
}

/// How a measured value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// At most the target.
    #[serde(rename = "<=")]
    AtMost,
    /// At least the target.
    #[serde(rename = ">=")]
    AtLeast,
    /// Inside a band, ends included.
    #[serde(rename = "in")]
    Within,
}

/// Where evidence is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRule {
    /// For which answers.
    #[serde(rename = "for")]
    pub answers: Vec<Claim>,
    /// Of which kinds; empty for any.
    #[serde(default)]
    pub kinds: Vec<EvidenceKind>,
    /// How many pieces at least.
    #[serde(default = "one")]
    pub min: u32,
    /// How old a piece may be, in days.
    #[serde(default)]
    pub max_age_days: Option<u32>,
}

/// An answer that may need evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Claim {
    Met,
    Partial,
}

/// What a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum EvidenceKind {
    Link,
    File,
    Adr,
    Measurement,
    Attestation,
    Diagram,
    Schema,
    Run,
}

impl EvidenceKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Link,
        Self::File,
        Self::Adr,
        Self::Measurement,
        Self::Attestation,
        Self::Diagram,
        Self::Schema,
        Self::Run,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::File => "file",
            Self::Adr => "adr",
            Self::Measurement => "measurement",
            Self::Attestation => "attestation",
            Self::Diagram => "diagram",
            Self::Schema => "schema",
            Self::Run => "run",
        }
    }
}

/// When an item may be N/A.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NaRule {
    /// Whether at all.
    pub allowed: bool,
    /// How many characters its reason has at least.
    #[serde(default = "thirty")]
    pub justify_min: u32,
    /// The role that must agree; `None`: nobody must.
    #[serde(default)]
    pub concur: Option<String>,
}

const fn thirty() -> u32 {
    30
}

/// Who may decide: the architect alone, the domain, an executive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Level {
    L1,
    L2,
    L3,
}

impl Level {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::L1 => "L1",
            Self::L2 => "L2",
            Self::L3 => "L3",
        }
    }

    /// The next higher level; the highest stays.
    #[must_use]
    pub const fn raised(self) -> Self {
        match self {
            Self::L1 => Self::L2,
            Self::L2 | Self::L3 => Self::L3,
        }
    }
}

/// A version: major, minor, patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// A blocking item came, a meaning or a bar changed, an item went.
    pub major: u32,
    /// Items that do not block came, or a force was relaxed.
    pub minor: u32,
    /// Wording only.
    pub patch: u32,
}

impl std::fmt::Display for Version {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl std::str::FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || format!("`{text}` is not a version; write `1.2.0`");
        let parts: Vec<u32> = text
            .split('.')
            .map(|part| part.parse().map_err(|_| refused()))
            .collect::<Result<_, _>>()?;
        match parts.as_slice() {
            [major, minor, patch] => Ok(Self {
                major: *major,
                minor: *minor,
                patch: *patch,
            }),
            _ => Err(refused()),
        }
    }
}

impl Serialize for Version {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A pack or rubric as an assessment or a tiering keeps it: its exact text is a blob of this digest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pin {
    /// Its word.
    pub id: String,
    /// Its version.
    pub version: Version,
    /// The digest of its text.
    pub digest: Digest,
}

/// A pack or rubric that was pinned once: the same version never means another text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedPack {
    /// Its identity.
    pub id: RecordId,
    /// Which pack, and its text.
    #[serde(flatten)]
    pub pin: PinText,
}

/// The same as [`Pin`], in words that leave `id` to the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinText {
    /// The word of the pack.
    #[serde(rename = "pack")]
    pub id: String,
    /// Its version.
    pub version: Version,
    /// The digest of its text.
    pub digest: Digest,
}

impl Item {
    /// Its weight in a score.
    pub fn weight(&self) -> u32 {
        let of_severity = self.severity.map_or(0, Severity::weight);
        self.weight.unwrap_or(of_severity)
    }

    /// The gate it feeds in this pack.
    pub fn gate(&self, pack: &PackHead) -> Gate {
        self.gate.unwrap_or(pack.gate)
    }

    /// How strictly it counts in this pack at a tier.
    pub fn force(&self, pack: &PackHead, tier: Tier) -> Force {
        let forces = self.force.unwrap_or_else(|| self.gate(pack).forces());
        forces.at(tier)
    }

    /// Whether it may be waived at a tier.
    pub fn is_waivable(&self, tier: Tier) -> bool {
        self.waivable
            .as_ref()
            .is_none_or(|tiers| tiers.contains(&tier))
    }
}

impl Pack {
    /// Every item with its section, in order.
    pub fn items(&self) -> impl Iterator<Item = (&Section, &Item)> {
        self.sections
            .iter()
            .flat_map(|section| section.items.iter().map(move |item| (section, item)))
    }

    /// The item of an id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items()
            .map(|(_, item)| item)
            .find(|item| item.id == id)
    }
}
