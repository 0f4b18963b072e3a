//! The user's settings and the paths of the platform.
