//! The command line: arguments in, text or JSON out. Knows no store and no screen.
