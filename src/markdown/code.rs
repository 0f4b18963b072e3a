//! Code blocks: their label, and the meaning of each stretch of a line, worked out once and kept with the document.
//!
//! Scopes of the grammars become tones; there is no colour here. Grammars can be slow on odd input, so long lines and
//! long blocks stay plain.

use std::sync::{LazyLock, OnceLock};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::domain::tone::Tone;
use crate::markdown::safe;

/// Lines highlighted in one block.
pub(crate) const LINES_PER_BLOCK: usize = 200;
/// Lines highlighted in one document.
pub(crate) const LINES_PER_DOCUMENT: usize = 2_000;
/// Characters of a line that is highlighted.
const CHARACTERS_PER_LINE: usize = 500;

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
static MEANINGS: LazyLock<Vec<(Scope, Tone)>> = LazyLock::new(meanings);

/// A stretch of a line of code: where it ends in bytes, and what it means.
pub(crate) type Shade = (usize, Tone);

/// A block of code.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub(crate) language: String,
    text: String,
    /// How many lines the document's budget leaves to this block.
    granted: usize,
    shades: OnceLock<Vec<Vec<Shade>>>,
}

impl Code {
    /// Takes the words behind the fence and the text; uses up some of the lines that may still be highlighted.
    pub(crate) fn new(fence: &str, text: &str, budget: &mut usize) -> Self {
        let text = safe::block(text.strip_suffix('\n').unwrap_or(text)).into_owned();
        let language = safe::line(language(fence)).into_owned();
        let mut granted = 0;
        if !says_nothing(&language) && diagram(&language).is_none() {
            let lines = text.split('\n').take(LINES_PER_BLOCK).count();
            granted = lines.min(*budget);
            *budget -= granted;
        }
        Self {
            language,
            text,
            granted,
            shades: OnceLock::new(),
        }
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n')
    }

    /// What stands above the block: the language, or the notation of a diagram.
    pub(crate) fn label(&self) -> Option<String> {
        match diagram(&self.language) {
            Some(notation) => Some(format!("diagram · {notation}")),
            None if says_nothing(&self.language) => None,
            None => Some(self.language.clone()),
        }
    }

    /// The tone of code nobody looked into.
    pub(crate) fn tone(&self) -> Tone {
        if diagram(&self.language).is_some() {
            Tone::Muted
        } else {
            Tone::Code
        }
    }

    /// The shades of each line that was highlighted; the first call works them out.
    pub(crate) fn shades(&self) -> &[Vec<Shade>] {
        self.shades
            .get_or_init(|| self.highlighted().unwrap_or_default())
    }

    fn highlighted(&self) -> Option<Vec<Vec<Shade>>> {
        if self.granted == 0 {
            return None;
        }
        let mut state = ParseState::new(grammar(&self.language)?);
        let mut stack = ScopeStack::new();
        let mut shades = Vec::with_capacity(self.granted);
        for line in self.lines().take(self.granted) {
            shades.push(line_shades(line, &mut state, &mut stack)?);
        }
        Some(shades)
    }
}

/// The first word behind a fence, without what renderers add: `rust,ignore`, `{.python}`, `ts title="x"`.
fn language(fence: &str) -> &str {
    fence
        .trim_start_matches(['{', '.', ' '])
        .split([' ', ',', '{', '}', ':', '\t'])
        .next()
        .unwrap_or_default()
}

/// Words behind a fence that only say that it is no language.
fn says_nothing(language: &str) -> bool {
    matches!(
        language.to_ascii_lowercase().as_str(),
        "" | "text" | "txt" | "plain" | "plaintext"
    )
}

fn diagram(language: &str) -> Option<&'static str> {
    Some(match language.to_ascii_lowercase().as_str() {
        "mermaid" => "mermaid",
        "plantuml" | "puml" | "uml" => "plantuml",
        "dot" | "graphviz" => "dot",
        "d2" => "d2",
        _ => return None,
    })
}

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let token = match language.to_ascii_lowercase().as_str() {
        "shell" | "shell-session" | "zsh" | "console" => "bash",
        "docker" | "containerfile" => "Dockerfile",
        "hcl" | "opentofu" => "tf",
        "golang" => "go",
        "jsonc" | "json5" | "jsonl" => "json",
        "jsx" => "js",
        "csharp" => "cs",
        other => return GRAMMARS.find_syntax_by_token(other),
    };
    GRAMMARS.find_syntax_by_token(token)
}

/// The shades of one line, or nothing when the grammar gives up; a line too long stays plain and is not looked at.
fn line_shades(line: &str, state: &mut ParseState, stack: &mut ScopeStack) -> Option<Vec<Shade>> {
    if line.chars().nth(CHARACTERS_PER_LINE).is_some() {
        return Some(vec![(line.len(), Tone::Code)]);
    }
    let changes = state.parse_line(&format!("{line}\n"), &GRAMMARS).ok()?;
    let mut shades: Vec<Shade> = Vec::new();
    for (at, change) in changes {
        shade(&mut shades, at.min(line.len()), tone_of(stack));
        stack.apply(&change).ok()?;
    }
    shade(&mut shades, line.len(), tone_of(stack));
    Some(shades)
}

fn shade(shades: &mut Vec<Shade>, end: usize, tone: Tone) {
    match shades.last_mut() {
        Some((last, _)) if *last >= end => {}
        Some((last, same)) if *same == tone => *last = end,
        _ if end == 0 => {}
        _ => shades.push((end, tone)),
    }
}

/// The innermost scope with a meaning decides.
fn tone_of(stack: &ScopeStack) -> Tone {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| {
            MEANINGS
                .iter()
                .find(|(prefix, _)| prefix.is_prefix_of(*scope))
        })
        .map_or(Tone::Code, |(_, tone)| *tone)
}

fn meanings() -> Vec<(Scope, Tone)> {
    [
        ("comment", Tone::CodeComment),
        ("meta.interpolation", Tone::Code),
        ("string", Tone::CodeString),
        ("constant.character", Tone::CodeString),
        ("constant.other.symbol", Tone::CodeString),
        ("constant", Tone::CodeNumber),
        ("keyword.operator.word", Tone::CodeKeyword),
        ("keyword.operator.logical", Tone::CodeKeyword),
        ("keyword.operator", Tone::Code),
        ("keyword", Tone::CodeKeyword),
        ("storage.type.numeric", Tone::CodeNumber),
        ("storage", Tone::CodeKeyword),
        ("entity.name.function", Tone::CodeFunction),
        ("support.function", Tone::CodeFunction),
        ("variable.function", Tone::CodeFunction),
        ("entity.name.tag", Tone::CodeKeyword),
        ("entity.other.attribute-name", Tone::CodeType),
        ("entity.other.inherited-class", Tone::CodeType),
        ("entity.name", Tone::CodeType),
        ("support.type", Tone::CodeType),
        ("support.class", Tone::CodeType),
        ("variable.language", Tone::CodeKeyword),
        ("variable", Tone::Code),
    ]
    .into_iter()
    .filter_map(|(prefix, tone)| Some((Scope::new(prefix).ok()?, tone)))
    .collect()
}
