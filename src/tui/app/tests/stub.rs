//! A screen and a desk that do as little as the shell needs to be tested.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::Line,
};

use crate::{
    domain::{ids::RecordId, status::Status, tone::Tone},
    ops::{
        change::{Change, Done, NewAdr},
        query::Query,
        view::{JumpView, RecordLine, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Effect, Problem, Slot},
        look::{Look, Target},
        screen::{
            Availability, Context, FieldKind, Filled, Form, FormField, Menu, Outcome, Place,
            Question, Scope, Screen, Typed,
        },
        stage::{Stage, no},
        widgets::{field::Field, text},
        worker::Desk,
    },
};

/// A list of ten rows.
struct Stub {
    place: Place,
    cursor: usize,
    field: Field,
    typing: bool,
    heard: String,
}

pub fn open(place: &Place) -> Box<dyn Screen> {
    Box::new(Stub {
        place: place.clone(),
        cursor: 0,
        field: Field::default(),
        typing: false,
        heard: String::new(),
    })
}

/// The shell with stub screens.
pub fn stage(place: Place, width: u16, height: u16) -> Stage {
    Stage::with(open, Box::new(Stubborn), (place, (width, height)))
}

/// The same over a store that is open for reading only.
pub fn read_only_stage() -> Stage {
    Stage::with(open, Box::new(Closed(Stubborn)), (Place::Home, (80, 24)))
}

impl Screen for Stub {
    fn place(&self) -> Place {
        self.place.clone()
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec![match &self.place {
            Place::Home => "Home".to_owned(),
            Place::Decisions { .. } => "Decisions".to_owned(),
            Place::Record(id) => format!("Record {}", id.0.as_u128()),
            Place::Search { .. } => "Search".to_owned(),
            Place::Events { .. } => "Events".to_owned(),
            Place::Compare { .. } => "Compare".to_owned(),
            Place::Packets => "Packets".to_owned(),
            Place::Packet(_) => "Packet".to_owned(),
            other => format!("{other:?}"),
        }]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Decisions, Scope::Record, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::Down
            | Action::Up
            | Action::Top
            | Action::Bottom
            | Action::Open
            | Action::Filter
            | Action::Facet
            | Action::EditText
            | Action::Add
            | Action::Discard
            | Action::Links
            | Action::CopyReference => Availability::Ready,
            Action::Back if self.typing => Availability::Ready,
            Action::NextMatch => Availability::Disabled("nothing is filtered".to_owned()),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        vec![
            Action::Open,
            Action::Filter,
            Action::Facet,
            Action::EditText,
            Action::CopyReference,
        ]
    }

    fn status(&self) -> String {
        format!("{} of 10 {}", self.cursor + 1, self.field.value())
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        vec![Outcome::Effect(Effect::Ask {
            ticket: context.tickets.take(),
            slot: Slot::Decisions,
            query: Query::Home,
        })]
    }

    fn update(&mut self, action: Action, _: &mut Context<'_>) -> Vec<Outcome> {
        match action {
            Action::Down => self.cursor = (self.cursor + 1).min(9),
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Top => self.cursor = 0,
            Action::Bottom => self.cursor = 9,
            Action::Filter => self.typing = true,
            Action::Back => self.typing = false,
            Action::Open if self.typing => self.typing = false,
            Action::Open => {
                let id = RecordId(uuid::Uuid::from_u128(self.cursor as u128));
                return vec![Outcome::Go(Place::Record(id))];
            }
            Action::CopyReference => {
                let copy = Outcome::Effect(Effect::Copy("payments/1".to_owned()));
                return vec![copy, Outcome::Tell("payments/1 is copied".to_owned())];
            }
            Action::Facet => {
                let choice = |word: &str, why: Option<&str>| {
                    (word.to_owned(), word.to_owned(), why.map(str::to_owned))
                };
                return vec![Outcome::Menu(Menu {
                    title: "Status".to_owned(),
                    choices: vec![
                        choice("draft", None),
                        choice("accepted", Some("none has it")),
                        choice("proposed", None),
                    ],
                })];
            }
            Action::Links => {
                return vec![Outcome::GoToItem {
                    assessment: RecordId(uuid::Uuid::from_u128(7)),
                    item: "6".to_owned(),
                }];
            }
            Action::Add => return vec![Outcome::Form(form())],
            Action::Discard => {
                return vec![Outcome::Ask(Question {
                    title: "Discard payments/13?".to_owned(),
                    question: "The draft goes; history keeps it.".to_owned(),
                    word: "discard".to_owned(),
                })];
            }
            _ => return vec![Outcome::Warn(no("this cannot be done"))],
        }
        Vec::new()
    }

    fn receive(&mut self, _: Answer, _: &mut Context<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    fn put_cursor_on_item(&mut self, item: &str) {
        self.cursor = item.parse().unwrap_or_default();
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn type_into(&mut self, typed: Typed, _: &mut Context<'_>) -> Vec<Outcome> {
        self.field.take(&typed);
        Vec::new()
    }

    fn choose(&mut self, word: &str, _: &mut Context<'_>) -> Vec<Outcome> {
        word.clone_into(&mut self.heard);
        vec![Outcome::Tell(format!("chose {word}"))]
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        let said: Vec<_> = filled
            .iter()
            .map(|(word, value)| format!("{word}={value}"))
            .collect();
        self.heard = format!("{form}: {}", said.join(" "));
        let title = filled.first().map_or("", |(_, title)| title.as_str());
        match title {
            "taken" => Err((
                "title",
                "another one is called so; add what differs".to_owned(),
            )),
            "nothing" => Ok(vec![Outcome::Tell("nothing to be saved".to_owned())]),
            title => Ok(vec![Outcome::Effect(Effect::Do {
                ticket: context.tickets.take(),
                change: Change::NewAdr(NewAdr {
                    title: title.to_owned(),
                    reason: Some(self.heard.clone()),
                    ..NewAdr::default()
                }),
            })]),
        }
    }

    fn click(&mut self, target: usize, twice: bool, context: &mut Context<'_>) -> Vec<Outcome> {
        self.cursor = target;
        if twice {
            self.update(Action::Open, context)
        } else {
            Vec::new()
        }
    }

    fn unsaved(&self) -> Option<String> {
        (self.field.value() == "precious").then(|| "The comment".to_owned())
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        for (nth, row) in area.rows().take(10).enumerate() {
            let tone = if nth == self.cursor {
                Tone::Cursor
            } else {
                Tone::Plain
            };
            let line = Line::styled(format!("row {nth}"), look.style(tone));
            text::put(frame, row, &line);
            look.register(row, Target::Screen(nth));
            if nth == self.cursor {
                look.put_cursor(Position::new(row.x, row.y), self.typing);
            }
        }
    }
}

/// One field of each kind.
pub fn form() -> Form {
    let field = |word, label, kind, hint: &str| FormField {
        word,
        label,
        value: String::new(),
        kind,
        hint: hint.to_owned(),
    };
    let choice = |word: &str| (word.to_owned(), word.to_owned());
    let few = ["draft", "proposed"].map(choice).to_vec();
    Form {
        word: "new",
        title: "New decision".to_owned(),
        note: Some("It is written into payments.".to_owned()),
        fields: vec![
            field("title", "Title", FieldKind::Needed, "what is decided"),
            field(
                "on",
                "Decided on",
                FieldKind::Date,
                "`2026-03-02` or `2026-03`",
            ),
            field(
                "status",
                "Status",
                FieldKind::Choice(few),
                "where it begins",
            ),
            field(
                "other",
                "Supersedes",
                FieldKind::Decision(None),
                "number or words of its title",
            ),
            field("tags", "Tags", FieldKind::Line, "with commas between them"),
        ],
    }
}

/// A desk that says no to questions, undoes, and knows three decisions.
struct Stubborn;

/// The same where nothing can be changed.
struct Closed(Stubborn);

impl Desk for Closed {
    fn answer(&mut self, query: Query) -> Result<View, Problem> {
        self.0.answer(query)
    }

    fn apply(&mut self, change: Change) -> Result<Done, Problem> {
        unreachable!("{change:?} was asked for")
    }

    fn has_changed_outside(&mut self) -> bool {
        false
    }

    fn is_read_only(&self) -> bool {
        true
    }
}

impl Desk for Stubborn {
    fn answer(&mut self, query: Query) -> Result<View, Problem> {
        let Query::Jump { text, .. } = query else {
            return Err(no("nothing here"));
        };
        let line = |number: u128, title: &str, status: Status| RecordLine {
            id: RecordId(uuid::Uuid::from_u128(number)),
            reference: format!("payments/{number}"),
            title: title.to_owned(),
            status,
        };
        let lines = vec![
            line(9, "Feature store: Feast", Status::Accepted),
            line(
                12,
                "Serve fraud scores from the online store",
                Status::Accepted,
            ),
            line(13, "Vendor for vector search\u{7}", Status::Draft),
        ];
        let query = crate::fuzzy::Query::new(&text);
        let lines: Vec<_> = lines
            .into_iter()
            .filter(|line| {
                let all = format!("{} {}", line.reference, line.title);
                query.score(&all).is_some()
            })
            .collect();
        Ok(View::Jump(JumpView {
            text,
            total: lines.len(),
            lines,
        }))
    }

    fn apply(&mut self, change: Change) -> Result<Done, Problem> {
        let done = |summary: &str| {
            Ok(Done {
                group: Some(crate::domain::ids::GroupId(uuid::Uuid::nil())),
                summary: summary.to_owned(),
                refs: Vec::new(),
                made: None,
                can_undo: true,
            })
        };
        match change {
            Change::Undo => done("Undone: the text of payments/12"),
            Change::Redo => done("Done again: the text of payments/12"),
            Change::NewAdr(new) if new.title == "refused" => Err(Problem::new(
                "the folder of payments is full",
                "Write it into another log.",
            )),
            Change::NewAdr(new) => Ok(Done {
                made: Some(RecordId(uuid::Uuid::from_u128(7))),
                ..done(&new.reason.unwrap_or_default())?
            }),
            Change::Import(request) => done(&format!("Imported {}", request.paths[0].display())),
            _ => Err(Problem::new(
                "payments/12 was changed meanwhile by Lee Brandt; nothing was saved",
                "Both texts are in the history.",
            )),
        }
    }

    fn has_changed_outside(&mut self) -> bool {
        false
    }
}
