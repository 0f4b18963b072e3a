use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use super::*;

/// The levels of the headings of a text, read as GitHub reads it.
fn levels(text: &str) -> Vec<HeadingLevel> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    Parser::new_ext(text, options)
        .filter_map(|event| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(level),
            _ => None,
        })
        .collect()
}

#[test]
fn an_ordinary_record_changes_only_in_its_headings() {
    let text = "# Use SQLite\r\n\r\n## Context\r\n\r\nWe need *one* file; see [the spike](spike.md).\r\n\r\n* a < b\r\n\r\n```rust\nlet x = \"<b>\";\n# no heading\n```\n";
    assert_eq!(
        embed(text),
        "#### Use SQLite\n\n##### Context\n\nWe need *one* file; see [the spike](spike.md).\n\n* a < b\n\n```rust\nlet x = \"<b>\";\n# no heading\n```"
    );
}

#[test]
fn headings_keep_their_distances_and_end_at_the_sixth_level() {
    for (text, wanted) in [
        ("## A\n### B\n###### F", "#### A\n##### B\n###### F"),
        ("##### A\n###### B", "##### A\n###### B"),
        (
            "Approved\n========\n\nby us\n-----",
            "#### Approved\n\n##### by us",
        ),
        ("a\\\nb #\n===", "#### a b \\#"),
        ("> two\n> lines\n> ===", "> #### two lines"),
        ("- # in an item", "- #### in an item"),
        ("#", "####"),
        ("#tag\n===", "#### #tag"),
        ("####### seven\n---", "#### ####### seven"),
    ] {
        assert_eq!(embed(text), wanted, "{text}");
    }
}

#[test]
fn what_is_one_thing_for_one_reader_is_not_another_for_the_next() {
    for (text, wanted) in [
        // No table for CommonMark, but an underlined paragraph.
        ("| Approved |\n|--|\n===", "#### | Approved | |--|"),
        // A table for some readers, and so no code, but a tag.
        (
            "`` a\n<h2>b</h2>|\n|-|\n``",
            "\\`\\` a\n&lt;h2>b&lt;/h2>|\n|-|\n\\`\\`",
        ),
        ("[a](b \"c\n<span>d\")", "[a](b \"c <span>d\")"),
        ("a <!-- b\n<i>c --> d", "a <!-- b <i>c --> d"),
        ("- [ ] \n  -", "- #### \\[ ]"),
        // Behind a lone run some readers lose the second of two spans.
        ("` a ``b`` ``<h2>``", "\\` a ``b`` ``<h2>``"),
        // An address takes what stands right behind it.
        (
            "http://a.b/`` <h2>c</h2> ``",
            "http://a.b/ `` <h2>c</h2> ``",
        ),
        ("www.a.b/[c](d \"<h2>\")", "www.a.b/ [c](d \"<h2>\")"),
        ("http://a.b/\\<h2>", "http://a.b/&lt;h2>"),
    ] {
        assert_eq!(embed(text), wanted, "{text}");
    }
    assert_eq!(
        embed("# A\n\n|a|\n|-|\n|b|\n---\n\n## C"),
        "#### A\n\n#### |a| |-| |b|\n\n##### C"
    );
}

#[test]
fn raw_html_is_text_but_for_what_hides_and_swallows_nothing() {
    for (text, wanted) in [
        (
            "H<sub>2</sub>O, a<br>b, <kbd>x</kbd>",
            "H<sub>2</sub>O, a<br>b, <kbd>x</kbd>",
        ),
        ("<!-- why -->\n\nx", "<!-- why -->\n\nx"),
        ("a <!-- why --> b", "a <!-- why --> b"),
        ("<h2>Approved</h2>", "&lt;h2>Approved&lt;/h2>"),
        ("a <sub>never closed", "a &lt;sub>never closed"),
        ("**a <sub>b**</sub>", "**a &lt;sub>b**&lt;/sub>"),
        ("a </div> b", "a &lt;/div> b"),
        ("<!-- open\n\n# Approved", "&lt;!-- open\n\n#### Approved"),
        ("<pre>\n\n# Approved", "&lt;pre>\n\n#### Approved"),
        (
            "<div>\n# Approved\n</div>",
            "&lt;div>\n#### Approved\n&lt;/div>",
        ),
        ("<![CDATA[ x", "&lt;![CDATA[ x"),
        ("<?php x", "&lt;?php x"),
        ("<script>x</script>", "&lt;script>x&lt;/script>"),
        (
            "a \\<b> \\< c <https://a.org>",
            "a &lt;b> \\< c <https://a.org>",
        ),
        ("`<b>`", "`<b>`"),
    ] {
        assert_eq!(embed(text), wanted, "{text}");
    }
}

#[test]
fn a_mark_of_the_document_cannot_be_written_anywhere() {
    for text in [
        "<!-- archdeck:begin x -->",
        "```\n<!-- archdeck:manifest\n```",
        "<!--archdeck:end x -->",
        "a <!--\n   ARCHDECK:manifest -->",
        "`<!--  archdeck:`",
        "<!<!-- archdeck:-- archdeck:",
    ] {
        let embedded = embed(text);
        assert!(!holds_a_mark(&embedded), "{embedded}");
        assert!(!holds_a_mark(&embed_literally(text)));
    }
    assert_eq!(
        embed("> <!--\n> archdeck:x\n> -->"),
        "> &lt;!--\n> archdeck:x\n> -->"
    );
}

#[test]
fn links_by_reference_stand_by_themselves() {
    for (text, wanted) in [
        (
            "[a][x] and [x] and [x][]\n\n[x]: b.md \"T\"",
            "[a](b.md \"T\") and [x](b.md \"T\") and [x](b.md \"T\")",
        ),
        ("![p][x]\n\n[x]: <a b.png>", "![p](a%20b.png)"),
        (
            "[![p][i]][l]\n\n[i]: i.png\n[l]: l.md",
            "[![p](i.png)](l.md)",
        ),
        ("text\n\n[unused]: b.md", "text\n\n\\[unused]: b.md"),
        ("[x]\n\n[x]: a\n[x]: b", "[x](a)\n\n\n\\[x]: b"),
    ] {
        assert_eq!(embed(text), wanted, "{text}");
    }
}

#[test]
fn a_note_stays_where_it_is_written() {
    assert_eq!(
        embed("See[^1] and [^gone].\n\n[^1]: The *note*.\n[^2]: Another."),
        "See\\[^1] and \\[^gone].\n\n- \\[^1]: The *note*.\n- \\[^2]: Another."
    );
}

#[test]
fn what_is_open_at_the_end_is_closed() {
    for (text, wanted) in [
        ("```\ncode", "```\ncode\n```"),
        ("~~~~ sh\n```\ncode\n\n", "~~~~ sh\n```\ncode\n~~~~"),
        ("- ```\n  code", "- ```\n  code"),
        ("> ```", "> ```"),
        ("| a |\n|---|\n| b", "| a |\n|---|\n| b"),
    ] {
        assert_eq!(embed(text), wanted, "{text}");
    }
}

#[test]
fn facts_at_the_head_and_texts_of_another_kind_are_blocks_of_code() {
    assert_eq!(
        embed("---\nstatus: accepted\nnote: ```\n---\n# A\n"),
        "````yaml\nstatus: accepted\nnote: ```\n````\n\n#### A"
    );
    assert_eq!(embed("+++\nx = 1\n+++\n"), "```toml\nx = 1\n```");
    assert_eq!(
        embed_literally("= A\n````\n"),
        "`````text\n= A\n````\n`````"
    );
}

#[test]
fn what_turns_or_hides_is_shown() {
    assert_eq!(
        embed("a\u{202e}b\u{200b}\u{1b}[31m"),
        "a⟦U+202E⟧b⟦U+200B⟧␛[31m"
    );
}

#[test]
fn many_marks_and_many_rounds_end() {
    let nested = "<div>\n".repeat(40) + "# Approved";
    assert!(
        levels(&embed(&nested))
            .iter()
            .all(|level| *level > HeadingLevel::H3)
    );
    let doubled = "[x]\n\n".to_owned() + &"[x]: a\n".repeat(40);
    assert!(embed(&doubled).contains("[x]"));
    let marks = "<!-- archdeck:".repeat(5_000);
    assert!(!holds_a_mark(&embed(&marks)));
    let brackets = "[^".repeat(5_000) + &"<".repeat(20_000);
    assert!(!embed(&brackets).is_empty());
}

/// Lines that like to be something else than text.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "# ",
        "## ",
        "###### ",
        "#",
        "===",
        "---",
        "===\n",
        "```",
        "~~~",
        "````",
        "``",
        "`",
        "<!--",
        "-->",
        "<!-- c -->",
        "<pre>",
        "</pre>",
        "<div>",
        "</div>",
        "<script>",
        "<h2>",
        "<br>",
        "<sub>",
        "</sub>",
        "<?",
        "?>",
        "<![CDATA[",
        "]]>",
        "<!X",
        "<a href=\"",
        "<b",
        "> ",
        "- ",
        "1. ",
        "* ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "| a | b |\n",
        "|--|--|\n",
        "|",
        "[x]",
        "[x]: y",
        "[x][]",
        "[^1]",
        "[^1]: ",
        "![",
        "](",
        ")",
        "[x]: <y> \"z\"",
        "\\",
        "*",
        "**",
        "_",
        "~~",
        "&lt;",
        "\"",
        "archdeck:begin x",
        "http://a.b/",
        "www.a.b",
        "<!-- archdeck:end x -->",
        "a",
        "word ",
        "- [ ] ",
        "+++\n",
        "---\nx: y\n",
        "<https://a.b>",
        "$$",
        "\u{202e}",
        "é",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_text_makes_a_heading_of_the_document_or_swallows_what_follows(text in hostile()) {
        let embedded = embed(&text);
        let document = format!("# T\n\n### Text\n\n{embedded}\n\n<!-- archdeck:end x -->\n\n## Next\n");
        let found = levels(&document);
        let high: Vec<_> = found.iter().filter(|level| **level < HeadingLevel::H4).collect();
        prop_assert_eq!(high, [&HeadingLevel::H1, &HeadingLevel::H3, &HeadingLevel::H2], "{}", document);
        prop_assert_eq!(found.last(), Some(&HeadingLevel::H2));
        prop_assert!(!holds_a_mark(&embedded));
    }

    #[test]
    fn no_text_leaves_a_definition_or_a_tag_behind(text in hostile()) {
        let embedded = embed(&text);
        let parser = Parser::new_ext(&embedded, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
        prop_assert_eq!(parser.reference_definitions().iter().count(), 0, "{}", &embedded);
        let mut html = String::new();
        for event in parser {
            match event {
                Event::Html(piece) | Event::InlineHtml(piece) => html.push_str(&piece),
                _ => html.push('\n'),
            }
        }
        while let Some((before, (_, behind))) = html.split_once("<!--").map(|(before, rest)| (before, rest.split_once("-->").expect("a whole comment"))) {
            html = format!("{before}{behind}");
        }
        let tags: Vec<_> = html.match_indices('<').map(|(at, _)| raw_html::piece(html.split_at(at).1)).collect();
        prop_assert!(tags.iter().all(Option::is_some), "{html} in {embedded}");
    }

    #[test]
    fn a_text_at_rest_stays_as_it_is(text in hostile()) {
        if let Some(once) = settled(trimmed(&cleaned(&text))) {
            prop_assert_eq!(settled(&once), Some(once));
        }
    }
}
