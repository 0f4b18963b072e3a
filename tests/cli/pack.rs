//! The library from the command line, without a store and with files that are wrong.

use super::desk::Desk;

const PACK: &str = r#"schema = 1
[pack]
id = "own.rollback"
version = "1.0.0"
kind = "checklist"
title = "Rollback"
status = "ga"
gate = "G6"
[[section]]
id = "drill"
title = "Drill"
[[section.item]]
id = "OWN-01"
ask = "Is the rollback rehearsed?"
why = "It fails when it is needed."
verify = "Open the last drill record."
severity = "high"
force = { T1 = "block", T2 = "require", T3 = "advise" }
"#;

#[test]
fn a_file_is_linted_and_compared_where_there_is_no_store() {
    let desk = Desk::new();
    desk.write("rollback.toml", PACK);
    desk.run(&["pack", "lint", "rollback.toml"]).fine();
    desk.run(&["pack", "lint"]).fine();

    desk.write("vague.toml", PACK.replace("Is the", "Consider the"));
    let answer = desk.run(&["pack", "lint", "vague.toml"]);
    assert_eq!(answer.code, 3, "{}", answer.err);
    assert!(
        answer.out.contains("vague.toml:14: PL04 OWN-01:"),
        "{}",
        answer.out
    );

    desk.write("half.toml", "schema = 1\n[pack]\nid = \"ow\u{1b}[2J");
    let answer = desk.run(&["pack", "lint", "half.toml"]);
    assert_eq!(answer.code, 3, "{}", answer.err);
    assert!(answer.out.contains("half.toml:3: PL00"), "{}", answer.out);
    assert!(!answer.out.contains('\u{1b}'));

    desk.write(
        "next.toml",
        PACK.replace("T3 = \"advise\"", "T3 = \"require\""),
    );
    let answer = desk.run(&["pack", "diff", "rollback.toml", "next.toml"]);
    assert_eq!(answer.code, 3, "{}", answer.err);
    assert!(answer.out.contains("at least 2.0.0"), "{}", answer.out);
    let same = desk.run(&["pack", "diff", "rollback.toml", "rollback.toml"]);
    assert!(same.fine().contains("say the same"));
}

#[test]
fn packs_items_and_facts_are_printed() {
    let desk = Desk::new();
    assert!(desk.run(&["pack", "list"]).fine().contains("ra.rag-llm"));
    let list = desk.run(&["pack", "list", "--json"]).json();
    assert!(
        list["packs"]
            .as_array()
            .is_some_and(|packs| packs.len() > 5)
    );
    let item = desk.run(&["pack", "show", "ra.rag-llm", "--item", "RAG-04"]);
    assert!(item.fine().contains("G3 security and privacy"));
    for id in ["ra.rag-llm", "risk.ai-criticality", "risk.register-5x5"] {
        desk.run(&["pack", "show", id]).fine();
        desk.run(&["pack", "show", id, "--json"]).json();
    }
    assert!(
        desk.run(&["pack", "facts"])
            .fine()
            .contains("acts-irreversibly")
    );
    let gone = desk.run(&["pack", "show", "ra.gone"]);
    assert_eq!(gone.code, 1);
    assert!(gone.err.contains("pack list"), "{}", gone.err);
}
