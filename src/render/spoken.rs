//! Words that a template says in the same way on every page, put into its text before it is compiled. Looking them up
//! again and again would take as long as all else that a page says.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::Words;
use crate::text::html_attribute;

/// A whole expression that says a word by its key, with values that are plain names if any: `of.earned.points`.
static SAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"\{\{ say\(key="([^"]*)"((?:, [a-z]+=[a-z_]+(?:\.[a-z_]+)*)*)\) \}\}"#).ok()
});

/// The template with its fixed words in it. Lines stay lines, columns move.
pub(super) fn spoken<'t>(template: &'t str, words: &Words) -> Cow<'t, str> {
    let Some(says) = &*SAYS else { return Cow::Borrowed(template) };
    says.replace_all(template, |found: &Captures<'_>| {
        in_place(words, &found[1], &found[2]).unwrap_or_else(|| found[0].to_owned())
    })
}

/// What stands in a template for the word; `None` where only asking for it gives the same.
fn in_place(words: &Words, key: &str, given: &str) -> Option<String> {
    let text = words.fixed(key)?;
    // A template trims what is at the edges of its own text, which values and words are not.
    if text.is_empty() || text.trim() != text || text.contains('\n') {
        return None;
    }
    let given: Vec<(&str, &str)> = given.split(", ").filter_map(|one| one.split_once('=')).collect();
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        let (_, value) = given.iter().find(|(own, _)| *own == name)?;
        out.push_str(&html_attribute(before));
        out.extend(["{{ ", value, " | isolated }}"]);
        rest = after;
    }
    out.push_str(&html_attribute(rest));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "plain = \"Save & <close>\"\nedge = \" by\"\nbrace = \"a {% b\"\n\
        filled = \"{done} of {all}, “{done}”\"\nnothing = \"\"\n[counted]\none = \"one\"\nother = \"{n}\"\n";

    #[test]
    fn fixed_words_stand_in_the_template_and_all_others_are_asked_for() {
        let words = Words::parse(&"words/en.toml".into(), WORDS).unwrap();
        let all = [
            (r#"<p>{{ say(key="plain") }}</p>"#, "<p>Save &amp; &lt;close&gt;</p>"),
            (
                r#"{{ say(key="filled", done=c.done, all=n) }}"#,
                "{{ c.done | isolated }} of {{ n | isolated }}, “{{ c.done | isolated }}”",
            ),
        ];
        for (template, expected) in all {
            assert_eq!(spoken(template, &words), expected);
        }
        let asked = [
            "edge\")",
            "brace\")",
            "nothing\")",
            "counted\", n=n)",
            "unknown\")",
            "plain\" ~ x)",
            "filled\", done=c.done)",
            "filled\", done=c.done, all=c.all | length)",
        ];
        for rest in asked {
            let template = format!("{{{{ say(key=\"{rest} }}}}");
            assert_eq!(spoken(&template, &words), template);
        }
    }
}
