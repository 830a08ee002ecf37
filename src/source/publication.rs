//! Whether a document is meant to be published. What is meant has to be clear: one whose words about it cannot be understood
//! counts as a draft for internal use, since what was published once cannot be taken back.

use super::fields::{Fields, Sink};
use crate::diag::{Diagnostic, Kind};
use crate::model::Visibility;
use crate::text::slip_of;

/// What a document says about being published.
pub(super) struct Publication {
    /// It is being written.
    pub(super) draft: bool,
    /// Who may see it.
    pub(super) visibility: Visibility,
}

const KEYS: [&str; 2] = ["draft", "visibility"];

/// What people write in their place.
const MEANT: [&str; 6] = ["internal", "private", "hidden", "confidential", "unlisted", "published"];

const WHY: &str = "what was published once cannot be taken back: whether a document may be has to be clear";
const HELP: &str = "write `draft: true` while it is being written, `visibility: internal` to keep it out of the site, or leave the line out";

/// True for the keys that say whether a document is published, and for those that somebody means to say it with.
pub(crate) fn is_about_publication(key: &str) -> bool {
    let key = key.to_lowercase();
    KEYS.contains(&key.as_str()) || MEANT.contains(&key.as_str()) || slip_of(&key, KEYS).is_some()
}

/// Reads it. Where it cannot be understood, structural diagnostics say so, and it is a draft for internal use.
pub(super) fn publication(fields: &mut Fields<'_>, sink: &Sink) -> Publication {
    let mut said = Publication { draft: false, visibility: Visibility::Public };
    let is_clear = clearly(sink, || {
        for key in KEYS.into_iter().filter(|key| fields.place(key).is_some() && !fields.has(key)) {
            let place = fields.place(key).unwrap_or(fields.span());
            sink.push(sink.error("missing-field", place, format!("`{key}` is empty")).help(HELP));
        }
        said.draft = fields.boolean("draft", false);
        let choices = [("public", Visibility::Public), ("internal", Visibility::Internal)];
        if let Some(stated) = fields.choice("visibility", &choices) {
            said.visibility = stated.value;
        }
        refuse(fields, sink, HELP);
    });
    if is_clear { said } else { Publication { draft: true, visibility: Visibility::Internal } }
}

/// Refuses it in what is no document of its own; false, with structural diagnostics, where it is there.
pub(super) fn is_silent(fields: &mut Fields<'_>, sink: &Sink) -> bool {
    const ELSEWHERE: &str =
        "write it into each of its assessments: `visibility: internal` keeps one out of the site";
    clearly(sink, || refuse(fields, sink, ELSEWHERE))
}

/// Makes all that reading it finds structural; true where that is nothing.
fn clearly(sink: &Sink, read: impl FnOnce()) -> bool {
    let before = sink.count();
    read();
    let is_clear = sink.count() == before;
    sink.change_since(before, |found| Diagnostic { kind: Kind::Structural, ..found.why(WHY) });
    is_clear
}

fn refuse(fields: &mut Fields<'_>, sink: &Sink, help: &str) {
    for key in fields.take_others(is_about_publication) {
        let message = format!("unknown key `{}` in {}", key.value, fields.what());
        sink.push(sink.error("unknown-key", key.span, message).help(help));
    }
}
