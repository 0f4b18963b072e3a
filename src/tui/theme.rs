//! Tones to styles. The only place that names a colour. Themes are files of meanings, the shipped ones and a user's by the same
//! rules; what a file does not say stays as in the dark theme.

mod file;

use std::sync::Arc;

use ratatui::style::Style;

use crate::{domain::tone::Tone, tui::warning::Warning};

const DARK: &str = include_str!("../../assets/themes/dark.toml");

/// The shipped themes: name and file.
const SHIPPED: [(&str, &str); 4] = [
    ("dark", DARK),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
    (
        "high-contrast",
        include_str!("../../assets/themes/high-contrast.toml"),
    ),
];

/// The look of every tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; Tone::ALL.len()],
}

/// A theme that can be chosen.
#[derive(Debug, Clone)]
pub struct Named {
    /// What the palette and the settings call it.
    pub name: String,
    /// Its look.
    pub theme: Arc<Theme>,
}

/// The themes that come with the program.
pub fn shipped() -> Vec<Named> {
    SHIPPED
        .iter()
        .map(|(name, text)| Named {
            name: (*name).to_owned(),
            theme: Arc::new(Theme::read(name, text).0),
        })
        .collect()
}

impl Default for Theme {
    fn default() -> Self {
        Self::read("dark", DARK).0
    }
}

impl Theme {
    /// Reads a theme file; `name` is how warnings call it.
    pub fn read(name: &str, text: &str) -> (Self, Vec<Warning>) {
        let base = if text == DARK {
            Self {
                styles: [Style::new(); Tone::ALL.len()],
            }
        } else {
            Self::default()
        };
        file::read(base, name, text)
    }

    /// Attributes only, no colour: what `NO_COLOR` asks for.
    pub fn mono() -> Self {
        let mono = SHIPPED.iter().find(|(name, _)| *name == "mono");
        mono.map_or_else(Self::default, |(name, text)| Self::read(name, text).0)
    }

    /// The style of a tone.
    pub fn style(&self, tone: Tone) -> Style {
        self.styles.get(tone as usize).copied().unwrap_or_default()
    }

    fn set(&mut self, tone: Tone, style: Style) {
        if let Some(place) = self.styles.get_mut(tone as usize) {
            *place = style;
        }
    }

    /// A theme whose cells tell which tone drew them, for tests about emphasis.
    #[cfg(test)]
    pub fn telling() -> Self {
        use ratatui::style::{Color, Modifier};
        let mut theme = Self::default();
        for tone in Tone::ALL {
            let style = match tone {
                Tone::Plain => Style::new(),
                Tone::Cursor => Style::new().add_modifier(Modifier::REVERSED),
                Tone::Match => Style::new().add_modifier(Modifier::UNDERLINED),
                _ => Style::new().fg(Color::Indexed(tone as u8)),
            };
            theme.set(tone, style);
        }
        theme
    }

    /// Which tone a cell of the telling theme was drawn with.
    #[cfg(test)]
    pub fn told(style: Style) -> Tone {
        use ratatui::style::{Color, Modifier};
        if style.add_modifier.contains(Modifier::REVERSED) {
            return Tone::Cursor;
        }
        if style.add_modifier.contains(Modifier::UNDERLINED) {
            return Tone::Match;
        }
        match style.fg {
            Some(Color::Indexed(number)) => Tone::ALL[usize::from(number)],
            _ => Tone::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier};

    use super::*;

    #[test]
    fn the_shipped_themes_say_every_tone_without_a_warning() {
        for (name, text) in SHIPPED {
            let (_, warnings) = Theme::read(name, text);
            assert_eq!(warnings, [], "{name}");
            assert_eq!(file::missing(text), Vec::<Tone>::new(), "{name}");
        }
    }

    #[test]
    fn no_text_is_black_or_white_and_nothing_is_yellow_on_light() {
        for named in shipped() {
            for tone in Tone::ALL {
                let style = named.theme.style(tone);
                assert_eq!(style.bg, None, "{} {tone:?}", named.name);
                assert!(
                    !matches!(style.fg, Some(Color::Black | Color::White | Color::Gray)),
                    "{} {tone:?}",
                    named.name
                );
                if named.name == "light" {
                    assert!(!matches!(style.fg, Some(Color::Yellow | Color::Cyan)));
                }
            }
            let cursor = named.theme.style(Tone::Cursor);
            assert!(cursor.add_modifier.contains(Modifier::REVERSED));
            assert_eq!(cursor.fg, None, "the selection takes the colours it finds");
        }
    }

    #[test]
    fn mono_has_no_colour_at_all() {
        let mono = Theme::mono();
        assert!(Tone::ALL.iter().all(|tone| mono.style(*tone).fg.is_none()));
    }

    #[test]
    fn what_a_file_leaves_out_stays_and_what_is_wrong_is_reported() {
        let text = "[tones]\nlink = { fg = \"#0a7\", blink = true }\ngood = { fg = \"verdant\" }\n\
                    ugly = {}\n[code]\nstring = { fg = \"light-blue\" }\n[glyphs]\nx = \"y\"\n";
        let (theme, warnings) = Theme::read("mine.toml", text);
        let warnings: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(warnings.join("\n"), @r"
        mine.toml:2: there is no attribute `blink`; there are fg, bg, bold, dim, italic, underline, reverse and struck
        mine.toml:2: `#0a7` is not a colour; write a name such as `cyan` or `bright-blue`, 0 to 255, or `#rrggbb`
        mine.toml:3: `verdant` is not a colour; write a name such as `cyan` or `bright-blue`, 0 to 255, or `#rrggbb`
        mine.toml:4: there is no tone `ugly`
        mine.toml:7: there is no table `glyphs`; there are `tones` and `code`
        ");
        assert_eq!(theme.style(Tone::Good), Theme::default().style(Tone::Good));
        assert_eq!(theme.style(Tone::CodeString).fg, Some(Color::LightBlue));
    }

    #[test]
    fn a_file_that_is_no_toml_is_the_dark_theme_and_a_warning() {
        let (theme, warnings) = Theme::read("mine.toml", "[tones\n");
        assert_eq!(theme, Theme::default());
        assert_eq!(warnings.len(), 1);
    }
}
