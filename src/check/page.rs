//! A rule as a page of Markdown: for the terminal, for docs/rules and for the site.

use std::fmt::Write as _;

use super::catalogue;
use super::rule::{Example, Rule};
use super::rules::RULES;

/// The page of a rule; `None` where there is no such rule.
pub fn page(id: &str) -> Option<String> {
    let doc = catalogue().into_iter().find(|doc| doc.id == id)?;
    let mut out = format!(
        "# {}\n\n{}.\n\n**Why.** {}.\n\n**How to mend it.** {}.\n",
        doc.id,
        capital(doc.summary),
        capital(doc.why),
        capital(doc.help)
    );
    match RULES.iter().find(|rule| rule.id == id) {
        Some(rule) => of_rule(rule, &mut out),
        None => out
            .push_str("\nIt is always reported: nothing can be trusted that is not read as it was meant.\n"),
    }
    Some(out)
}

/// Writing to a text cannot fail.
fn of_rule(rule: &Rule, out: &mut String) {
    let _ = write!(
        out,
        "\n**Level.** `{}`; a book sets another in `book.toml`:\n\n```text\n[check.rules]\n",
        rule.level.word()
    );
    let numbers: Vec<String> =
        rule.numbers.iter().map(|(name, default)| format!(", {name} = {default}")).collect();
    let _ = writeln!(out, "{} = {{ level = \"{}\"{} }}\n```", rule.id, rule.level.word(), numbers.concat());
    if rule.dated {
        out.push_str(
            "\nIts outcome depends on the day: `check` reports it, but the pages of documents do not.\n",
        );
    }
    let _ =
        write!(out, "\n## Breaks it\n\n{}\n## Does not\n\n{}", fenced(&rule.failing), fenced(&rule.passing));
}

/// The document of an example, in a fence that nothing in it closes.
fn fenced(example: &Example) -> String {
    let mut out = String::new();
    for (path, text) in example.beside {
        let _ = write!(out, "Beside `{path}`:\n\n{}\n", block(text));
    }
    let _ = write!(out, "{}", block(&example.document()));
    out
}

fn block(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{}\n{fence}\n", text.trim_end())
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().collect::<String>() + rest.as_str()).unwrap_or_default()
}
