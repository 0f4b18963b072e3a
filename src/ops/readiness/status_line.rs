//! One line of Markdown for a ticket: how a system stands, in words that mean nothing to Markdown.

use crate::{
    domain::{digest::Digest, readiness::Readiness, score::percent, text::counted},
    ops::systems::SystemLine,
};

/// The line of a system.
pub(super) fn of(line: &SystemLine, computed: &Readiness, digest: Digest) -> String {
    let mut parts = vec![format!(
        "**{}** {} on {}",
        computed.verdict,
        line.tier
            .map_or("without a tier".to_owned(), |tier| format!("at {tier}")),
        computed.as_of
    )];
    if let Some(issued) = &line.issued {
        let (verdict, until) = (issued.verdict, issued.valid_until);
        let stale = if issued.is_stale { ", stale" } else { "" };
        let laxer = if issued.overridden_until.is_some() {
            " as an override"
        } else {
            ""
        };
        parts.push(format!("issued {verdict}{laxer} until {until}{stale}"));
    }
    parts.extend(evidenced(computed));
    if let Some(first) = computed.reasons.first() {
        let others = computed.reasons.len() as u64 - 1;
        let more = match others {
            0 => String::new(),
            others => format!(" and {}", counted(others, "other reason", "other reasons")),
        };
        parts.push(format!("{}{more}", escaped(&first.text)));
    }
    let (label, name) = (escaped(&line.label), escaped(&line.name));
    let digest = digest.short();
    format!("{label} {name}: {} · `{digest}`", parts.join(" · "))
}

fn evidenced(computed: &Readiness) -> Option<String> {
    let numbers = &computed.numbers;
    let shown = percent(numbers.evidenced_bp?, numbers.answered == numbers.items);
    let items = counted(numbers.items.into(), "item", "items");
    Some(format!("{shown} % evidenced of {items}"))
}

/// A text that stays on its line and in which nothing means anything to Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '!' | '~' | '&' | '@' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_draw_a_table_or_a_link() {
        assert_eq!(
            escaped("a|b [x](y) <b>\n*c*"),
            "a\\|b \\[x\\](y) \\<b\\> \\*c\\*"
        );
    }
}
