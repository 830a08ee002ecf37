//! The rubric that comes with the program.

/// Path and text of the embedded rubric. A file of the same name in a book takes its place.
pub const EMBEDDED_RUBRIC: (&str, &str) =
    ("rubrics/production@1.toml", include_str!("../../rubrics/production@1.toml"));
