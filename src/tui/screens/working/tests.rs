//! What somebody does with decisions, through the whole workbench: the keys, the forms, and the changes that come of them.

mod marks;
mod pictures;

use std::sync::{Arc, Mutex};

use crate::{
    dialect::edit::{FactChange, PeopleRole},
    domain::{adr::AdrRow, ids::GroupId, link::LinkKind, status::Status},
    ops::{
        change::{Change, Done, FactsEdit, LinkChange, NewAdr},
        query::Query,
        view::{JumpView, NewFormView, NewInLog, TemplateLine, View},
    },
    tui::{
        effect::{Effect, Problem},
        screen::Place,
        screens::stage::{Store, id},
        stage::Stage,
        worker::Desk,
    },
};

/// What the desk was asked to do, and what it says to the next change.
#[derive(Clone, Default)]
struct Heard {
    changes: Arc<Mutex<Vec<Change>>>,
    refuses: Arc<Mutex<Option<Problem>>>,
    store: Arc<Mutex<Option<Store>>>,
}

impl Heard {
    fn changes(&self) -> Vec<Change> {
        self.changes.lock().unwrap().drain(..).collect()
    }

    fn only(&self) -> Change {
        let mut changes = self.changes();
        assert_eq!(changes.len(), 1, "{changes:?}");
        changes.remove(0)
    }

    fn refuse_once(&self, why: &str) {
        *self.refuses.lock().unwrap() = Some(Problem::new(why, "Look at it and save again."));
    }

    /// Somebody else changes a decision.
    fn change_eleven(&self, change: impl Fn(&mut AdrRow)) {
        let mut store = self.store.lock().unwrap();
        let store = store.as_mut().unwrap();
        let mut rows = store.rows.as_ref().clone();
        change(rows.iter_mut().find(|row| row.id == id(11)).unwrap());
        store.rows = Arc::new(rows);
    }
}

/// A desk in front of the usual store.
struct Clerk {
    heard: Heard,
    is_closed: bool,
}

impl Clerk {
    fn jump(&self, text: String) -> View {
        let store = self.heard.store.lock().unwrap();
        let store = store.as_ref().unwrap();
        let query = crate::fuzzy::Query::new(&text);
        let lines = store.rows.iter().map(|row| store.line(row));
        let lines: Vec<_> = lines
            .filter(|line| {
                let all = format!("{} {}", line.reference, line.title);
                query.score(&all).is_some()
            })
            .collect();
        View::Jump(JumpView {
            total: lines.len(),
            text,
            lines,
        })
    }
}

fn new_form(store: &Store) -> View {
    let template = |name: &str, about: &str| TemplateLine {
        name: name.to_owned(),
        about: about.to_owned(),
        file: None,
    };
    View::NewForm(NewFormView {
        logs: store
            .logs
            .iter()
            .map(|log| NewInLog {
                log: log.id,
                name: log.name.clone(),
                next: format!("{:04}", log.decisions + 1),
                template: "madr".to_owned(),
            })
            .collect(),
        templates: vec![
            template("madr", "options weighed against each other"),
            template("nygard", "context, decision, consequences"),
        ],
    })
}

impl Desk for Clerk {
    fn answer(&mut self, query: Query) -> Result<View, Problem> {
        if let Query::Jump { text, .. } = query {
            return Ok(self.jump(text));
        }
        let store = self.heard.store.lock().unwrap();
        let store = store.as_ref().unwrap();
        match query {
            Query::NewForm => Ok(new_form(store)),
            query => store.answer(&query),
        }
    }

    fn apply(&mut self, change: Change) -> Result<Done, Problem> {
        let made = matches!(change, Change::NewAdr(_)).then(|| id(13));
        self.heard.changes.lock().unwrap().push(change);
        if let Some(problem) = self.heard.refuses.lock().unwrap().take() {
            return Err(problem);
        }
        Ok(Done {
            group: Some(GroupId(uuid::Uuid::nil())),
            summary: "Done as asked".to_owned(),
            refs: Vec::new(),
            made,
            can_undo: true,
        })
    }

    fn has_changed_outside(&mut self) -> bool {
        false
    }

    fn is_read_only(&self) -> bool {
        self.is_closed
    }
}

fn list() -> Place {
    Place::Decisions {
        filter: String::new(),
    }
}

fn with_store(store: Store, place: Place, size: (u16, u16)) -> (Stage, Heard) {
    let heard = Heard::default();
    *heard.store.lock().unwrap() = Some(store);
    let clerk = Clerk {
        heard: heard.clone(),
        is_closed: false,
    };
    (Stage::at(Box::new(clerk), place, size), heard)
}

fn at(place: Place) -> (Stage, Heard) {
    with_store(Store::usual(), place, (120, 36))
}

fn status(stage: &Stage) -> String {
    stage.picture().lines().last().unwrap().to_owned()
}

#[test]
fn a_new_decision_is_written_and_opened() {
    let (mut stage, heard) = at(list());
    stage.press("a").type_text("Use one store for features");
    stage.press("tab left tab n down").type_text("p");
    stage.press("down").type_text("Mina Okafor, Lee Brandt");
    stage
        .press("enter")
        .type_text("features serving")
        .press("enter");
    let Change::NewAdr(new) = heard.only() else {
        unreachable!("a decision is written");
    };
    assert_eq!(
        new,
        NewAdr {
            new_log: None,
            title: "Use one store for features".to_owned(),
            log: Some(id(2_000)),
            template: Some("nygard".to_owned()),
            status: Some(Status::Proposed),
            deciders: vec!["Mina Okafor".to_owned(), "Lee Brandt".to_owned()],
            tags: vec!["features".to_owned(), "serving".to_owned()],
            links: Vec::new(),
            reason: None,
        }
    );
    let header = stage.picture().lines().next().unwrap().to_owned();
    assert!(header.contains("payments/13"), "{header}");
    assert!(status(&stage).contains("u undo"));
}

#[test]
fn the_log_of_the_cursor_and_its_own_template_are_chosen_already() {
    let (mut stage, heard) = at(list());
    stage.press("a").type_text("One").press("ctrl-s");
    stage.press("esc G a").type_text("Two").press("ctrl-s");
    let logs: Vec<_> = heard
        .changes()
        .into_iter()
        .map(|change| match change {
            Change::NewAdr(new) => (new.log, new.template, new.status),
            other => unreachable!("{other:?}"),
        })
        .collect();
    let draft = Some(Status::Draft);
    assert_eq!(
        logs,
        [
            (Some(id(1_000)), None, draft),
            (Some(id(2_000)), None, draft)
        ]
    );
}

#[test]
fn without_a_log_nothing_is_written() {
    let (mut stage, _) = with_store(Store::default(), list(), (80, 24));
    stage.press("a");
    assert!(status(&stage).contains("there is no log to write into"));
}

#[test]
fn a_step_is_chosen_from_those_the_life_of_a_decision_has() {
    let (mut stage, heard) = at(Place::Record(id(11)));
    stage.press("s");
    assert!(
        stage.picture().contains("1 in-review"),
        "{}",
        stage.picture()
    );
    stage.press("2");
    assert!(stage.picture().contains("Accept: payments/11"));
    stage
        .type_text("agreed on Thursday")
        .press("tab")
        .type_text("Mina Okafor; Brandt, Lee");
    stage.press("tab").type_text("2026-11-19").press("enter");
    let Change::Step(step) = heard.only() else {
        unreachable!("a step is taken");
    };
    assert_eq!((step.to, step.records.len()), (Status::Accepted, 1));
    assert!(step.records[0].1.is_some(), "what was seen is told");
    assert_eq!(step.reason.as_deref(), Some("agreed on Thursday"));
    assert_eq!(step.deciders, ["Mina Okafor", "Brandt, Lee"]);
    assert_eq!(step.on, "2026-11-19".parse().ok());
}

#[test]
fn a_step_that_is_not_possible_says_why() {
    let (mut stage, heard) = at(Place::Record(id(13)));
    stage.press("s 3");
    assert!(
        status(&stage).contains("no step leads from draft to in-review"),
        "{}",
        status(&stage)
    );
    let (mut stage, _) = at(Place::Record(id(14)));
    stage.press("s");
    assert!(
        status(&stage).contains("nothing leads on from rejected; undo"),
        "{}",
        status(&stage)
    );
    assert_eq!(heard.changes(), []);
}

#[test]
fn where_nobody_knew_the_status_a_reason_is_needed() {
    let (mut stage, heard) = at(Place::Record(id(2_005)));
    stage.press("s 4 ctrl-s");
    assert!(
        stage.picture().contains("✗ this is needed"),
        "{}",
        stage.picture()
    );
    assert_eq!(heard.changes(), []);
    stage.type_text("minutes of May").press("ctrl-s");
    assert!(matches!(heard.only(), Change::Step(_)));
}

#[test]
fn an_accepted_decision_is_superseded_or_amended_by_a_new_one() {
    for (choice, kind) in [("2", LinkKind::Supersedes), ("3", LinkKind::Amends)] {
        let (mut stage, heard) = at(Place::Record(id(12)));
        stage.press("s").press(choice);
        assert!(
            stage.picture().contains(kind.phrase()),
            "{}",
            stage.picture()
        );
        stage.type_text("Score at the edge").press("ctrl-s");
        let Change::NewAdr(new) = heard.only() else {
            unreachable!("a decision is written");
        };
        assert_eq!(new.links, [(kind, id(12))]);
        assert_eq!(new.log, Some(id(1_000)));
    }
}

#[test]
fn of_the_facts_only_what_was_changed_is_sent() {
    let (mut stage, heard) = at(Place::Record(id(11)));
    stage.press("e ctrl-s");
    assert!(status(&stage).contains("payments/11 is as it was"));
    stage
        .press("e tab ctrl-u")
        .type_text("2026-10")
        .press("tab tab")
        .type_text(", Sam Idowu");
    stage.press("down down down ctrl-u ctrl-s");
    let Change::Facts(FactsEdit {
        record,
        facts,
        reason,
        ..
    }) = heard.only()
    else {
        unreachable!("facts are edited");
    };
    assert_eq!((record, reason), (id(11), None));
    assert_eq!(
        facts,
        [
            FactChange::Date("2026-10".parse().ok()),
            FactChange::People(
                PeopleRole::Deciders,
                vec!["Ana Ruiz".to_owned(), "Sam Idowu".to_owned()]
            ),
            FactChange::Tags(Vec::new()),
        ]
    );
}

#[test]
fn a_decided_record_is_corrected_with_a_reason() {
    let (mut stage, heard) = at(Place::Record(id(12)));
    stage.press("e");
    assert!(stage.picture().contains("Correct payments/12"));
    stage.type_text(" again").press("ctrl-s");
    assert!(stage.picture().contains("✗ this is needed"));
    stage.type_text("a slip").press("enter");
    let Change::Facts(edit) = heard.only() else {
        unreachable!("facts are corrected");
    };
    assert_eq!(edit.reason.as_deref(), Some("a slip"));
    assert_eq!(edit.facts.len(), 1);
}

#[test]
fn where_the_list_has_no_preview_the_facts_are_asked_for_first() {
    let (mut stage, heard) = with_store(Store::usual(), list(), (80, 24));
    stage.press("j j e");
    assert!(
        stage.picture().contains("Edit payments/11"),
        "{}",
        stage.picture()
    );
    stage.type_text("!").press("ctrl-s");
    assert!(matches!(heard.only(), Change::Facts(edit) if edit.record == id(11)));
}

#[test]
fn a_step_that_came_back_goes_on_from_where_the_decision_stands_now() {
    let (mut stage, heard) = at(Place::Record(id(11)));
    stage.press("s 2").type_text("agreed");
    heard.change_eleven(|row| row.title = "Canary by share".to_owned());
    heard.refuse_once("payments/11 was changed meanwhile by Lee Brandt");
    stage.press("ctrl-s");
    assert!(
        stage
            .picture()
            .contains("was changed meanwhile by Lee Brandt")
    );
    assert!(stage.picture().contains("agreed"), "{}", stage.picture());
    let Change::Step(first) = heard.only() else {
        unreachable!("a step is taken");
    };
    heard.refuse_once("payments/11 was changed meanwhile by Lee Brandt");
    heard.change_eleven(|row| row.status = Status::Accepted);
    stage.press("ctrl-s");
    let Change::Step(second) = heard.only() else {
        unreachable!("a step is taken");
    };
    assert_ne!(first.records, second.records);
    stage.press("ctrl-s");
    assert!(
        stage
            .picture()
            .contains("✗ payments/11: it is accepted already"),
        "{}",
        stage.picture()
    );
    assert_eq!(heard.changes(), []);
}

#[test]
fn a_link_is_stated_by_the_newer_one_from_whichever_side() {
    let link = |keys: &str| {
        let (mut stage, heard) = at(Place::Record(id(11)));
        stage
            .press("L")
            .press(keys)
            .press("tab")
            .type_text("feast")
            .press("enter ctrl-s");
        let Change::Link(link) = heard.only() else {
            unreachable!("a link is stated");
        };
        link
    };
    let stated = LinkChange {
        from: id(11),
        kind: LinkKind::Supersedes,
        to: id(9),
        stated: true,
        reason: None,
    };
    assert_eq!(link("home"), stated);
    let turned = LinkChange {
        from: id(9),
        to: id(11),
        ..stated
    };
    assert_eq!(link("s"), turned, "superseded by");
}

#[test]
fn only_decisions_of_the_same_log_are_offered_for_a_link() {
    for place in [list(), Place::Record(id(11))] {
        let (mut stage, _) = with_store(Store::usual(), place, (80, 24));
        stage.press("L tab").type_text("e");
        let seen = stage.picture();
        assert!(seen.contains("payments/9 Feature store"), "{seen}");
        assert!(!seen.contains("assistant/2"), "{seen}");
    }
}

#[test]
fn a_link_needs_another_decision() {
    let (mut stage, heard) = at(Place::Record(id(11)));
    stage.press("L ctrl-s");
    assert!(
        stage.picture().contains("✗ type a number or words"),
        "{}",
        stage.picture()
    );
    stage.type_text("canary").press("enter ctrl-s");
    assert!(
        stage.picture().contains("✗ this is the decision itself"),
        "{}",
        stage.picture()
    );
    assert_eq!(heard.changes(), []);
}

#[test]
fn a_draft_is_thrown_away_after_a_question_and_nothing_else_is() {
    let (mut stage, heard) = at(Place::Record(id(13)));
    stage.press("D enter");
    assert_eq!(heard.changes(), []);
    stage.press("D y");
    assert!(matches!(heard.only(), Change::Discard { record, base: Some(_) } if record == id(13)));
    let (mut stage, _) = at(Place::Record(id(11)));
    stage.press("D");
    assert!(
        status(&stage).contains("proposed: only a draft is thrown away; s withdraws it"),
        "{}",
        status(&stage)
    );
}

#[test]
fn a_tag_nobody_carries_is_not_taken_off() {
    let (mut stage, heard) = at(Place::Record(id(12)));
    stage.press("t ctrl-s");
    assert!(stage.picture().contains("✗ type a tag to put on"));
    stage.press("tab").type_text("canary").press("ctrl-s");
    assert!(
        stage
            .picture()
            .contains("✗ nothing here carries the tag `canary`")
    );
    assert_eq!(heard.changes(), []);
}

#[test]
fn the_text_of_a_decided_one_is_kept_and_what_to_do_instead_is_said() {
    let (mut stage, _) = at(Place::Record(id(12)));
    stage.press("E");
    assert!(
        status(&stage)
            .contains("the text is kept; s supersedes or amends it, e corrects its facts"),
        "{}",
        status(&stage)
    );
}

#[test]
fn where_nothing_can_be_changed_every_key_says_so() {
    for place in [list(), Place::Record(id(13))] {
        let heard = Heard::default();
        *heard.store.lock().unwrap() = Some(Store::usual());
        let clerk = Clerk {
            heard: heard.clone(),
            is_closed: true,
        };
        let mut stage = Stage::at(Box::new(clerk), place.clone(), (80, 24));
        for key in ["a", "s", "e", "t", "L", "c", "D", "E", "P"] {
            if key == "P" && place != list() {
                continue;
            }
            stage.press(key);
            let said = status(&stage);
            assert!(
                said.contains("the store is open for reading only"),
                "{key}: {said}"
            );
        }
        assert_eq!(heard.changes(), []);
    }
}

/// Whatever is pressed, something is seen: a form, a menu, a question, another row, or why not.
#[test]
fn no_key_is_dead() {
    let numbers = [9, 10, 11, 12, 13, 14, 15, 2_003, 2_005];
    let keys = [
        "a", "s", "e", "E", "t", "L", "c", "D", "H", "i", "y", "Y", "space", "U", "P",
    ];
    for number in numbers {
        for key in keys {
            for place in [list(), Place::Record(id(number))] {
                let of_the_list = matches!(key, "space" | "U" | "P");
                if (of_the_list && place != list()) || (key == "i" && place == list()) {
                    continue;
                }
                let (mut stage, _) = at(place);
                let before = stage.picture();
                stage.press(key);
                let effects = std::mem::take(&mut stage.effects);
                let edits = effects.iter().any(|one| matches!(one, Effect::Edit(_)));
                assert!(edits || stage.picture() != before, "{key} on {number}");
            }
        }
    }
}
