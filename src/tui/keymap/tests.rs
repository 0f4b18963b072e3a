use super::*;

const CHAIN: [Scope; 5] = [
    Scope::Document,
    Scope::Record,
    Scope::Decisions,
    Scope::List,
    Scope::Global,
];

/// What lies in no chain with the list of decisions or a record.
const OTHER_CHAINS: [&[Scope]; 10] = [
    &[Scope::Systems, Scope::List, Scope::Global],
    &[Scope::Checklists, Scope::List, Scope::Global],
    &[Scope::Risk, Scope::List, Scope::Global],
    &[Scope::Register, Scope::List, Scope::Global],
    &[Scope::Readiness, Scope::List, Scope::Global],
    &[Scope::Waivers, Scope::List, Scope::Global],
    &[Scope::Library, Scope::List, Scope::Global],
    &[Scope::Matrices, Scope::List, Scope::Global],
    &[Scope::Packets, Scope::Document, Scope::List, Scope::Global],
    &[Scope::Form, Scope::List, Scope::Global],
];

fn with(text: &str) -> (Keymap, Vec<String>) {
    let (keymap, warnings) = effective(Some((Path::new("keys.toml"), text)));
    let warnings = warnings.iter().map(ToString::to_string).collect();
    (keymap, warnings)
}

fn typed(text: &str) -> Vec<Key> {
    Key::sequence(text).unwrap()
}

#[test]
fn the_shipped_keys_are_read_without_a_warning() {
    let (entries, warnings) = file::read("keymap.toml", DEFAULTS);
    assert_eq!(warnings, []);
    for entry in &entries {
        for other in &entries {
            assert_eq!(conflict::clash(entry, other), None);
        }
    }
}

/// A chain may hold every scope of its kind, so that no sequence may be bound twice in it nor begin another.
#[test]
fn no_key_is_bound_twice_in_any_chain() {
    let keymap = Keymap::default();
    for chain in [&CHAIN[..]].into_iter().chain(OTHER_CHAINS) {
        let bindings = keymap.bindings().iter();
        let here: Vec<_> = bindings.filter(|one| chain.contains(&one.scope)).collect();
        for (at, one) in here.iter().enumerate() {
            for other in here.iter().skip(at + 1) {
                assert!(
                    !one.keys.starts_with(&other.keys) && !other.keys.starts_with(&one.keys),
                    "{one:?} and {other:?}"
                );
            }
        }
    }
}

#[test]
fn reserved_keys_mean_what_they_mean_everywhere() {
    let keymap = Keymap::default();
    for (keys, action) in [
        ("j", Action::Down),
        ("down", Action::Down),
        ("k", Action::Up),
        ("up", Action::Up),
        ("h", Action::Left),
        ("left", Action::Left),
        ("l", Action::Right),
        ("right", Action::Right),
        ("g g", Action::Top),
        ("home", Action::Top),
        ("G", Action::Bottom),
        ("end", Action::Bottom),
        ("ctrl-d", Action::HalfPageDown),
        ("ctrl-u", Action::HalfPageUp),
        ("pgup", Action::PageUp),
        ("pgdn", Action::PageDown),
        ("/", Action::Filter),
        ("n", Action::NextMatch),
        ("N", Action::PreviousMatch),
        ("?", Action::Help),
        ("f1", Action::Help),
        (":", Action::Palette),
        ("ctrl-p", Action::Palette),
        ("u", Action::Undo),
        ("ctrl-r", Action::Redo),
        ("y", Action::CopyReference),
        ("q", Action::Close),
        ("esc", Action::Back),
        ("enter", Action::Open),
        ("tab", Action::FocusNext),
        ("shift-tab", Action::FocusPrevious),
        ("ctrl-c", Action::Quit),
        ("ctrl-z", Action::Suspend),
        ("ctrl-l", Action::Redraw),
        ("ctrl-o", Action::GoPrevious),
    ] {
        let meaning = keymap.meaning(&CHAIN, &typed(keys), |_| true);
        assert_eq!(meaning, Meaning::Action(action), "{keys}");
    }
}

#[test]
fn a_sequence_waits_for_its_rest() {
    let keymap = Keymap::default();
    let meaning = |text| keymap.meaning(&CHAIN, &typed(text), |_| true);
    assert_eq!(meaning("g"), Meaning::Prefix);
    assert_eq!(meaning("g d"), Meaning::Action(Action::GoDecisions));
    assert_eq!(meaning("g z"), Meaning::Nothing);
    let next: Vec<_> = keymap
        .continuations(&CHAIN, &typed("g"))
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    assert_eq!(
        next,
        [
            "g", "h", "d", "e", "p", "s", "c", "r", "R", "o", "w", "l", "x", "/", "f"
        ]
    );
}

#[test]
fn an_action_that_does_not_apply_is_passed_over() {
    let keymap = Keymap::default();
    let meaning = keymap.meaning(&CHAIN, &typed("j"), |action| action != Action::Down);
    assert_eq!(meaning, Meaning::Nothing);
}

#[test]
fn one_line_replaces_the_keys_of_one_action_only() {
    let (keymap, warnings) = with("[record]\n\"record.links\" = [\"z\"]\n");
    assert_eq!(warnings, Vec::<String>::new());
    assert_eq!(keymap.keys_of(Action::Links), ["z"]);
    assert_eq!(keymap.keys_of(Action::Tag), ["t"]);
}

#[test]
fn an_action_without_keys_can_get_some_and_another_can_lose_them() {
    let (keymap, warnings) = with("[global]\n\"app.messages\" = \"g m\"\n\"app.suspend\" = []\n");
    assert_eq!(warnings, Vec::<String>::new());
    assert_eq!(keymap.keys_of(Action::Messages), ["g m"]);
    assert_eq!(keymap.key_of(Action::Suspend), None);
}

#[test]
fn two_keys_can_be_swapped() {
    let (keymap, warnings) =
        with("[record]\n\"record.tag\" = [\"i\"]\n\"record.links\" = [\"t\"]\n");
    assert_eq!(warnings, Vec::<String>::new());
    assert_eq!(keymap.keys_of(Action::Tag), ["i"]);
}

#[test]
fn what_is_wrong_is_reported_with_its_line_and_the_defaults_stay() {
    let text = "[record]\n\"record.history\" = [\"L\"]\n\"record.fly\" = [\"z\"]\n[list]\n\
                \"list.open\" = [\"ctrl-m\"]\n\"list.filter\" = [\"g\"]\n[lists]\n[decisions]\n\
                \"decisions.sort\" = [\"j\"]\n";
    let (keymap, warnings) = with(text);
    insta::assert_snapshot!(warnings.join("\n"), @r"
    keys.toml:2: `L` is bound to both `record.history` and `record.link` of [record]; this line is left aside
    keys.toml:3: there is no action `record.fly`; `archdeck keys` lists them all
    keys.toml:5: `ctrl-m` is the same key as `enter` to a terminal; `list.open` keeps its default keys
    keys.toml:6: `g` and `g h` of `list.filter` and `go.home` of [global] hide each other; this line is left aside
    keys.toml:7: there is no scope `lists`; there are global, list, decisions, record, document, packets, systems, checklists, risk, register, readiness, waivers, library, matrices, form
    keys.toml:9: `j` is bound to both `decisions.sort` and `list.down` of [list]; this line is left aside
    ");
    assert_eq!(keymap, Keymap::default());
}

#[test]
fn a_file_that_is_no_toml_leaves_the_defaults() {
    let (keymap, warnings) = with("[record\n");
    assert_eq!(keymap, Keymap::default());
    assert!(
        warnings.first().unwrap().starts_with("keys.toml:1: "),
        "{warnings:?}"
    );
}

#[test]
fn the_listing_holds_every_action_once_or_more() {
    let rows = Keymap::default().rows();
    for action in Action::ALL {
        assert!(rows.iter().any(|row| row.action == *action), "{action:?}");
    }
}
