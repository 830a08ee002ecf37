//! A theme's own file of words beside what templates and scripts say: a slip in it would be shown, or stay unseen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::words::{Entry, entries, places};
use crate::diag::Diagnostic;
use crate::text::one_of;

/// What the default theme says, which every key and place is held to.
const ENGLISH: &str = include_str!("../../themes/default/words/en.toml");

/// Tells of keys that nobody says and of places that nobody fills. `mentions` says whether a template or a script of the
/// theme has a text between quotes: those may say words of their own.
pub(super) fn check(
    path: &Arc<str>,
    text: &str,
    mentions: &dyn Fn(&str) -> bool,
) -> Result<(), Vec<Diagnostic>> {
    let known: BTreeMap<String, Entry> =
        entries(path, ENGLISH)?.into_iter().map(|entry| (entry.key.clone(), entry)).collect();
    let keys: Vec<&str> = known.keys().map(String::as_str).collect();
    let mut found = Vec::new();
    for entry in entries(path, text)? {
        match known.get(&entry.key) {
            Some(default) => of_known(path, &entry, default, &mut found),
            None if is_said(&entry.key, mentions) => {}
            None => found.push(
                Diagnostic::setup("unknown-key", path, format!("unknown key `{}`", entry.key))
                    .at(entry.span)
                    .why("no template and no script says it")
                    .near(&entry.key, &keys, || {
                        "remove it, or say it in a template; the keys are those of the default theme's words/en.toml"
                            .to_owned()
                    }),
            ),
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found) }
}

fn of_known(path: &Arc<str>, entry: &Entry, default: &Entry, found: &mut Vec<Diagnostic>) {
    let mut values: BTreeSet<&str> = default.texts.iter().flat_map(|text| places(&text.text)).collect();
    if default.counted {
        values.insert("n");
    } else if entry.counted && !values.contains("n") {
        let message = format!("`{}` has forms by number, and no number is given to it", entry.key);
        found.push(Diagnostic::setup("wrong-type", path, message).at(entry.span).help("write a single text"));
    }
    let names: Vec<&str> = values.iter().copied().collect();
    for text in &entry.texts {
        for name in places(&text.text).filter(|name| !values.contains(name)) {
            let message = format!("`{{{name}}}` is no value of `{}`", entry.key);
            found.push(
                Diagnostic::setup("unknown-place", path, message)
                    .at(text.span)
                    .why("nobody fills it: readers would see it as it stands")
                    .help(if names.is_empty() {
                        "this text has no values: remove it".to_owned()
                    } else {
                        one_of(name, &names)
                    }),
            );
        }
    }
}

/// Templates of the theme say the key, or put it together from its first part.
fn is_said(key: &str, mentions: &dyn Fn(&str) -> bool) -> bool {
    let heads = key.match_indices('.').map(|(at, _)| &key[..=at]);
    let of_script = key.strip_prefix("script.").is_some_and(mentions);
    mentions(key) || of_script || heads.filter(|head| *head != "script.").any(mentions)
}
