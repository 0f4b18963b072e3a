//! The workbench on a terminal. Knows no store and no command line.
