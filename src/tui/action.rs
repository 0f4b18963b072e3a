//! One table names every action. Keys, palette, help, which-key and the README read it; a screen matches on it.

/// Declares every action: its variant, its name in `keymap.toml` and the palette, and one short sentence.
macro_rules! actions {
    ($($variant:ident $id:literal $about:literal;)+) => {
        /// Something a key, the palette or the mouse asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $(#[doc = $about] $variant,)+
        }

        impl Action {
            /// Every action, in the order of the help.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in `keymap.toml` and the palette.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// What it does, in one short sentence.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)+ }
            }
        }
    };
}

actions! {
    GoHome           "go.home"            "Home: what needs me";
    GoDecisions      "go.decisions"       "Decisions";
    GoEvents         "go.events"          "Events: the log of changes";
    GoPackets        "go.packets"         "Packets";
    GoSystems        "go.systems"         "Systems";
    GoChecklists     "go.checklists"      "Checklists";
    GoRisk           "go.risk"            "Risk: the tier of this system, or the register";
    GoRegister       "go.register"        "The risk register";
    GoReadiness      "go.readiness"       "Readiness of this system, or of all";
    GoWaivers        "go.waivers"         "Waivers: what awaits whom, what ends when";
    GoLibrary        "go.library"         "Library: packs, rubrics, patterns, templates";
    GoMatrices       "go.matrices"        "Decision matrices";
    GoSearch         "go.search"          "Search the text of all decisions";
    GoJump           "go.jump"            "Jump to a decision by its title";
    GoPrevious       "go.previous"        "Back to the place before";
    Palette          "app.palette"        "All actions";
    Help             "app.help"           "Help for this screen";
    Back             "app.back"           "Back one step";
    Close            "app.close"          "Close; at home, quit";
    Quit             "app.quit"           "Quit";
    Suspend          "app.suspend"        "Suspend to the shell";
    Redraw           "app.redraw"         "Draw the screen anew";
    Messages         "app.messages"       "Messages so far";
    Theme            "app.theme"          "Choose a theme";
    Mouse            "app.mouse"          "Let the terminal have the mouse, or take it back";
    Import           "log.import"         "Import a decision log from a folder";
    Export           "log.export"         "Write changes back into their files";
    Undo             "history.undo"       "Undo my last change";
    Redo             "history.redo"       "Redo what was undone";
    FocusNext        "focus.next"         "Next pane";
    FocusPrevious    "focus.previous"     "Previous pane";
    Down             "list.down"          "Down";
    Up               "list.up"            "Up";
    HalfPageDown     "list.half-page-down" "Half a page down";
    HalfPageUp       "list.half-page-up"  "Half a page up";
    PageDown         "list.page-down"     "A page down";
    PageUp           "list.page-up"       "A page up";
    Top              "list.top"           "To the top";
    Bottom           "list.bottom"        "To the bottom";
    Open             "list.open"          "Open";
    Filter           "list.filter"        "Filter, or search in a document";
    NextMatch        "list.next-match"    "Next match";
    PreviousMatch    "list.previous-match" "Previous match";
    Left             "list.left"          "Left";
    Right            "list.right"         "Right";
    Mark             "list.mark"          "Mark, for what is done with several";
    Unmark           "list.unmark"        "Take all marks off";
    Save             "form.save"          "Save what is filled in";
    Sort             "decisions.sort"     "Sort by the next order";
    Facet            "decisions.facet"    "Choose which ones are shown";
    CopyReference    "record.copy"        "Copy the reference";
    CopyMarkdown     "record.copy-markdown" "Copy as a Markdown link";
    Add              "record.add"         "Write a new decision";
    Step             "record.step"        "Take the next step: propose, accept, withdraw";
    EditFacts        "record.edit"        "Edit title, date, people and tags; of a decided one: correct";
    EditText         "record.edit-text"   "Edit the text in $EDITOR";
    Tag              "record.tag"         "Put tags on, take tags off";
    Link             "record.link"        "Supersede, amend, depend on or relate to another decision";
    Comment          "record.comment"     "Comment";
    Comments         "record.comments"    "Comments on this record";
    Settle           "comment.settle"     "Settle a comment, or open it again";
    Discard          "record.discard"     "Throw a draft away";
    Compare          "record.compare"     "Compare with an earlier state, or the two that are marked";
    BuildPacket      "packet.build"       "Build a packet";
    FreezePacket     "packet.freeze"      "Freeze this packet";
    VerifyPacket     "packet.verify"      "Verify a packet";
    ExportPacket     "packet.export"      "Write a packet to a file";
    AddSystem        "system.add"         "Register a system";
    EditSystem       "system.edit"        "Edit name, owner, deputy, team and facts";
    EnterStage       "system.stage"       "Enter the next stage, or say what happened";
    LinkDecision     "system.decision"    "Link a decision, or take a link away";
    BindPattern      "system.pattern"     "Follow a pattern, or no longer";
    CloseSystem      "system.close"       "Take a system out of use for good";
    ImportSystems    "system.import"      "Import systems from a CSV or TOML inventory";
    SystemPacket     "system.packet"      "Build the readiness packet of this system";
    StartPack        "assessment.start"   "Start a checklist that is offered";
    Met              "answer.met"         "Answer: met";
    Partial          "answer.partial"     "Answer: partial";
    Unmet            "answer.unmet"       "Answer: unmet";
    NotApplicable    "answer.na"          "Answer: not applicable, with its reason";
    Unanswer         "answer.clear"       "Take the answer or the score back";
    Measure          "answer.measure"     "Type the measured value";
    Evidence         "answer.evidence"    "Attach evidence";
    EvidencePieces   "answer.pieces"      "Evidence: keep a copy, look again, take away";
    Owner            "answer.owner"       "Owner: who acts on it";
    Due              "answer.due"         "Due date, or planned-by date";
    Note             "answer.note"        "Note";
    Review           "answer.review"      "Review: verify, dispute, reply, concur";
    Confirm          "answer.confirm"     "Confirm an answer that came over, or take a proposed one";
    AskWaiver        "answer.waiver"      "Ask for a waiver";
    NextUnanswered   "item.next-unanswered" "Next unanswered item";
    PreviousUnanswered "item.previous-unanswered" "Previous unanswered item";
    NextFailing      "item.next-failing"  "Next failing item";
    PreviousFailing  "item.previous-failing" "Previous failing item";
    Bulk             "assessment.bulk"    "Owner and date for the marked items, or for the section";
    Milestone        "assessment.milestone" "Milestones: take one, compare with one";
    Upgrade          "assessment.upgrade" "Bring it to the newer version of its pack";
    FormExport       "assessment.export"  "Write it as a form: Markdown or CSV";
    FormImport       "assessment.import"  "Take in forms that came back";
    DiscardAssessment "assessment.discard" "Throw this assessment away";
    Zero             "digit.0"            "Score or answer 0";
    One              "digit.1"            "Score or answer 1";
    Two              "digit.2"            "Score or answer 2";
    Three            "digit.3"            "Score or answer 3";
    Four             "digit.4"            "Score or answer 4";
    Five             "digit.5"            "Score or answer 5";
    WhatIf           "risk.what-if"       "What if: try scores and facts without saving";
    TryFact          "risk.fact"          "What if a fact were another";
    TierStep         "risk.step"          "Record the tier, sign for a cap, throw the open run away";
    AddRisk          "risk.add"           "Add a risk";
    EditRisk         "risk.edit"          "Edit this risk";
    CloseRisk        "risk.close"         "Close this risk";
    AcceptRisk       "risk.accept"        "Ask to accept this risk";
    ReadinessStep    "readiness.step"     "Sign, issue, override, withdraw";
    CopyStatus       "readiness.copy"     "Copy the status line for a ticket";
    Calendar         "readiness.calendar" "Write the dates of review to a calendar file";
    AsOf             "readiness.as-of"    "Look at another day";
    AddWaiver        "waiver.add"         "Ask for a waiver";
    WaiverStep       "waiver.step"        "Approve, reject, revoke, resolve";
    ExtendWaiver     "waiver.extend"      "Ask for an extension";
    AddPattern       "pattern.add"        "Add a pattern";
    EditPattern      "pattern.edit"       "Edit this pattern";
    AddMatrix        "matrix.add"         "Begin a decision matrix";
    EditMatrix       "matrix.edit"        "Edit title, criteria, weights and options";
    WriteMatrix      "matrix.write"       "Write the matrix into a decision";
    DiscardMatrix    "matrix.discard"     "Throw this matrix away";
    Links            "record.links"       "Links of this record";
    History          "record.history"     "History of this record";
    Outline          "document.outline"   "Outline of the text";
    NextHeading      "document.next-heading" "Next heading";
    PreviousHeading  "document.previous-heading" "Previous heading";
    NextLink         "document.next-link" "Next link in the text";
    PreviousLink     "document.previous-link" "Previous link in the text";
}

impl std::str::FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.id() == text)
            .ok_or_else(|| format!("there is no action `{text}`; `archdeck keys` lists them all"))
    }
}
