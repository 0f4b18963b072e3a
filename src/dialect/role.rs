//! What a section is for, told by its heading in many languages. Knows nothing of the text below it.

use super::plain::Plain;

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Why a decision is needed.
    Context,
    /// What the decision is measured against.
    Drivers,
    /// What could be done.
    Options,
    /// What is done.
    Decision,
    /// Why this and not another.
    Rationale,
    /// What follows from it.
    Consequences,
    /// Each option weighed.
    ProsCons,
    /// How it is checked that the decision is kept.
    Confirmation,
    /// Other records and sources.
    Links,
    /// Where the decision stands.
    Status,
    /// When it was made.
    Date,
    /// Who had a part in it.
    People,
    /// What happened to it since.
    History,
    /// What may go wrong.
    Risks,
    /// What is taken for granted.
    Assumptions,
    /// What must not be touched.
    Constraints,
    /// What it rests on.
    Principles,
    /// What else there is to say.
    Notes,
    /// The whole in a few sentences.
    Summary,
    /// How it is carried out, and what is left to do.
    Implementation,
    /// Fields about the record itself.
    Metadata,
    /// None of these.
    Other,
}

const HEADINGS: &[(Role, &[&str])] = &[
    (
        Role::Context,
        &[
            "context",
            "context and problem statement",
            "the context",
            "problem",
            "problem statement",
            "the problem",
            "issue",
            "background",
            "motivation",
            "discussion",
            "question",
            "prologue",
            "problem and context",
            "context & problem",
            "context and problem",
            "kontext",
            "kontext und problemstellung",
            "problemstellung",
            "contexte",
            "contexte et problématique",
            "contexto",
            "contexto e problema",
            "contesto",
            "bağlam",
            "контекст",
            "背景",
            "コンテキスト",
            "文脈",
            "上下文",
            "besoin métier",
            "problems",
        ],
    ),
    (
        Role::Drivers,
        &[
            "decision drivers",
            "drivers",
            "criteria",
            "evaluation criteria",
            "decision criteria",
            "forces",
            "requirements",
            "goals",
            "quality attributes",
            "critères de décision",
            "entscheidungstreiber",
            "fatores de decisão",
            "決定要因",
        ],
    ),
    (
        Role::Options,
        &[
            "considered options",
            "options considered",
            "options",
            "alternatives",
            "alternatives considered",
            "considered alternatives",
            "alternative approaches",
            "other options",
            "positions",
            "candidates to consider",
            "rejected alternatives",
            "rationale and alternatives",
            "options envisagées",
            "alternatives considérées",
            "alternatives envisagées",
            "betrachtete alternativen",
            "betrachtete optionen",
            "alternativen",
            "optionen",
            "alternativas",
            "alternativas consideradas",
            "opções consideradas",
            "検討した代替案",
            "検討した選択肢",
            "代替案",
            "варианты",
        ],
    ),
    (
        Role::Decision,
        &[
            "decision",
            "decisions",
            "the decision",
            "decision outcome",
            "outcome",
            "decided approach",
            "solution",
            "our decision",
            "proposed solution",
            "proposed design",
            "proposal",
            "design proposal",
            "recommendation",
            "detailed design",
            "entscheidung",
            "décision",
            "decisão",
            "decisión",
            "decisione",
            "karar",
            "решение",
            "決定",
            "决策",
            "决定",
            "résultat de la décision",
        ],
    ),
    (
        Role::Rationale,
        &[
            "rationale",
            "argument",
            "arguments",
            "justification",
            "reasoning",
            "why",
            "begründung",
            "justificativa",
            "根拠",
            "理由",
        ],
    ),
    (
        Role::Consequences,
        &[
            "consequences",
            "consequence",
            "positive consequences",
            "negative consequences",
            "implications",
            "impact",
            "trade-offs",
            "tradeoffs",
            "the upside",
            "the downside",
            "drawbacks",
            "benefits",
            "results",
            "konsequenzen",
            "auswirkungen",
            "conséquences",
            "consequências",
            "consecuencias",
            "conseguenze",
            "sonuçlar",
            "последствия",
            "結果",
            "影響",
            "后果",
        ],
    ),
    (
        Role::ProsCons,
        &[
            "pros and cons of the options",
            "pros and cons",
            "options analysis",
            "analysis of options",
            "comparison",
            "research and analysis of each candidate",
            "avantages et inconvénients",
            "avantages et inconvénients des options",
            "vor- und nachteile",
            "vor- und nachteile der optionen",
            "prós e contras das opções",
        ],
    ),
    (
        Role::Confirmation,
        &[
            "confirmation",
            "validation",
            "compliance",
            "compliance and enforcement",
            "enforcement",
            "governance",
            "verification",
            "testing",
            "fitness function",
            "bestätigung",
        ],
    ),
    (
        Role::Links,
        &[
            "links",
            "related",
            "related decisions",
            "related adrs",
            "related documents",
            "related records",
            "references",
            "reference",
            "more information",
            "further reading",
            "see also",
            "plus d'information",
            "plus d’information",
            "liens",
            "referenzen",
            "verweise",
            "referências",
            "referencias",
            "参考",
            "関連",
            "参照",
            "ссылки",
            "prior art",
        ],
    ),
    (
        Role::Status,
        &[
            "status",
            "adr status",
            "decision status",
            "current status",
            "statut",
            "estado",
            "stato",
            "durum",
            "статус",
            "状态",
            "状況",
            "ステータス",
            "وضعیت",
            "상태",
        ],
    ),
    (
        Role::Date,
        &[
            "date",
            "decision date",
            "datum",
            "fecha",
            "data",
            "tarih",
            "日付",
            "日期",
            "дата",
        ],
    ),
    (
        Role::People,
        &[
            "deciders",
            "decision makers",
            "decision-makers",
            "authors",
            "author",
            "author(s)",
            "submitters",
            "stakeholders",
            "owner",
            "participants",
            "people",
            "contributors",
            "approvers",
            "décideurs",
            "autoren",
            "auteurs",
            "決定者",
        ],
    ),
    (
        Role::History,
        &[
            "change log",
            "changelog",
            "change history",
            "history",
            "audit",
            "revision history",
            "revisions",
            "changes",
            "änderungshistorie",
            "変更履歴",
        ],
    ),
    (
        Role::Risks,
        &[
            "risks",
            "risks and mitigations",
            "risk",
            "risiken",
            "risques",
            "riscos",
        ],
    ),
    (
        Role::Assumptions,
        &["assumptions", "annahmen", "hypothèses"],
    ),
    (
        Role::Constraints,
        &[
            "constraints",
            "limitations",
            "einschränkungen",
            "contraintes",
            "restrições",
        ],
    ),
    (
        Role::Principles,
        &[
            "principles",
            "related principles",
            "guiding principles",
            "grundsätze",
        ],
    ),
    (
        Role::Notes,
        &[
            "notes",
            "note",
            "comments",
            "open questions",
            "unresolved questions",
            "notizen",
            "remarques",
            "additional notes",
        ],
    ),
    (
        Role::Summary,
        &[
            "summary",
            "abstract",
            "introduction",
            "overview",
            "executive summary",
            "tl;dr",
            "zusammenfassung",
            "résumé",
            "概要",
        ],
    ),
    (
        Role::Implementation,
        &[
            "implementation",
            "implementation plan",
            "implementation notes",
            "action items",
            "next steps",
            "approach",
            "migration",
            "umsetzung",
            "mise en œuvre",
            "実装",
        ],
    ),
    (
        Role::Metadata,
        &[
            "metadata",
            "meta",
            "meta data",
            "meta information",
            "adr metadata",
            "meta information table",
            "metadaten",
        ],
    ),
];

/// The role of a heading.
pub fn role_of(heading: &str) -> Role {
    let plain = Plain::of(heading, 0).text;
    let name = plain
        .trim()
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '))
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '.' | '#'))
        .trim_end_matches("(optional)")
        .trim();
    let known = |name: &str| {
        HEADINGS
            .iter()
            .find(|(_, names)| names.contains(&name))
            .map(|(role, _)| *role)
    };
    known(name)
        .or_else(|| {
            known(
                name.split(['(', ':', '–', '—'])
                    .next()
                    .unwrap_or_default()
                    .trim(),
            )
        })
        .unwrap_or(Role::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_in_any_dress() {
        for (heading, role) in [
            ("Context and Problem Statement", Role::Context),
            ("**1. Context**", Role::Context),
            ("Decision Drivers <!-- optional -->", Role::Drivers),
            ("2. Decision", Role::Decision),
            ("Decision: use one store", Role::Decision),
            ("Entscheidung", Role::Decision),
            ("Conséquences", Role::Consequences),
            ("🔗 References", Role::Links),
            ("背景", Role::Context),
            ("The weather", Role::Other),
        ] {
            assert_eq!(role_of(heading), role, "{heading}");
        }
    }
}
