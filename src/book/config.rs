//! `book.toml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::gather::{self, Source, Versions};
use super::toml_tree;
use crate::diag::{Diagnostic, Severity};
use crate::model::Fact;
use crate::source::{Fields, LIMITS, Limits, Node, Sink, Value};

/// The valid configuration of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Title of the site.
    pub title: String,
    /// What the book is about, for the start page.
    pub description: Option<String>,
    /// Language tag of the interface, such as `en`.
    pub language: String,
    /// Folder that the site is built into, relative to the book.
    pub output: String,
    /// Name of the theme.
    pub theme: Fact<String>,
    /// Hosts from which images may be shown; images from others become links.
    pub image_hosts: Vec<String>,
    /// Rows of a list on one page; further ones go on further pages.
    pub rows_per_page: usize,
    /// Id of the rubric of assessments that ask for none.
    pub rubric: Fact<String>,
    /// The rubric of assessments that ask for none, by the tier of their project.
    pub rubric_of_tier: BTreeMap<String, Fact<String>>,
    /// Warnings count as errors.
    pub deny_warnings: bool,
    /// Settings of rules, by rule id.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Where the site is published, with a `/` at its end.
    pub base_url: Option<String>,
    /// The host name that GitHub Pages serves it under, for the file `CNAME`.
    pub domain: Option<String>,
    /// Which badges the site has.
    pub badges: Badges,
    /// Where a document can be edited: an address with `{path}` in it.
    pub edit_url: Option<String>,
    /// Where a file that is named as evidence can be read: an address with `{path}` in it, and perhaps `{project}` and
    /// `{commit}`.
    pub evidence_url: Option<String>,
    /// Versions of documents that are releases of their own, with where they are asked for.
    pub history: Option<Fact<Versions>>,
    /// Projects whose documents are kept elsewhere.
    pub sources: Vec<Source>,
    /// What documents, files and the site may come to at most.
    pub limits: Limits,
}

/// Which badges a site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badges {
    /// None.
    None,
    /// One for each project: verdict and score.
    Verdict,
    /// One for each category of each project too.
    Categories,
}

const BADGES: [(&str, Badges); 3] =
    [("none", Badges::None), ("verdict", Badges::Verdict), ("categories", Badges::Categories)];

/// How a rule is set in a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetting {
    /// Where the rule is named.
    pub name: Fact<String>,
    /// Its level; the rule's own where none is given.
    pub level: Option<RuleLevel>,
    /// Its numbers, such as `max-age-days`, each with where its name stands.
    pub numbers: BTreeMap<String, Fact<u32>>,
}

/// What a broken rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    /// Nothing.
    Allow,
    /// A warning.
    Warn,
    /// An error.
    Deny,
}

impl RuleLevel {
    /// The severity of what it reports; `None` reports nothing.
    pub fn severity(self) -> Option<Severity> {
        match self {
            RuleLevel::Allow => None,
            RuleLevel::Warn => Some(Severity::Warning),
            RuleLevel::Deny => Some(Severity::Error),
        }
    }

    /// Its word in book.toml.
    pub fn word(self) -> &'static str {
        match self {
            RuleLevel::Allow => "allow",
            RuleLevel::Warn => "warn",
            RuleLevel::Deny => "deny",
        }
    }
}

const LEVELS: [(&str, RuleLevel); 3] =
    [("allow", RuleLevel::Allow), ("warn", RuleLevel::Warn), ("deny", RuleLevel::Deny)];

impl Default for Config {
    fn default() -> Self {
        Config {
            title: "Readiness".to_owned(),
            description: None,
            language: "en".to_owned(),
            output: "output".to_owned(),
            theme: Fact::new("default".to_owned(), crate::diag::Span::default()),
            image_hosts: Vec::new(),
            rows_per_page: 1000,
            rubric: Fact::new("production".to_owned(), crate::diag::Span::default()),
            rubric_of_tier: BTreeMap::new(),
            deny_warnings: false,
            rules: BTreeMap::new(),
            base_url: None,
            domain: None,
            badges: Badges::Verdict,
            edit_url: None,
            evidence_url: None,
            history: None,
            sources: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// Reads `book.toml`. Every mistake is reported; what could be read is in the configuration.
pub fn parse_config(path: &Arc<str>, text: &str) -> (Config, Vec<Diagnostic>) {
    let mut config = Config::default();
    let sink = Sink::setup(path);
    let node = match toml_tree::parse(path, text) {
        Ok(node) => node,
        Err(diagnostic) => return (config, vec![*diagnostic]),
    };
    let Some(mut fields) = Fields::new(node, "book.toml", &sink) else {
        return (config, sink.into_diagnostics());
    };
    if let Some(mut book) = fields.map("book", "[book]") {
        set(&mut config.title, book.text("title"));
        config.description = book.text("description").map(|fact| fact.value);
        set(&mut config.language, book.text("language"));
        book.finish();
    }
    if let Some(mut build) = fields.map("build", "[build]") {
        set(&mut config.output, build.text("output"));
        if let Some(theme) = build.text("theme") {
            config.theme = theme;
        }
        config.image_hosts = build.texts("image-hosts").into_iter().map(|fact| fact.value).collect();
        if let Some(rows) = build.text("rows-per-page").and_then(|rows| rows_per_page(&rows, &sink)) {
            config.rows_per_page = rows;
        }
        build.finish();
    }
    if let Some(mut rubric) = fields.map("rubric", "[rubric]") {
        if let Some(default) = rubric.text("default") {
            config.rubric = default;
        }
        let tiers = rubric.texts_by_name("tiers", "`tiers`");
        config.rubric_of_tier = tiers.into_iter().map(|(tier, name)| (tier.value, name)).collect();
        rubric.finish();
    }
    if let Some(mut check) = fields.map("check", "[check]") {
        config.deny_warnings = check.boolean("deny-warnings", false);
        if let Some(mut rules) = check.map("rules", "[check.rules]") {
            config.rules =
                rules.rest().into_iter().filter_map(|(name, node)| rule(name, node, &sink)).collect();
        }
        check.finish();
    }
    if let Some(mut publish) = fields.map("publish", "[publish]") {
        config.base_url = publish.text("base-url").and_then(|url| base_url(&url, &sink));
        config.domain = publish.text("domain").and_then(|domain| host_name(&domain, &sink));
        if let Some(word) = publish.text("badges") {
            match BADGES.iter().find(|(known, _)| *known == word.value) {
                Some((_, badges)) => config.badges = *badges,
                None => sink.push(
                    sink.error("unknown-value", word.span, format!("`{}` is no kind of badges", word.value))
                        .one_of(&word.value, &BADGES.map(|(known, _)| known)),
                ),
            }
        }
        let address = |key, url: Fact<String>| address_of_path(key, &url, &sink);
        config.edit_url = publish.text("edit-url").and_then(|url| address(&EDIT_URL, url));
        config.evidence_url = publish.text("evidence-url").and_then(|url| address(&EVIDENCE_URL, url));
        publish.finish();
    }
    if let Some(limits) = fields.map("limits", "[limits]") {
        config.limits = self::limits(limits, &sink);
    }
    config.history = fields.map("history", "[history]").and_then(|history| gather::history(history, &sink));
    config.sources = gather::sources(fields.list("source"), &sink);
    fields.finish();
    (config, sink.into_diagnostics())
}

fn set(target: &mut String, fact: Option<Fact<String>>) {
    if let Some(fact) = fact {
        *target = fact.value;
    }
}

/// `[limits]`: what is wrong keeps its default.
fn limits(mut fields: Fields<'_>, sink: &Sink) -> Limits {
    let mut limits = Limits::default();
    for named in &LIMITS {
        let Some(value) = fields.text(named.key) else { continue };
        match named.read(&value.value) {
            Some(number) => limits = limits.with(named.limit, number),
            None => sink.push(
                sink.error(
                    "out-of-range",
                    value.span,
                    format!("`{}` cannot be `{}`", named.key, value.value),
                )
                .why(format!("it bounds the {}", named.of))
                .help(named.form()),
            ),
        }
    }
    fields.finish();
    limits
}

fn rows_per_page(rows: &Fact<String>, sink: &Sink) -> Option<usize> {
    let number = rows.value.parse::<usize>().ok().filter(|rows| *rows > 0);
    if number.is_none() {
        let message = format!("`rows-per-page` has to be a whole number from 1, not `{}`", rows.value);
        sink.push(
            sink.error("wrong-type", rows.span, message)
                .why("lists that are longer go on further pages")
                .help("write it in digits, such as 1000"),
        );
    }
    number
}

/// A key for an address with `{path}` in it: what the path is of, and an example.
struct OfPath {
    key: &'static str,
    of: &'static str,
    /// What may stand in it in braces.
    places: &'static [&'static str],
    example: &'static str,
}

const EDIT_URL: OfPath = OfPath {
    key: "edit-url",
    of: "the document, so that each page leads to its own",
    places: &["path"],
    example: "https://example.org/team/book/edit/main/{path}",
};

const EVIDENCE_URL: OfPath = OfPath {
    key: "evidence-url",
    of: "the file that is named as evidence",
    places: &["path", "project", "commit"],
    example: "https://example.org/team/{project}/blob/{commit}/{path}",
};

fn address_of_path(key: &OfPath, url: &Fact<String>, sink: &Sink) -> Option<String> {
    let OfPath { key, of, places, example } = key;
    let web = url.value.starts_with("https://") || url.value.starts_with("http://");
    let braces = url.value.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    if let Some(unknown) = braces.into_iter().find(|place| !places.contains(place)) {
        let message = format!("`{key}` has no place `{{{unknown}}}`");
        sink.push(
            sink.error("unknown-place", url.span, message)
                .why("it would stand in every address as it is written")
                .one_of(unknown, places),
        );
        return None;
    }
    if web && url.value.contains("{path}") && !url.value.contains(char::is_whitespace) {
        return Some(url.value.clone());
    }
    let message = format!("`{key}` is no web address with `{{path}}` in it: `{}`", url.value);
    sink.push(
        sink.error("invalid-address", url.span, message)
            .why(format!("`{{path}}` becomes the path of {of}"))
            .help(format!("write, for example, \"{example}\"")),
    );
    None
}

/// A web address of a site, with a `/` at its end; `None` where it is none.
pub fn site_address(text: &str) -> Option<String> {
    let address = text.strip_prefix("https://").or(text.strip_prefix("http://"))?;
    let plain =
        !address.is_empty() && !address.starts_with('/') && !address.contains(['?', '#', ' ', '"', '<', '>']);
    plain.then(|| if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

fn base_url(url: &Fact<String>, sink: &Sink) -> Option<String> {
    let address = site_address(&url.value);
    if address.is_none() {
        sink.push(
            sink.error("invalid-address", url.span, format!("`base-url` is no web address: `{}`", url.value))
                .help("write it with its scheme, such as \"https://example.org/readiness/\""),
        );
    }
    address
}

fn host_name(name: &Fact<String>, sink: &Sink) -> Option<String> {
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    if name.value.len() > 253 || !name.value.contains('.') || !name.value.split('.').all(part) {
        sink.push(
            sink.error("invalid-address", name.span, format!("`domain` is no host name: `{}`", name.value))
                .help("write the host alone, such as \"readiness.example.org\""),
        );
        return None;
    }
    Some(name.value.to_ascii_lowercase())
}

fn rule(name: Fact<String>, node: Node, sink: &Sink) -> Option<(String, RuleSetting)> {
    let mut setting = RuleSetting { name: name.clone(), level: None, numbers: BTreeMap::new() };
    match node.value {
        Value::Scalar(word) => setting.level = level(&Fact::new(word, node.span), sink),
        _ => {
            for (key, value) in Fields::new(node, "a rule's setting", sink)?.rest() {
                let Value::Scalar(text) = value.value else {
                    let message = format!("`{}` has to be a single value", key.value);
                    sink.push(
                        sink.error("wrong-type", value.span, message).help("write a level or a whole number"),
                    );
                    continue;
                };
                let fact = Fact::new(text, value.span);
                if key.value == "level" {
                    setting.level = level(&fact, sink);
                } else if let Ok(number) = fact.value.parse::<u32>() {
                    setting.numbers.insert(key.value.clone(), Fact::new(number, key.span));
                } else if fact.value.bytes().all(|byte| byte.is_ascii_digit()) {
                    let message = format!("`{}` is too large: `{}`", key.value, fact.value);
                    let help = format!("write {} at most; to switch a rule off, write `allow`", u32::MAX);
                    sink.push(sink.error("wrong-type", fact.span, message).help(help));
                } else {
                    let message =
                        format!("`{}` has to be a whole number from 0, not `{}`", key.value, fact.value);
                    sink.push(
                        sink.error("wrong-type", fact.span, message).help("write it in digits, such as 180"),
                    );
                }
            }
        }
    }
    Some((name.value, setting))
}

fn level(fact: &Fact<String>, sink: &Sink) -> Option<RuleLevel> {
    let found = LEVELS.iter().find(|(word, _)| *word == fact.value).map(|(_, level)| *level);
    if found.is_none() {
        sink.push(
            sink.error("unknown-value", fact.span, format!("`{}` is no level of a rule", fact.value))
                .one_of(&fact.value, &LEVELS.map(|(word, _)| word)),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules_of(text: &str) -> Vec<String> {
        let (_, found) = parse_config(&"book.toml".into(), text);
        assert!(found.iter().all(Diagnostic::stops_build));
        found
            .iter()
            .map(|d| format!("{}: {} ({})", d.rule, d.message, d.help.as_deref().unwrap_or("-")))
            .collect()
    }

    #[test]
    fn a_full_book_is_read() {
        let text = "[book]\ntitle = \"T\"\n[build]\noutput = \"site\"\nrows-per-page = 7\n[check]\ndeny-warnings = true\n\
                    [check.rules]\nstale-assessment = { level = \"warn\", max-age-days = 30 }\nfuture-date = \"allow\"\n\
                    [publish]\nbase-url = \"https://example.org/r\"\n\
                    edit-url = \"https://example.org/edit/{path}\"\n";
        let (config, found) = parse_config(&"book.toml".into(), text);
        assert_eq!(found, []);
        assert_eq!(
            (config.title.as_str(), config.output.as_str(), config.deny_warnings),
            ("T", "site", true)
        );
        assert_eq!(config.base_url.as_deref(), Some("https://example.org/r/"));
        assert_eq!(config.edit_url.as_deref(), Some("https://example.org/edit/{path}"));
        assert_eq!(config.rows_per_page, 7);
        assert_eq!(config.rules["future-date"].level, Some(RuleLevel::Allow));
        assert_eq!(config.rules["stale-assessment"].numbers["max-age-days"].value, 30);
    }

    #[test]
    fn every_mistake_is_named_with_its_remedy() {
        let text = "[bok]\n[book]\ntitel = \"T\"\n[build]\nrows-per-page = 0\n[check]\ndeny-warnings = \"yes\"\n[check.rules]\na = \"forbid\"\n\
                    [publish]\nbase-url = \"example.org\"\nedit-url = \"https://example.org/edit\"\ndomain = \"https://x.org/\"\nbadges = \"verdicts\"\n";
        insta::assert_debug_snapshot!(rules_of(text));
        insta::assert_debug_snapshot!(rules_of("[book]\ntitle = T\n"));
    }
}
