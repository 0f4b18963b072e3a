//! Markdown as a reader meets it: each construct as a small story, and the promises that hold for any text at any width.

use archdeck::domain::tone::Tone;
use archdeck::markdown::{
    Document, Follow, Line, RenderOptions, Rendered, Span, find, parse, plain, width,
};
use proptest::prelude::*;

fn drawn(text: &str, cells: u16) -> Rendered {
    parse(text).render(cells, &RenderOptions::default())
}

/// The picture of a text.
fn picture(text: &str, cells: u16) -> String {
    picture_with(text, cells, RenderOptions::default())
}

fn picture_with(text: &str, cells: u16, options: RenderOptions) -> String {
    plain(&parse(text).render(cells, &options))
}

fn toned(rendered: &Rendered, tone: Tone) -> Vec<&str> {
    let spans = rendered.lines.iter().flat_map(|line| &line.spans);
    spans
        .filter(|span| span.style.tone == tone)
        .map(|span| span.text.as_str())
        .collect()
}

#[test]
fn marks_and_borders_have_ascii_forms() {
    let options = RenderOptions {
        ascii: true,
        ..RenderOptions::default()
    };
    let text = "- a\n- [x] b\n\n> q\n\n| h |\n|---|\n| c |\n\n```sh\nls\n```\n\n***\n\n![p](q.png)";
    let shown = picture_with(text, 20, options);
    assert!(shown.is_ascii(), "{shown}");
    insta::assert_snapshot!(shown, @r#"
    - a
    [x] b

    > q

    +---+
    | h |
    +---+
    | c |
    +---+

    + sh
    | ls

    --------------------

    image: p (q.png)
    "#);
}

#[test]
fn headings_keep_their_marks_and_make_an_outline() {
    let rendered = drawn(
        "# One\n\ntext\n\nTwo\n---\n\n### `code` and *more*\n\n## Two",
        40,
    );
    insta::assert_snapshot!(plain(&rendered), @r#"
    # One

    text

    ## Two

    ### code and more

    ## Two
    "#);
    let outline: Vec<_> = rendered
        .outline
        .iter()
        .map(|entry| {
            (
                entry.level,
                entry.text.as_str(),
                entry.anchor.as_str(),
                entry.line,
            )
        })
        .collect();
    assert_eq!(
        outline,
        [
            (1, "One", "one", 0),
            (2, "Two", "two", 4),
            (3, "code and more", "code-and-more", 6),
            (2, "Two", "two-1", 8)
        ]
    );
    assert_eq!(
        toned(&rendered, Tone::Heading),
        ["One", "Two", " and ", "more", "Two"]
    );
    assert_eq!(
        parse("# One")
            .outline()
            .first()
            .map(|heading| heading.level),
        Some(1)
    );
}

#[test]
fn emphasis_keeps_every_meaning_it_nests() {
    let rendered = drawn("plain **strong *both* ~~gone~~** `code`", 60);
    let flags: Vec<_> = rendered.lines[0]
        .spans
        .iter()
        .map(|Span { text, style, .. }| {
            (
                text.as_str(),
                style.tone,
                style.strong,
                style.emphasis,
                style.struck,
            )
        })
        .collect();
    assert_eq!(
        flags,
        [
            ("plain ", Tone::Plain, false, false, false),
            ("strong ", Tone::Strong, true, false, false),
            ("both", Tone::Strong, true, true, false),
            (" ", Tone::Strong, true, false, false),
            ("gone", Tone::Struck, true, false, true),
            (" ", Tone::Plain, false, false, false),
            ("code", Tone::Code, false, false, false),
        ]
    );
}

#[test]
fn lists_hang_and_numbers_line_up() {
    let text =
        "9. nine\n10. ten, which is longer than the line\n    - inner\n\n      second paragraph\n";
    insta::assert_snapshot!(picture(text, 24), @r#"
     9. nine
    10. ten, which is longer
        than the line
        • inner

          second paragraph
    "#);
}

#[test]
fn loose_lists_breathe_and_tight_ones_do_not() {
    assert_eq!(picture("- a\n- b", 20), "• a\n• b\n");
    assert_eq!(picture("- a\n\n- b", 20), "• a\n\n• b\n");
    assert_eq!(picture("-\n- b", 20), "•\n• b\n");
}

#[test]
fn alerts_say_their_word_in_their_tone() {
    for (kind, word, tone) in [
        ("NOTE", "NOTE", Tone::Accent),
        ("TIP", "TIP", Tone::Good),
        ("IMPORTANT", "IMPORTANT", Tone::Accent),
        ("WARNING", "WARNING", Tone::Caution),
        ("CAUTION", "CAUTION", Tone::Danger),
    ] {
        let rendered = drawn(&format!("> [!{kind}]\n> text"), 30);
        assert!(
            toned(&rendered, tone)
                .iter()
                .any(|text| text.contains(word)),
            "{kind}"
        );
        assert_eq!(rendered.lines.len(), 2);
    }
}

#[test]
fn links_can_be_followed_and_found() {
    let text = "See [the map](docs/map.md \"t\"), <https://a.org>, https://b.org/x. And [](empty.md).\n\n\
                [![badge](b.svg)](https://ci)\n\n[down](#end) and a note[^1]\n\n## End\n\n[^1]: The note.";
    let rendered = drawn(text, 80);
    let links: Vec<_> = rendered
        .links
        .iter()
        .map(|link| {
            (
                link.target.as_str(),
                link.text.as_str(),
                link.line,
                link.lands,
            )
        })
        .collect();
    assert_eq!(
        links,
        [
            ("docs/map.md", "the map", 0, None),
            ("https://a.org", "https://a.org", 0, None),
            ("https://b.org/x", "https://b.org/x", 0, None),
            ("empty.md", "empty.md", 0, None),
            ("https://ci", "▣ image: badge (b.svg)", 2, None),
            ("#end", "down", 4, Some(6)),
            ("#fn-1", "[^1]", 4, Some(8)),
        ]
    );
    let first = rendered.lines[0]
        .spans
        .iter()
        .find(|span| span.link == Some(0));
    assert_eq!(
        first.map(|span| (span.text.as_str(), span.style.tone)),
        Some(("the map", Tone::Link))
    );
}

#[test]
fn printed_text_spells_targets_out() {
    let shown = picture_with(
        "See [the map](docs/map.md) and https://b.org.",
        80,
        RenderOptions::for_print(),
    );
    assert_eq!(shown, "See the map (docs/map.md) and https://b.org.\n");
    assert_eq!(RenderOptions::for_print().links, Follow::Spelled);
}

#[test]
fn comments_are_hidden_and_other_html_is_shown_muted() {
    let rendered = drawn(
        "a <!-- hidden --> b<br>c <kbd>d</kbd>\n\n<!-- gone\nall of it -->\n\n<div>\nkept\n</div>",
        40,
    );
    assert_eq!(
        plain(&rendered),
        "a  b\nc <kbd>d</kbd>\n\n<div>\nkept\n</div>\n"
    );
    assert_eq!(
        toned(&rendered, Tone::Muted),
        ["<kbd>", "</kbd>", "<div>", "kept", "</div>"]
    );
    assert!(picture("<!-- never closed\n\n# Still here", 40).contains("Still here"));
}

#[test]
fn pictures_and_diagrams_are_named() {
    assert_eq!(
        picture("![The view](a/b.png)", 40),
        "▣ image: The view (a/b.png)\n"
    );
    assert_eq!(picture("![](a/b.png)", 40), "▣ image: a/b.png\n");
    let data = format!("![x](data:image/png;base64,{})", "A".repeat(5_000));
    assert!(picture(&data, 80).len() < 120);
    assert_eq!(
        picture("```plantuml\nA -> B\n```", 40),
        "┌ diagram · plantuml\n│ A -> B\n"
    );
}

#[test]
fn front_matter_is_facts_or_nothing() {
    let text = "---\nstatus: accepted\ndeciders: [Ana, Lee]\n---\n# Title";
    assert_eq!(
        picture(text, 40),
        "status    accepted\ndeciders  [Ana, Lee]\n\n# Title\n"
    );
    let options = RenderOptions {
        front_matter: false,
        ..RenderOptions::default()
    };
    assert_eq!(picture_with(text, 40, options), "# Title\n");
}

#[test]
fn code_has_meanings_in_the_languages_of_architects() {
    for (fence, code, tone, wanted) in [
        (
            "rust",
            "fn main() { let x = 42; } // why",
            Tone::CodeKeyword,
            "fn",
        ),
        (
            "rust",
            "fn main() { let x = 42; } // why",
            Tone::CodeComment,
            "// why",
        ),
        (
            "python",
            "def add(a): return a + 1",
            Tone::CodeFunction,
            "add",
        ),
        (
            "sql",
            "select 1 from t where a = 'b'",
            Tone::CodeString,
            "'b'",
        ),
        ("json", "{\"a\": 12}", Tone::CodeNumber, "12"),
        ("yaml", "key: 12 # c", Tone::CodeComment, "# c"),
        ("toml", "key = 12", Tone::CodeNumber, "12"),
        (
            "typescript",
            "const a: string = \"x\"",
            Tone::CodeString,
            "\"x\"",
        ),
        (
            "hcl",
            "resource \"a\" \"b\" { count = 2 }",
            Tone::CodeNumber,
            "2",
        ),
        ("dockerfile", "FROM alpine:3", Tone::CodeKeyword, "FROM"),
        (
            "sh",
            "if true; then echo \"x\"; fi",
            Tone::CodeKeyword,
            "if",
        ),
    ] {
        let rendered = drawn(&format!("```{fence}\n{code}\n```"), 80);
        let found = toned(&rendered, tone);
        assert!(
            found.iter().any(|text| text.contains(wanted)),
            "{fence}: {found:?} {:?}",
            rendered.lines
        );
    }
}

#[test]
fn code_too_long_to_look_into_stays_plain_and_whole() {
    let long = "x".repeat(501);
    let many = "let a = 1;\n".repeat(201);
    let rendered = drawn(
        &format!("```rust\n{long}\nlet a = 1;\n```\n\n```rust\n{many}```"),
        600,
    );
    assert!(toned(&rendered, Tone::Code).contains(&long.as_str()));
    assert_eq!(toned(&rendered, Tone::CodeKeyword).len(), 201);
    assert_eq!(rendered.lines.len(), 206);
}

#[test]
fn a_table_of_many_columns_becomes_records() {
    let text =
        "| a | b | c |\n|---|---|---|\n| first value | second value | third value |\n| x | | z |";
    insta::assert_snapshot!(picture(text, 24), @r#"
    a: first value
    b: second value
    c: third value

    a: x
    c: z
    "#);
}

#[test]
fn a_query_is_found_whatever_its_case() {
    let rendered = drawn("# SQLite\n\nUse sqlite.", 40);
    let found: Vec<_> = find(&rendered, "SQLITE")
        .into_iter()
        .map(|found| (found.line, found.start))
        .collect();
    assert_eq!(found, [(0, 2), (2, 4)]);
}

#[test]
fn nothing_an_author_writes_reaches_the_terminal_as_a_command() {
    let payloads = "\u{1b}[2J \u{9b}31m \u{7} \u{202e}x \u{200b} &#27;[1m `\u{1b}]52;c;x\u{7}` [\u{1b}](\u{1b}) \u{8}";
    let everywhere = format!(
        "---\n{payloads}: {payloads}\n---\n# {payloads}\n\n- {payloads}\n\n> {payloads}\n\n| {payloads} |\n|---|\n| {payloads} |\n\n\
         ```{payloads}\n{payloads}\n```\n\n<div {payloads}>\n\n![{payloads}]({payloads})\n\n[^1] [^\u{1b}]\n\n[^\u{1b}]: {payloads}\n"
    );
    for cells in [1, 5, 40, 80] {
        let rendered = drawn(&everywhere, cells);
        check(&rendered, cells).unwrap();
        assert!(
            rendered
                .links
                .iter()
                .all(|link| !link.target.contains(char::is_control))
        );
    }
}

/// A list in a list in a list, each with one item.
fn nested_list(depth: usize) -> String {
    let item = |depth: usize| "  ".repeat(depth) + "- item" + &depth.to_string() + "\n";
    (0..depth).map(item).collect()
}

#[test]
fn bombs_of_nesting_and_joining_come_to_an_end() {
    let bombs = [
        "> ".repeat(5_000) + "x",
        "- ".repeat(2_000) + "x",
        nested_list(300),
        "[^".repeat(5_000),
        "[".repeat(5_000),
        "![a](".repeat(1_000),
        "*a **b ".repeat(1_000),
        format!("a{}", "\u{301}".repeat(5_000)),
        "\u{1100}".repeat(3_000),
        "👩\u{200d}".repeat(2_000),
        "x".repeat(5_000),
        format!("https://a{}", ")".repeat(5_000)),
        format!(
            "|{}\n|{}\n|{}",
            "h|".repeat(200),
            "-|".repeat(200),
            "cell|".repeat(200)
        ),
        "<!--".repeat(2_000),
    ];
    for bomb in &bombs {
        let document = parse(bomb);
        for cells in [1, 2, 3, 80] {
            check(&document.render(cells, &RenderOptions::default()), cells).unwrap();
        }
    }
}

#[test]
fn deep_nesting_is_flattened_but_nothing_is_lost() {
    let shown = picture(&nested_list(60), 120);
    for depth in 0..60 {
        assert!(
            shown.contains(&format!("item{depth}\n")),
            "item{depth}\n{shown}"
        );
    }
}

#[test]
fn a_document_may_be_read_and_drawn_on_another_thread() {
    fn movable<T: Send + Sync + Clone>() {}
    movable::<Document>();
    movable::<Rendered>();
}

/// What holds for every line at every width.
fn check(rendered: &Rendered, cells: u16) -> Result<(), TestCaseError> {
    for line in &rendered.lines {
        let text = line.text();
        prop_assert!(
            line.cells() <= usize::from(cells),
            "{} cells at {cells}: {text:?}",
            line.cells()
        );
        prop_assert!(
            width::cells(&text) <= usize::from(cells),
            "joined: {text:?}"
        );
        prop_assert!(!text.contains(char::is_control), "{text:?}");
        prop_assert!(
            !text.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}']),
            "{text:?}"
        );
    }
    Ok(())
}

/// Pieces that mean something to a Markdown reader, mixed with any text.
fn markdownish() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "# ",
        "- ",
        "1. ",
        "> ",
        "> [!TIP]\n",
        "```rust\n",
        "```\n",
        "| a | b |\n|---|:-:|\n| c | ",
        "\n",
        "\n\n",
        "  ",
        "**",
        "*",
        "~~",
        "`",
        "[x](",
        ")",
        "![",
        "](y)",
        "[^1]",
        "[^1]: ",
        "- [x] ",
        "<b>",
        "<!--",
        "-->",
        "$",
        "---\n",
        "\u{1b}",
        "\t",
        "設計",
        "👩\u{200d}🚀",
        "\u{301}",
        "\u{202e}",
        "\u{1100}",
        "क्",
        "&amp;",
        "https://a.org/",
        "    ",
    ]);
    let piece = prop_oneof![3 => sign.prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => "(?s:.){0,6}", 2 => "[a-z ]{1,20}"];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_text_fits_any_width_and_holds_no_control_character(text in markdownish(), cells in 1u16..=120) {
        let document = parse(&text);
        check(&document.render(cells, &RenderOptions { highlight: false, ..RenderOptions::default() }), cells)?;
        check(&document.render(cells, &RenderOptions { ascii: true, ..RenderOptions::for_print() }), cells)?;
    }

    #[test]
    fn every_word_of_a_paragraph_survives(words in prop::collection::vec("[a-zA-Z0-9äöü設計]{1,30}", 1..40), cells in 2u16..=120) {
        let shown: String = drawn(&words.join(" "), cells).lines.iter().map(Line::text).collect();
        prop_assert_eq!(shown.replace(' ', ""), words.concat());
    }
}
