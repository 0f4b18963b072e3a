//! Words AND-ed over fuzzy-matcher. The only place that names it.
