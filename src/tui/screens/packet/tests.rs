//! Stories about one packet.
