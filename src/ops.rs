//! Every use case, once. Knows nothing of how it is shown.
