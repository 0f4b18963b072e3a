//! A title as a part of a file name: lower-case ASCII letters and figures, everything else one joint.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The most characters of a slug.
const LONGEST: usize = 60;

/// Letters that no decomposition brings to ASCII, as their languages write them without the letter.
const LETTERS: [(char, &str); 12] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('Æ', "ae"),
    ('œ', "oe"),
    ('Œ', "oe"),
    ('ø', "o"),
    ('Ø', "o"),
    ('ł', "l"),
    ('Ł', "l"),
    ('đ', "d"),
    ('Đ', "d"),
    ('ı', "i"),
];

/// The slug of a title; `None` where it has no letter that could be written in ASCII.
pub(super) fn of(title: &str, joint: char) -> Option<String> {
    let mut slug = String::new();
    for c in title.nfkd().filter(|c| !is_combining_mark(*c)) {
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, ascii)) => slug.push_str(ascii),
            None if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            None if !slug.is_empty() && !slug.ends_with(joint) => slug.push(joint),
            None => {}
        }
    }
    let has_letter = slug.contains(|c: char| c.is_ascii_lowercase());
    has_letter.then(|| shortened(&slug, joint))
}

/// At most [`LONGEST`] characters, cut between words where there are several.
fn shortened(slug: &str, joint: char) -> String {
    let whole = slug.trim_end_matches(joint);
    let Some(cut) = whole.get(..LONGEST).filter(|_| whole.len() > LONGEST) else {
        return whole.to_owned();
    };
    let ends_with_word = whole.chars().nth(LONGEST) == Some(joint);
    let words = if ends_with_word {
        cut
    } else {
        cut.rsplit_once(joint).map_or(cut, |(words, _)| words)
    };
    words.trim_end_matches(joint).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_becomes_a_slug() {
        for (title, slug) in [
            ("Use PostgreSQL 16!", Some("use-postgresql-16")),
            ("Crème brûlée & Straße", Some("creme-brulee-strasse")),
            ("  --API: v2/v3 -- ", Some("api-v2-v3")),
            ("Don't ../../etc/passwd", Some("don-t-etc-passwd")),
            ("ﬁne Łódź", Some("fine-lodz")),
            ("使用数据库", None),
            ("2024", None),
        ] {
            assert_eq!(of(title, '-').as_deref(), slug, "{title}");
        }
        assert_eq!(of("Add validation", '_').as_deref(), Some("add_validation"));
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let long = of(&"word ".repeat(30), '-').unwrap();
        assert_eq!(long.len(), 59);
        assert!(long.ends_with("-word"));
        assert_eq!(of(&"x".repeat(200), '-').unwrap().len(), 60);
    }

    proptest! {
        #[test]
        fn a_slug_is_made_of_letters_figures_and_joints(title in any::<String>()) {
            if let Some(slug) = of(&title, '-') {
                prop_assert!((1..=LONGEST).contains(&slug.len()));
                prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
                prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            }
        }
    }
}
