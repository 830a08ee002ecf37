//! `theme.toml` of a theme: the version of what templates are given that its templates are written for.

use std::sync::Arc;

use crate::book::parse_toml;
use crate::diag::Diagnostic;
use crate::source::Value;

/// Version of what templates are given: docs/themes.md. It grows when something is taken away or means something else; what
/// is added needs no other version.
pub const CONTEXT_VERSION: u32 = 1;

/// The file that says it.
pub(super) const FILE: &str = "theme.toml";

/// What is wrong with the file of a theme.
pub(super) fn check(path: &Arc<str>, text: &str) -> Vec<Diagnostic> {
    let node = match parse_toml(path, text) {
        Ok(node) => node,
        Err(diagnostic) => return vec![*diagnostic],
    };
    let Value::Map(entries) = node.value else { return Vec::new() };
    let wrong = |(key, node): &(crate::model::Fact<String>, crate::source::Node)| {
        match &node.value {
        _ if key.value != "context" => Some(
            Diagnostic::setup("unknown-key", path, format!("unknown key `{}`", key.value))
                .at(key.span)
                .help("only `context` is known here"),
        ),
        Value::Scalar(text) if *text == CONTEXT_VERSION.to_string() => None,
        Value::Scalar(text) => Some(
            Diagnostic::setup(
                "theme-version",
                path,
                format!("this theme is written for version {text} of what templates are given, and this program gives version {CONTEXT_VERSION}"),
            )
            .at(node.span)
            .why("its templates would ask for what is not there, or show what means something else now")
            .help(format!("hold the theme's templates to docs/themes.md, and say `context = {CONTEXT_VERSION}`")),
        ),
        other => Some(
            Diagnostic::setup("wrong-type", path, format!("`context` is {}, not a number", other.noun()))
                .at(node.span)
                .help(format!("write `context = {CONTEXT_VERSION}`")),
        ),
    }
    };
    entries.iter().filter_map(wrong).collect()
}
