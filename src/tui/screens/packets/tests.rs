//! Stories about the list of packets.
