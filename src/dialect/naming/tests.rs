use proptest::prelude::*;

use super::*;

fn at() -> Timestamp {
    "2026-11-22T10:20:30Z".parse().unwrap()
}

fn new(title: &str, number: u32) -> ToName<'_> {
    ToName {
        title,
        number,
        at: at(),
    }
}

fn first(paths: &[&str], title: &str) -> String {
    let naming = Naming::learn(paths.iter().copied());
    naming.paths(&new(title, 13)).next().unwrap()
}

#[test]
fn a_new_name_is_like_those_of_its_log() {
    for (paths, path) in [
        (&[][..], "0013-use-x.md"),
        (&["0012-a.md", "0011-b-c.md"], "0013-use-x.md"),
        (&["12-a.md", "9-b.md"], "13-use-x.md"),
        (&["012_a_b.md", "011_b.md"], "013_use_x.md"),
        (&["ADR-012-a.md"], "ADR-013-use-x.md"),
        (&["adr-0012-a.md"], "adr-0013-use-x.md"),
        (&["adr12.md", "adr4.md"], "adr13.md"),
        (&["ARCH-002-a.md"], "ARCH-013-use-x.md"),
        (&["AD0012-a.md"], "AD0013-use-x.md"),
        (&["scs-0001-v1-a.md"], "scs-0013-use-x.md"),
        (&["20240103-use-a.md"], "20261122-use-x.md"),
        (&["20240603162604-a.md"], "20261122102030-use-x.md"),
        (&["2024-01-03-use-a.md"], "2026-11-22-use-x.md"),
        (&["2021_07_05_use_a.md"], "2026_11_22_use_x.md"),
        (&["2022-04-13_018-a-b.md"], "2026-11-22_013-use-x.md"),
        (&["use-postgres.md", "no_orm.md"], "use-x.md"),
        (&["0008-a/README.md"], "0013-use-x/README.md"),
        (&["web/0008-a/index.md"], "web/0013-use-x/index.md"),
        (
            &["web/0012-a.md", "web/0011-b.md", "api/0010-c.md"],
            "web/0013-use-x.md",
        ),
        (
            &["archive/0003-a.md", "archive/0002-a.md", "0004-c.md"],
            "0013-use-x.md",
        ),
        (&["0012-a.adoc"], "0013-use-x.adoc"),
        (&["0012-a.markdown"], "0013-use-x.markdown"),
        // The odd one out does not count.
        (&["notes.md", "0012-a.md", "0011-b.md"], "0013-use-x.md"),
    ] {
        assert_eq!(first(paths, "Use X"), path, "{paths:?}");
    }
}

#[test]
fn what_comes_next_is_said_before_there_is_a_title() {
    for (path, next) in [
        ("0012-a.md", "0013"),
        ("ADR-012-a.md", "ADR-013"),
        ("adr4.md", "adr13"),
        ("20240103-use-a.md", "20261122-…"),
        ("2022-04-13_018-a.md", "2026-11-22_013"),
        ("use-a.md", "…"),
    ] {
        assert_eq!(Naming::learn([path]).next(13, at()), next, "{path}");
    }
}

#[test]
fn a_name_that_would_be_read_otherwise_is_put_otherwise() {
    for (path, title, made) in [
        ("0012-a.md", "Template", "0013-template-decision.md"),
        ("0012-a.md", "使用数据库", "0013-decision-13.md"),
        ("use-a.md", "Index", "decision-on-index.md"),
        ("use-a.md", "Email templates", "email-templates-decision.md"),
        ("use-a.md", "Use 2 phases", "decision-on-use-2-phases.md"),
        ("use-a.md", "2024 budget", "decision-on-2024-budget.md"),
        ("use-a.md", "Con", "con-decision.md"),
        ("use-a.md", "使用数据库", "decision-13.md"),
        ("use-a.md", "../../etc/passwd", "etc-passwd.md"),
    ] {
        assert_eq!(first(&[path], title), made, "{title}");
    }
}

#[test]
fn a_name_that_is_taken_gets_a_number() {
    let naming = Naming::learn(["0012-a.md"]);
    let paths: Vec<String> = naming.paths(&new("Use X", 13)).take(3).collect();
    assert_eq!(
        paths,
        ["0013-use-x.md", "0013-use-x-2.md", "0013-use-x-3.md"]
    );
    let naming = Naming::learn(["use-postgres.md"]);
    let paths: Vec<String> = naming.paths(&new("Cache", 13)).take(2).collect();
    assert_eq!(paths, ["cache.md", "cache-decision-2.md"]);
}

#[test]
fn numbers_beyond_what_names_hold_have_no_name() {
    let naming = Naming::default();
    assert_eq!(naming.paths(&new("Use X", 1_000_000)).next(), None);
}

proptest! {
    #[test]
    fn every_title_gets_a_name_that_is_read_as_it_was_made(
        title in "\\PC{1,40}|[a-z0-9 ]{1,20}",
        number in 1_u32..100_000,
        log in prop::sample::select(vec![
            "0012-a.md", "ADR-012-a.md", "20240103-use-a.md", "2022-04-13_018-a-b.md", "use-a.md", "012_a.md", "0008-a/README.md",
        ]),
    ) {
        let naming = Naming::learn([log]);
        let path = naming.paths(&new(&title, number)).next().unwrap();
        let name = file_name::read(&path);
        prop_assert!(path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte)), "{}", path);
        prop_assert!(!path.contains(".."), "{}", path);
        prop_assert!(kind::by_name(&path, &name).is_none(), "{}", path);
        if naming.is_numbered() {
            prop_assert_eq!(name.number, Some(number), "{}", path);
        }
    }
}
