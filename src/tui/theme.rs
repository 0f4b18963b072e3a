//! Tones to styles. The only place that names a colour.

use ratatui::style::{Modifier, Style};

use crate::domain::tone::Tone;

/// The look of every tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; Tone::ALL.len()],
}

impl Theme {
    /// Attributes only, no colour: what `NO_COLOR` asks for.
    pub fn mono() -> Self {
        let plain = Style::new();
        let mut theme = Self {
            styles: [plain; Tone::ALL.len()],
        };
        for tone in Tone::ALL {
            let style = match tone {
                Tone::Muted | Tone::Border | Tone::Quote | Tone::CodeComment => {
                    plain.add_modifier(Modifier::DIM)
                }
                Tone::Heading
                | Tone::Strong
                | Tone::Danger
                | Tone::Key
                | Tone::BorderFocused
                | Tone::Accent => plain.add_modifier(Modifier::BOLD),
                Tone::Emphasis => plain.add_modifier(Modifier::ITALIC),
                Tone::Struck => plain.add_modifier(Modifier::CROSSED_OUT),
                Tone::Link => plain.add_modifier(Modifier::UNDERLINED),
                Tone::Match => plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
                Tone::Cursor => plain.add_modifier(Modifier::REVERSED),
                _ => plain,
            };
            theme.styles[tone as usize] = style;
        }
        theme
    }

    /// The style of a tone.
    pub fn style(&self, tone: Tone) -> Style {
        self.styles.get(tone as usize).copied().unwrap_or_default()
    }
}
