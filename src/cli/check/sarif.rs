//! A check as SARIF 2.1.0: a rule for each item or thing that speaks against a system, a result for each reason.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Checked;
use crate::domain::{
    gate::Gate,
    readiness::{Reason, Verdict},
};

/// Where the form is described.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The rule of what is of no item.
const OF_SYSTEM: &str = "readiness";

/// The log of one run.
pub(super) fn log(checked: &Checked<'_>) -> Value {
    let rules: BTreeMap<&str, &Reason> = checked
        .reasons
        .iter()
        .map(|reason| (rule(reason), *reason))
        .collect();
    let place = |id: &str| rules.keys().position(|rule| *rule == id).unwrap_or(0);
    let results: Vec<Value> = checked
        .reasons
        .iter()
        .map(|reason| result(checked, reason, place(rule(reason))))
        .collect();
    let rules: Vec<Value> = rules
        .iter()
        .map(|(id, reason)| json!({ "id": id, "shortDescription": { "text": about(reason) } }))
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "archdeck",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": {
                "system": checked.label,
                "verdict": checked.verdict.word(),
                "asOf": checked.as_of.to_string(),
            },
        }],
    })
}

fn rule(reason: &Reason) -> &str {
    reason.item.as_deref().unwrap_or(OF_SYSTEM)
}

fn about(reason: &Reason) -> String {
    match (&reason.item, reason.gate) {
        (Some(item), Some(gate)) => format!("{item} of gate {gate} {}", gate.title()),
        _ => "What holds for the whole system".to_owned(),
    }
}

fn result(checked: &Checked<'_>, reason: &Reason, rule_index: usize) -> Value {
    let place = [
        Some(checked.label),
        reason.gate.map(Gate::word),
        reason.item.as_deref(),
    ];
    let place: Vec<_> = place.into_iter().flatten().collect();
    json!({
        "ruleId": rule(reason),
        "ruleIndex": rule_index,
        "level": level(reason.verdict),
        "message": { "text": reason.text },
        "locations": [{ "logicalLocations": [{
            "name": checked.name,
            "fullyQualifiedName": place.join("/"),
        }] }],
    })
}

const fn level(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NoGo | Verdict::Hold => "error",
        Verdict::Conditional => "warning",
        Verdict::Go => "none",
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{super::tests, *};

    /// The part of the schema of SARIF 2.1.0 that is written here; nothing else may stand in it.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Log {
        #[serde(rename = "$schema")]
        schema: String,
        version: String,
        runs: Vec<Run>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Run {
        tool: Tool,
        column_kind: String,
        results: Vec<Found>,
        #[serde(rename = "properties")]
        _properties: BTreeMap<String, String>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Tool {
        driver: Driver,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Driver {
        name: String,
        version: String,
        semantic_version: String,
        rules: Vec<Rule>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Rule {
        id: String,
        short_description: Message,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Found {
        rule_id: String,
        rule_index: usize,
        level: String,
        message: Message,
        locations: Vec<Location>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Message {
        text: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Location {
        logical_locations: Vec<Logical>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Logical {
        name: String,
        fully_qualified_name: String,
    }

    #[test]
    fn a_log_has_the_shape_of_sarif_and_every_result_its_rule() {
        let readiness = tests::readiness();
        let log = log(&tests::checked(&readiness));
        let log: Log = serde_json::from_str(&log.to_string()).unwrap();
        assert_eq!(
            (log.version.as_str(), log.schema.as_str()),
            ("2.1.0", SCHEMA)
        );
        let run = &log.runs[0];
        let driver = &run.tool.driver;
        assert_eq!(
            (driver.name.as_str(), &driver.version),
            ("archdeck", &driver.semantic_version)
        );
        assert_eq!(run.column_kind, "unicodeCodePoints");
        assert_eq!((driver.rules.len(), run.results.len()), (3, 3));
        for found in &run.results {
            let rule = &driver.rules[found.rule_index];
            assert_eq!(rule.id, found.rule_id);
            assert!(!rule.short_description.text.is_empty() && !found.message.text.is_empty());
            assert!(["error", "warning", "note", "none"].contains(&found.level.as_str()));
            let place = &found.locations[0].logical_locations[0];
            assert_eq!(place.name, "fraud & <more>");
            assert!(place.fully_qualified_name.starts_with("SYS-0001"));
        }
        assert_eq!(run.results[0].message.text, readiness.reasons[0].text);
        let levels: Vec<_> = run
            .results
            .iter()
            .map(|found| found.level.as_str())
            .collect();
        assert_eq!(levels, ["error", "error", "warning"]);
    }
}
