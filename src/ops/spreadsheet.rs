//! What rows that a spreadsheet program wrote have in common, whatever they hold: what stands between their cells, and on which
//! line each of them begins.

/// Counts lines on the way through a text. The reader's own count is one short after `\r\n`.
pub(super) struct Lines<'t> {
    bytes: &'t [u8],
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    /// Begins before the first line.
    pub(super) fn of_text(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line of the first byte at or after a row's position that ends no line; rows are asked for in their order.
    pub(super) fn of(&mut self, row: Option<&csv::Position>) -> usize {
        let byte = row.map_or(0, csv::Position::byte);
        let byte = usize::try_from(byte).unwrap_or_default();
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let rest = self.bytes.get(byte..).unwrap_or_default();
        let begins = byte + rest.iter().take_while(|byte| is_end(byte)).count();
        let passed = self.bytes.get(self.at..begins).unwrap_or_default();
        let next = self.bytes.get(self.at + 1..).unwrap_or_default();
        let next = next.iter().map(Some).chain([None]);
        // A carriage return alone ends a line too.
        let ends = |(byte, next): &(&u8, Option<&u8>)| match byte {
            b'\n' => true,
            b'\r' => *next != Some(&b'\n'),
            _ => false,
        };
        self.line += passed.iter().zip(next).filter(ends).count();
        self.at = begins;
        self.line
    }
}

/// What stands between the cells of the first line: most often a comma, in some countries a semicolon, sometimes a tab.
pub(super) fn separator(text: &str) -> u8 {
    let mut lines = text.split(['\r', '\n']);
    let first = lines.find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    let count = |byte: u8| first.bytes().filter(|found| *found == byte).count();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|byte| count(*byte))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_whatever_ends_their_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("a,b{end}{end}1,\"x{end}y\"{end}2,z{end}");
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.as_bytes());
            let mut lines = Lines::of_text(&text);
            let told: Vec<_> = reader
                .records()
                .map(|row| lines.of(row.unwrap().position()))
                .collect();
            assert_eq!(told, [1, 3, 5], "{end:?}");
        }
    }

    #[test]
    fn only_the_first_line_says_what_stands_between_cells() {
        assert_eq!(separator("\r\na;b\rx,y,z,w"), b';');
        assert_eq!(separator("a\tb\n"), b'\t');
        assert_eq!(separator("a"), b',');
    }
}
