//! `readybook rules`.

use comfy_table::{ContentArrangement, Table, presets};

use super::Outcome;
use super::report::{failed, to_stdout};
use crate::check::rules::RULES;
use crate::check::{FORM, catalogue, page};
use crate::text::nearest;

/// List the rules that `check` holds documents to, or explain one
#[derive(clap::Args)]
pub(super) struct Args {
    /// The rule to explain
    rule: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Outcome, Outcome> {
    let Some(id) = &args.rule else {
        return to_stdout(&list());
    };
    if let Some(text) = page(id) {
        return to_stdout(&text);
    }
    let all = catalogue();
    let ids = all.iter().map(|doc| doc.id);
    let near = nearest(id, ids).map(|near| format!("did you mean `{near}`?"));
    let help = near.unwrap_or_else(|| "`readybook rules` lists all of them".to_owned());
    Err(failed(format_args!("there is no rule `{id}`: {help}")))
}

fn list() -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["Rule", "Level", "What it reports"]);
    for doc in catalogue() {
        let level = match RULES.iter().find(|rule| rule.id == doc.id) {
            Some(rule) => rule.level.word(),
            None if FORM.iter().any(|form| form.id == doc.id) => "always",
            None => "",
        };
        table.add_row([doc.id, level, doc.summary]);
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((u16::from(at > 0), 1));
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n") + "\n\n`readybook rules RULE` explains one; [check.rules] of book.toml sets its level.\n"
}
