//! Addresses written out in prose. Some readers make a link of them, and take every sign up to the next space into it, so that
//! what begins right behind an address is no code and no link for them, but whatever stands in it.

/// Goes through a text once and knows at each place whether an address is being written there.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    at: usize,
    is_open: bool,
}

impl Addresses {
    /// Whether the word before a place holds an address. Places are asked for in order.
    pub(super) fn run_into(&mut self, text: &str, place: usize) -> bool {
        let bytes = text.as_bytes();
        while let Some(byte) = bytes.get(self.at).filter(|_| self.at < place) {
            if byte.is_ascii_whitespace() || *byte == b'<' {
                self.is_open = false;
            } else if begins(bytes.get(self.at..).unwrap_or_default()) {
                self.is_open = true;
            }
            self.at += 1;
        }
        self.is_open
    }
}

fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(b"://")
        || bytes
            .get(..4)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"www."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_goes_on_to_the_next_space() {
        let text = "see http://a.b/`c` d`e` WWW.x*`f`";
        let mut addresses = Addresses::default();
        let places = text.match_indices('`').map(|(at, _)| at);
        let found: Vec<_> = places.map(|at| addresses.run_into(text, at)).collect();
        assert_eq!(found, [true, true, false, false, true, true]);
    }
}
