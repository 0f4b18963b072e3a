//! Who may know whom. Reads every source file and fails naming file and line where a module names one it must not know, or
//! where a thing that belongs in one place (the clock, the exit, a colour, printing, a library) appears in another.
//!
//! Only code counts: comments, texts in quotes and the unit tests at the end of a file are left out.
//!
//! And how large a thing may grow: a file that is too long holds two things, and so does a function.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

/// A part of the program, and the parts it may name besides itself.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("fuzzy", &["domain"]),
    ("dialect", &["domain"]),
    ("markdown", &["domain"]),
    ("env", &["domain"]),
    ("config", &["domain"]),
    ("store", &["domain"]),
    ("catalog", &["domain"]),
    ("template", &["domain"]),
    ("packet", &["domain", "markdown"]),
    (
        "ops",
        &[
            "domain", "store", "catalog", "dialect", "markdown", "fuzzy", "env", "packet",
            "template",
        ],
    ),
    (
        "cli",
        &[
            "ops",
            "domain",
            "markdown",
            "config",
            "env",
            "dialect::edit",
        ],
    ),
    (
        "tui",
        &[
            "ops",
            "domain",
            "markdown",
            "fuzzy",
            "config",
            "env::editor",
            "dialect::edit",
        ],
    ),
    ("main", &["cli", "tui", "config", "env", "ops"]),
    ("lib", &[]),
];

/// Something that may be named only in some places: what, where, and why.
const ONLY_IN: &[(&str, &[&str], &str)] = &[
    ("Utc::now", &["env"], "the clock is read only in env"),
    ("Local::now", &["env"], "the clock is read only in env"),
    ("SystemTime::now", &["env"], "the clock is read only in env"),
    ("process::exit", &["main"], "only main ends the program"),
    (
        "println!",
        &["cli", "main"],
        "printing belongs to the command line",
    ),
    (
        "eprintln!",
        &["cli", "main"],
        "printing belongs to the command line",
    ),
    ("rusqlite", &["store"], "only the store knows its database"),
    ("fuzzy_matcher", &["fuzzy"], "only fuzzy knows its library"),
    ("syntect", &["markdown"], "only markdown knows its library"),
    (
        "pulldown_cmark",
        &["markdown", "dialect"],
        "only the readers of Markdown know its library",
    ),
    ("ammonia", &["markdown"], "only markdown knows its library"),
    ("clap", &["cli", "main"], "only the command line parses it"),
    (
        "minijinja",
        &["template"],
        "only template knows its library",
    ),
];

#[derive(Debug, PartialEq, Eq)]
struct Breach {
    file: PathBuf,
    line: usize,
    why: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file.display(), self.line, self.why)
    }
}

#[test]
fn no_module_names_what_it_must_not_know() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut breaches = Vec::new();
    let mut files = sources(&root);
    assert!(files.len() > 20, "the sources were not found");
    // Tests beside the code set a whole stage, so they may know more than what they test.
    files.retain(|file| !file.iter().any(|part| part == "tests"));
    for file in &files {
        let text = fs::read_to_string(file).expect("a source file can be read");
        let path = file.strip_prefix(&root).expect("below the root");
        breaches.extend(check(path, &text));
    }
    let lines: Vec<_> = breaches
        .iter()
        .map(|breach| format!("src/{breach}"))
        .collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

/// The most lines of a file, and of a function, without its tests.
const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 80;

#[test]
fn no_file_and_no_function_is_too_long() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root);
    let lines: Vec<_> = files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).expect("a source file can be read");
            too_long(file.strip_prefix(&root).expect("below the root"), &text)
        })
        .map(|breach| format!("src/{breach}"))
        .collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

/// What is too long in a file. The formatter closes a function where its line began, so its end is found by that.
fn too_long(path: &Path, text: &str) -> Vec<Breach> {
    let lines: Vec<&str> = without_tests(text).lines().collect();
    let breach = |line: usize, why: String| Breach {
        file: path.to_owned(),
        line,
        why,
    };
    let mut breaches = Vec::new();
    if lines.len() > LONGEST_FILE {
        let why = format!("the file has {} lines, at most {LONGEST_FILE}", lines.len());
        breaches.push(breach(1, why));
    }
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function_named(line) else {
            continue;
        };
        let indent = line.len() - line.trim_start().len();
        let end = format!("{:indent$}}}", "");
        let body = lines.iter().skip(at).take_while(|line| **line != end);
        let is_declared_only = line.ends_with(';') || line.ends_with('}');
        let long = body.count() + 1;
        if long > LONGEST_FUNCTION && !is_declared_only {
            let why = format!("`{name}` has {long} lines, at most {LONGEST_FUNCTION}");
            breaches.push(breach(at + 1, why));
        }
    }
    breaches
}

/// The name of the function that begins on a line.
fn function_named(line: &str) -> Option<&str> {
    let (before, after) = line.trim_start().split_once("fn ")?;
    let is_declared = before.split_whitespace().all(|word| {
        word.starts_with("pub") || matches!(word, "const" | "async" | "unsafe" | "extern")
    });
    let end = after.find(['(', '<'])?;
    after.get(..end).filter(|_| is_declared)
}

#[test]
fn the_measure_can_fail() {
    let lines = |count: usize| "    let x = 1;\n".repeat(count);
    let found = |text: &str| -> Vec<String> {
        let breaches = too_long(Path::new("a.rs"), text);
        breaches.iter().map(ToString::to_string).collect()
    };
    let long = format!("//! A.\n\npub(crate) const fn b<T>() {{\n{}}}\n", lines(79));
    assert_eq!(found(&long), ["a.rs:3: `b` has 81 lines, at most 80"]);
    assert_eq!(found(&format!("fn b() {{\n{}}}\n", lines(78))), [""; 0]);
    assert_eq!(
        found(&lines(601)),
        ["a.rs:1: the file has 601 lines, at most 600"]
    );
    let tests = format!(
        "fn b() {{}}\n\n#[cfg(test)]\nmod tests {{\n{}}}\n",
        lines(700)
    );
    assert_eq!(found(&tests), [""; 0]);
}

#[test]
fn every_folder_of_the_sources_has_its_line_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(root).expect("the sources").flatten() {
        let name = entry.path();
        let name = name.file_stem().unwrap_or_default().to_string_lossy();
        let known = MAY_KNOW.iter().any(|(module, _)| *module == name);
        assert!(
            known,
            "`{name}` has no line in the table of who may know whom"
        );
    }
}

/// The first text of each `format!` that reads like a statement for the database.
fn pasted_sql(text: &str) -> Vec<&str> {
    const VERBS: [&str; 9] = [
        "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "DROP ", "ALTER ", "PRAGMA ",
        "ATTACH ",
    ];
    let firsts = text.split("format!(").skip(1);
    firsts
        .filter_map(|rest| rest.split('"').nth(1))
        .filter(|first| {
            VERBS
                .iter()
                .any(|verb| first.trim_start().starts_with(verb))
        })
        .collect()
}

#[test]
fn no_statement_for_the_database_is_put_together_from_values() {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut files = sources(&store);
    files.push(store.with_extension("rs"));
    assert!(files.len() > 10, "the sources of the store were not found");
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file can be read");
        let pasted = pasted_sql(&text);
        assert!(
            pasted.is_empty(),
            "{}: {pasted:?}; use a parameter",
            file.display()
        );
    }
    let found = pasted_sql("format!(\n    \"SELECT pk FROM adr_row WHERE label = '{label}'\")");
    assert_eq!(found.len(), 1, "the check can fail");
}

#[test]
fn the_check_can_fail() {
    let found = |path: &str, text: &str| -> Vec<String> {
        check(Path::new(path), text)
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    for (path, text, part) in [
        (
            "domain/adr.rs",
            "use crate::store::open;",
            "domain/adr.rs:1: `domain` must not know `store::open`",
        ),
        (
            "cli/adr.rs",
            "\nuse crate::{\n    ops::query::Query,\n    tui::app,\n};",
            "cli/adr.rs:4",
        ),
        (
            "cli/adr.rs",
            "fn a() { crate::fuzzy::score(1) }",
            "must not know `fuzzy::score`",
        ),
        (
            "tui/app.rs",
            "use crate::env::Env;",
            "must not know `env::Env`",
        ),
        (
            "tui/app.rs",
            "use crate::{domain, env::{editor, Env}};",
            "must not know `env::Env`",
        ),
        ("ops/home.rs", "let now = chrono::Utc::now();", "clock"),
        ("cli.rs", "std::process::exit(1)", "only main"),
        (
            "tui/screens/home.rs",
            "use ratatui::style::Color;",
            "colour",
        ),
        (
            "tui/frame.rs",
            "use ratatui::{layout::Rect, style::{Color, Style}};",
            "colour",
        ),
        (
            "tui/frame.rs",
            "let red = ratatui::style::Color::Red;",
            "colour",
        ),
        ("ops/home.rs", "println!(\"x\")", "printing"),
        ("ops/home.rs", "use rusqlite::Connection;", "database"),
        ("ops/home.rs", "use fuzzy_matcher::FuzzyMatcher;", "library"),
    ] {
        let lines = found(path, text);
        assert!(
            lines.iter().any(|line| line.contains(part)),
            "{path}: {text}: {lines:?}"
        );
    }
    for (path, text) in [
        ("tui/runtime.rs", "use crate::env::editor;"),
        (
            "tui/runtime.rs",
            "use crate::{env::editor::{self, Edited}, ops::query::Query};",
        ),
        (
            "domain/adr.rs",
            "// crate::store is not known here\nuse crate::domain::ids;",
        ),
        ("domain/adr.rs", "let text = \"use crate::store\";"),
        (
            "domain/adr.rs",
            "fn a() {}\n#[cfg(test)]\nmod tests { use crate::store::x; }",
        ),
        ("main.rs", "std::process::exit(archdeck::cli::run())"),
    ] {
        assert_eq!(found(path, text), [""; 0], "{path}: {text}");
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// All breaches of one file; `path` is below `src`.
fn check(path: &Path, text: &str) -> Vec<Breach> {
    let place = path.with_extension("");
    // A `tests.rs` beside a module is compiled for tests only.
    if place.file_name().is_some_and(|name| name == "tests") {
        return Vec::new();
    }
    let code = code_of(text);
    let mut breaches = Vec::new();
    let mut say = |offset: usize, why: String| {
        let before = code.as_bytes().iter().take(offset);
        breaches.push(Breach {
            file: path.to_owned(),
            line: before.filter(|byte| **byte == b'\n').count() + 1,
            why,
        });
    };
    let module = place.iter().next().unwrap_or_default().to_string_lossy();
    let (_, known) = MAY_KNOW
        .iter()
        .find(|(name, _)| *name == module)
        .copied()
        .unwrap_or_default();
    for (offset, named) in paths_of_the_crate(&code, &module) {
        if !is_known(&named, &module, known) {
            say(offset, format!("`{module}` must not know `{named}`"));
        }
    }
    if !place.starts_with("tui/theme") {
        for (offset, named) in paths_below(&code, &["ratatui::", "crossterm::"]) {
            // `style::Color`, `style::{Color, …}`, `style::Color::Red`.
            let (_, item) = named.split_once("style::").unwrap_or_default();
            if item.split("::").next() == Some("Color") {
                say(offset, "only the theme names a colour".to_owned());
            }
        }
    }
    for (what, places, why) in ONLY_IN {
        if places.iter().any(|allowed| place.starts_with(allowed)) {
            continue;
        }
        for (offset, _) in code.match_indices(what) {
            if stands_alone(&code, offset) {
                say(offset, (*why).to_owned());
            }
        }
    }
    breaches
}

/// Whether a name begins here and is not the end of a longer one.
fn stands_alone(code: &str, offset: usize) -> bool {
    let before = code.get(..offset).and_then(|text| text.chars().next_back());
    !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

fn is_known(named: &str, module: &str, known: &[&str]) -> bool {
    let below = |part: &str| {
        named
            .strip_prefix(part)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    // A macro or an item of the root itself, such as `crate::Name`.
    let of_the_root = named.chars().next().is_some_and(char::is_uppercase);
    of_the_root || below(module) || known.iter().any(|part| below(part))
}

/// Every path below the crate that is named, with its place.
fn paths_of_the_crate(code: &str, module: &str) -> Vec<(usize, String)> {
    let is_binary = module == "main";
    paths_below(code, &[if is_binary { "archdeck::" } else { "crate::" }])
}

/// Every path that begins like this, without the beginning, with its place; groups in braces are opened.
fn paths_below(code: &str, prefixes: &[&str]) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    for prefix in prefixes {
        for (offset, _) in code.match_indices(prefix) {
            if stands_alone(code, offset) {
                open_group(code, offset + prefix.len(), "", &mut paths);
            }
        }
    }
    paths
}

/// Reads one path or one group in braces at `at`; answers where it ends.
fn open_group(code: &str, at: usize, before: &str, paths: &mut Vec<(usize, String)>) -> usize {
    let rest = code.get(at..).unwrap_or_default();
    if !rest.starts_with('{') {
        return one_path(code, at, before, paths);
    }
    let mut at = at + 1;
    loop {
        let rest = code.get(at..).unwrap_or_default();
        match rest.chars().next() {
            None => return at,
            Some('}') => return at + 1,
            Some(c) if c.is_whitespace() || c == ',' => at += c.len_utf8(),
            Some(_) => {
                let end = open_group(code, at, before, paths);
                // Anything that is no path, such as a macro's pattern, is stepped over.
                at = end.max(at + 1);
            }
        }
    }
}

fn one_path(code: &str, at: usize, before: &str, paths: &mut Vec<(usize, String)>) -> usize {
    let rest = code.get(at..).unwrap_or_default();
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
        .unwrap_or(rest.len());
    let path = rest.get(..end).unwrap_or_default();
    let after = rest.get(end..).unwrap_or_default();
    if after.starts_with('{') && path.ends_with("::") {
        return open_group(code, at + end, &format!("{before}{path}"), paths);
    }
    let path = path.trim_end_matches(':');
    let whole = match path {
        "self" => before.trim_end_matches(':').to_owned(),
        _ => format!("{before}{path}"),
    };
    if !whole.is_empty() {
        paths.push((at, whole));
    }
    let renamed = after.strip_prefix(" as ").map_or(0, |name| {
        4 + name
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(name.len())
    });
    at + end + renamed
}

/// A file up to its unit tests, which stand at its end.
fn without_tests(text: &str) -> &str {
    let tests = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    text.get(..tests).unwrap_or(text)
}

/// The text with comments, quoted texts and unit tests blanked out; line breaks stay, so lines can be counted.
fn code_of(text: &str) -> String {
    let text = without_tests(text);
    let mut code = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => while rest.next_if(|c| *c != '\n').is_some() {},
            '"' => {
                code.push_str("\"\"");
                while let Some(c) = rest.next() {
                    match c {
                        '\\' => {
                            let escaped = rest.next();
                            code.extend(escaped.filter(|c| *c == '\n'));
                        }
                        '"' => break,
                        '\n' => code.push('\n'),
                        _ => {}
                    }
                }
            }
            '\'' => quoted_character(&mut rest, &mut code),
            _ => code.push(c),
        }
    }
    code
}

/// Steps over `'"'` and `'\''`, so that a quote in a character opens no text; lifetimes stay.
fn quoted_character(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, code: &mut String) {
    code.push('\'');
    match rest.peek() {
        Some('\\') => {
            rest.next();
            rest.next();
        }
        Some('"') => {
            rest.next();
        }
        _ => {}
    }
}
