//! The one way text leaves to a terminal: what could move the cursor, turn the reading order or hide is shown as a sign.
//!
//! Nothing is dropped in silence; a reader sees that something odd was written. It knows neither width nor style.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::char::is_combining_mark;
use unicode_width::UnicodeWidthChar as _;

/// Marks one base character may carry; more would climb over the lines above.
const MARKS_PER_BASE: usize = 8;
/// Joiners in one emoji; no known one has more, and a terminal may draw each part of a longer one by itself.
const JOINS_PER_EMOJI: usize = 3;
/// Where tab stops stand.
const TAB: usize = 4;

/// The longest URL terminals take in a hyperlink.
const URL_LIMIT: usize = 2_083;

/// What a line break becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Breaks {
    Shown,
    Kept,
}

/// Text for one line of a terminal: line breaks are shown as `⏎`, control characters as symbols, hidden ones by number.
pub fn line(text: &str) -> Cow<'_, str> {
    cleaned(text, Breaks::Shown)
}

/// The same for several lines: line feeds stay, and a carriage return before one goes.
pub fn block(text: &str) -> Cow<'_, str> {
    cleaned(text, Breaks::Kept)
}

/// A web address fit for a terminal hyperlink: http or https, a host, printable ASCII only; else nothing.
pub fn http_url(text: &str) -> Option<String> {
    let url = text.trim();
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || url.len() > URL_LIMIT {
        return None;
    }
    if !rest.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() {
        return None;
    }
    Some(format!("{scheme}://{rest}"))
}

fn cleaned(text: &str, breaks: Breaks) -> Cow<'_, str> {
    let plain =
        |byte: u8| (0x20..0x7f).contains(&byte) || (byte == b'\n' && breaks == Breaks::Kept);
    if text.bytes().all(plain) || !text.chars().any(|c| needs_care(c, breaks)) {
        return Cow::Borrowed(text);
    }
    let mut cleaner = Cleaner::new(text.len(), breaks);
    let mut ahead = text.chars().peekable();
    while let Some(c) = ahead.next() {
        cleaner.take(c, ahead.peek().copied());
    }
    cleaner.marks_told();
    Cow::Owned(cleaner.out)
}

/// Whether a character can be anything but itself on a terminal.
fn needs_care(c: char, breaks: Breaks) -> bool {
    match c {
        ' '..='~' => false,
        '\n' => breaks == Breaks::Shown,
        _ => c.is_control() || is_hidden(c) || c.width() == Some(0) || is_combining_mark(c),
    }
}

/// Characters that are not nothing on the screen for `unicode-width`, and still cannot be seen.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2028}' | '\u{2029}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
    )
}

struct Cleaner {
    out: String,
    breaks: Breaks,
    /// The character before, as it was written; none at the start of a line.
    before: Option<char>,
    /// The last character that was not a mark, a variation selector or a joiner.
    base: Option<char>,
    marks: usize,
    /// Emoji joined to the one before.
    joins: usize,
    column: usize,
}

impl Cleaner {
    fn new(capacity: usize, breaks: Breaks) -> Self {
        Self {
            out: String::with_capacity(capacity + 16),
            breaks,
            before: None,
            base: None,
            marks: 0,
            joins: 0,
            column: 0,
        }
    }

    fn take(&mut self, c: char, next: Option<char>) {
        if is_mark(c) {
            self.mark(c);
        } else if self.stays_beside(c, next) {
            self.out.push(c);
            self.joins += usize::from(c == '\u{200D}');
        } else {
            self.marks_told();
            if self.before != Some('\u{200D}') {
                self.joins = 0;
            }
            self.stand_alone(c, next);
            self.base = Some(c);
        }
        self.before = (c != '\n').then_some(c);
    }

    fn mark(&mut self, c: char) {
        if self.before.is_none() {
            self.out.push('◌');
            self.column += 1;
        }
        self.marks += 1;
        if self.marks <= MARKS_PER_BASE {
            self.out.push(c);
        }
    }

    /// Says how many marks were too many, then starts counting anew.
    fn marks_told(&mut self) {
        let surplus = self.marks.saturating_sub(MARKS_PER_BASE);
        if surplus > 0 {
            let _ = write!(self.out, "⟦+{surplus} marks⟧");
        }
        self.marks = 0;
    }

    /// Variation selectors and joiners that do what they are for and hide nothing.
    fn stays_beside(&self, c: char, next: Option<char>) -> bool {
        let (Some(before), Some(base)) = (self.before, self.base) else {
            return false;
        };
        match c {
            '\u{FE0E}' | '\u{FE0F}' => before == base && !before.is_control(),
            '\u{E0100}'..='\u{E01EF}' => before == base && is_han(before),
            '\u{200D}' if is_emoji(base) => {
                before != c && self.joins < JOINS_PER_EMOJI && next.is_some_and(is_emoji)
            }
            '\u{200C}' | '\u{200D}' => {
                before != c && needs_joiners(base) && next.is_some_and(needs_joiners)
            }
            _ => false,
        }
    }

    fn stand_alone(&mut self, c: char, next: Option<char>) {
        match c {
            '\n' if self.breaks == Breaks::Kept => {
                self.out.push('\n');
                self.column = 0;
            }
            '\r' if next == Some('\n') => {}
            '\n' | '\u{2028}' | '\u{2029}' => self.show('⏎'),
            '\t' => self.tab(),
            '\0'..='\u{1F}' => self.show(char::from_u32(0x2400 + u32::from(c)).unwrap_or('�')),
            '\u{7F}' => self.show('␡'),
            _ if c.is_control() || is_hidden(c) || c.width() == Some(0) => self.number(c),
            _ => self.show(c),
        }
    }

    fn show(&mut self, c: char) {
        self.out.push(c);
        self.column += c.width().unwrap_or(0);
    }

    fn tab(&mut self) {
        let stop = TAB - self.column % TAB;
        self.out.extend(std::iter::repeat_n(' ', stop));
        self.column += stop;
    }

    fn number(&mut self, c: char) {
        let from = self.out.len();
        let _ = write!(self.out, "⟦U+{:04X}⟧", u32::from(c));
        // The two brackets take three bytes each and one cell each.
        self.column += self.out.len() - from - 4;
    }
}

/// A combining mark, or a Korean vowel or final that joins the syllable before it.
fn is_mark(c: char) -> bool {
    let joins_syllable = matches!(c, '\u{1161}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}');
    (is_combining_mark(c) && !is_unseen_mark(c)) || joins_syllable
}

/// Marks nobody can see: they are shown by number, or kept beside the base they belong to.
fn is_unseen_mark(c: char) -> bool {
    matches!(
        c,
        '\u{034F}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
    )
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_emoji(c: char) -> bool {
    matches!(
        c,
        '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{2600}'..='\u{27BF}'
            | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}'
    )
}

/// Scripts whose ordinary spelling needs the two joiners: Arabic and Persian, and those of India.
fn needs_joiners(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{0DFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_is_lent_not_copied() {
        for text in ["", "Use SQLite", "Größe — 設計 🎉", "两 columns"] {
            assert!(matches!(line(text), Cow::Borrowed(_)), "{text}");
        }
        assert!(matches!(block("a\nb"), Cow::Borrowed(_)));
    }

    #[test]
    fn each_odd_character_is_shown() {
        for (written, shown) in [
            ("\u{1b}[31mred", "␛[31mred"),
            ("a\0b\u{7f}", "a␀b␡"),
            ("\u{9b}31m", "⟦U+009B⟧31m"),
            ("a\tb", "a   b"),
            ("one\ntwo\r\nthree\rfour", "one⏎two⏎three␍four"),
            ("abc\u{202e}fed", "abc⟦U+202E⟧fed"),
            ("zero\u{200b}width\u{feff}", "zero⟦U+200B⟧width⟦U+FEFF⟧"),
            ("soft\u{ad}hyphen\u{2028}", "soft⟦U+00AD⟧hyphen⏎"),
            ("fl\u{e0067}ag", "fl⟦U+E0067⟧ag"),
            ("a\u{200d}b", "a⟦U+200D⟧b"),
        ] {
            assert_eq!(line(written), shown);
        }
    }

    #[test]
    fn a_block_keeps_its_lines_and_its_tab_stops() {
        assert_eq!(block("a\tb\r\n\tc\u{7}"), "a   b\n    c␇");
    }

    #[test]
    fn what_languages_and_emoji_need_stays() {
        for text in [
            "é",
            "👩\u{200d}🚀",
            "✔\u{fe0f}",
            "می\u{200c}خواهم",
            "葛\u{e0100}",
            "각",
        ] {
            assert_eq!(line(text), text);
        }
        assert_eq!(line("👩\u{200d}x"), "👩⟦U+200D⟧x");
        let chain = line("👩\u{200d}👩\u{200d}👩\u{200d}👩\u{200d}👩").into_owned();
        assert!(chain.ends_with("👩⟦U+200D⟧👩"), "{chain}");
    }

    #[test]
    fn a_tower_of_marks_is_cut_and_counted() {
        let tower = format!("a{}b", "\u{301}".repeat(500));
        assert_eq!(
            line(&tower),
            format!("a{}⟦+492 marks⟧b", "\u{301}".repeat(8))
        );
        assert_eq!(line("\u{301}x"), "◌\u{301}x");
    }

    #[test]
    fn only_clean_web_addresses_become_hyperlinks() {
        assert_eq!(
            http_url(" HTTPS://example.org/a?b#c "),
            Some("https://example.org/a?b#c".into())
        );
        for refused in [
            "javascript:alert(1)",
            "ftp://example.org",
            "https://",
            "https:///path",
            "https://a b",
            "https://exämple.org",
            "https://a\u{1b}]8;;",
            "https://a\u{7}",
            "file:///etc/passwd",
            "./adr.md",
        ] {
            assert_eq!(http_url(refused), None, "{refused}");
        }
        assert_eq!(http_url(&format!("https://a/{}", "x".repeat(3_000))), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]
        #[test]
        fn no_control_character_ever_leaves(text in "(?s:.|[\u{0}-\u{9f}\u{200b}-\u{206f}\u{300}-\u{310}]){0,60}") {
            let hides = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{200b}');
            prop_assert!(!line(&text).contains(hides));
            prop_assert!(!block(&text).replace('\n', "").contains(hides));
            prop_assert_eq!(line(&line(&text)).into_owned(), line(&text).into_owned());
        }
    }
}
