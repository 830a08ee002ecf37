//! The project's name: a line that names it, else what the title says beside the words of every title, else what the
//! first sentences name, else the name of its repository.

mod prose;
mod shapes;
mod titles;
mod words;

use crate::import::blocks::Kind;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Lexicon, Topic, is_dense};
use crate::import::model::Found;
use crate::import::report::Report;
use titles::{is_foreign, named_in, whole_name};
use words::{is_generic, is_number, trim_words};

/// Reads the name.
pub fn read(report: &Report<'_>) -> Option<Found<String>> {
    let labelled = labelled(report);
    described(report, labelled.as_ref())
        .or(labelled)
        .or_else(|| held(report))
        .or_else(|| of_title(report))
        .or_else(|| subtitle(report))
        .or_else(|| scope(report))
        .or_else(|| before_version(report))
        .or_else(|| prose::read(report))
        .or_else(|| prose::concluded(report))
        .or_else(|| shapes::read(report))
        .or_else(|| prose::recurring(report))
        .or_else(|| repository(report))
}

fn labelled(report: &Report<'_>) -> Option<Found<String>> {
    let mut fields = report.fields.iter().filter(|field| {
        let in_fence =
            matches!(report.blocks.get(field.block).map(|block| &block.kind), Some(Kind::Fence(_)));
        // `Product under review`
        let looked_at = || report.lexicon.covers(&field.label, &[Topic::Project, Topic::UnderReview]);
        let names = report.lexicon.is(&field.label, Topic::Project)
            || field.topics.has(Topic::Project) && looked_at();
        field.in_head && !in_fence && names
    });
    fields.find_map(|field| {
        let value = field.value.split(" (").next().unwrap_or_default();
        let value = [" — ", " – ", " - ", ", "]
            .iter()
            .fold(value, |value, mark| value.split(mark).next().unwrap_or(value));
        let value = undecorated(value);
        // `System: Harbour Gate v1.2`
        let named = before_number(value);
        let name = named.as_deref().unwrap_or(value).trim_matches(['`', '"', '“', '”']).to_owned();
        // `project: string;` is code.
        let foreign = name.contains("://") || name.ends_with(';');
        let fits = name.chars().any(char::is_alphabetic) && name.chars().count() <= 60 && !foreign;
        (fits && !is_generic(&name, report.lexicon)).then(|| Found::new(name, field.line, 0.95))
    })
}

fn of_title(report: &Report<'_>) -> Option<Found<String>> {
    let at = title(report)?;
    let text = Some(&report.blocks[at].text).filter(|text| !is_foreign(text, report.lexicon))?;
    let name = named_in(text, report.lexicon)?;
    Some(Found::new(name, report.line(at), 0.75))
}

/// The title's name where the label only says of what kind it is: `Platform: Ferry Booking Application`.
fn described(report: &Report<'_>, labelled: Option<&Found<String>>) -> Option<Found<String>> {
    let words: Vec<&str> = labelled?.value.split_whitespace().collect();
    let is_kind = words.len() > 2 && words.last().is_some_and(|last| report.lexicon.is(last, Topic::Kind));
    let other = |title: &Found<String>| title.value.split(' ').all(|word| !words.contains(&word));
    of_title(report).filter(|title| is_kind && other(title))
}

/// The first heading of the first level that says anything: banners are drawn with rows of signs.
fn title(report: &Report<'_>) -> Option<usize> {
    let says = |text: &str| text.contains(char::is_alphabetic);
    report.blocks.iter().position(|block| block.level() == Some(1) && says(&block.text))
}

/// A heading directly below the title, before anything is said.
fn subtitle(report: &Report<'_>) -> Option<Found<String>> {
    let title = title(report)?;
    let (at, below) = (title + 1, report.blocks.get(title + 1)?);
    let bold = below.kind == Kind::Line && !below.lead.is_empty() && below.lead == below.text;
    let is_section = below.text.starts_with(|c: char| c.is_ascii_digit())
        || below.text.contains([':', '\u{FF1A}'])
        || icons::any_status(&below.text).is_some();
    let heads = bold || below.level().is_some_and(|level| level <= 3);
    if !heads || is_section {
        return None;
    }
    // A section of its own has prose, a list or parts below it; a subtitle has metadata, a rule or the next heading.
    let follows = report.blocks.get(at + 1).map(|block| &block.kind);
    let ends = match follows {
        None | Some(Kind::Break) => true,
        Some(Kind::Heading(level)) => {
            let words = undecorated(&below.text).split_whitespace();
            let is_kind = words.last().is_some_and(|last| report.lexicon.is(last, Topic::Kind));
            // The first section of all is a summary.
            let first = report.topics[at + 1].any(&[Topic::Summary, Topic::Conclusion, Topic::Scope]);
            is_kind || first || below.level().is_none_or(|own| own == 1 || *level <= own)
        }
        Some(_) => false,
    };
    let has_fields = report.fields.iter().any(|field| field.block == at + 1);
    let is_subtitle = bold || ends || has_fields;
    // `Advanced Tide Booking System` below `Readiness report`
    let reports = report.topics[title].has(Topic::Subject);
    let named = || {
        let name = named_in(&below.text, report.lexicon)?;
        let of_kind = report.lexicon.last_word_is(&name, Topic::Kind) && reports;
        let whole = of_kind.then(|| whole_name(&below.text, &name, report.lexicon)).flatten();
        Some(whole.unwrap_or(name))
    };
    let name = versioned(&below.text, report.lexicon).or_else(named).filter(|_| is_subtitle)?;
    Some(Found::new(name, report.line(at), 0.7))
}

/// All that stands before the version that a text ends with: `Checklist Harbour v1.2` may be a name.
fn before_number(text: &str) -> Option<String> {
    let (name, last) = undecorated(text).rsplit_once(' ')?;
    let plain = |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphanumeric);
    (is_number(last) && name.split(' ').all(plain)).then(|| name.to_owned())
}

/// The same where it is not made of words of titles alone: `Final Report v1.2` names nothing.
fn versioned(text: &str, lexicon: &Lexicon) -> Option<String> {
    before_number(text).filter(|name| trim_words(name, lexicon).is_some())
}

/// The name that a line of scope begins with.
fn scope(report: &Report<'_>) -> Option<Found<String>> {
    let field =
        report.fields.iter().find(|field| field.in_head && report.lexicon.is(&field.label, Topic::Scope))?;
    let starts = |c: char| c.is_uppercase() || is_dense(c);
    let value = field.value.split(['(', '\u{FF08}', ',']).next().unwrap_or_default();
    let words = value.split_whitespace().take_while(|word| word.starts_with(starts) && !is_number(word));
    let name = words.collect::<Vec<_>>().join(" ");
    let name = trim_words(&name, report.lexicon)?;
    Some(Found::new(name, field.line, 0.6))
}

/// The name of the repository: `harbour` in `https://code.example/crew/harbour.git`, in `crew/harbour`, and an identifier that
/// stands alone.
fn repository(report: &Report<'_>) -> Option<Found<String>> {
    let mut fields = report.fields.iter().filter(|field| report.lexicon.is(&field.label, Topic::Repository));
    fields.find_map(|field| {
        let path = field.value.split_whitespace().next()?.trim_matches(|c: char| !c.is_alphanumeric());
        let (path, host) = path.split_once("://").map_or((path, 0), |(_, path)| (path, 1));
        let parts: Vec<&str> = path.split('/').skip(host).collect();
        let name = match parts.as_slice() {
            [name] if host == 0 && name.contains(['-', '_']) => name,
            [_, name] => name,
            [_, name, behind, ..] if host == 1 && ["tree", "blob", "pull", "-"].contains(behind) => name,
            _ => return None,
        };
        let name = name.trim_end_matches(".git");
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let named = name.chars().all(plain) && name.contains(char::is_alphabetic);
        (named && !is_generic(name, report.lexicon)).then(|| Found::new(name.to_owned(), field.line, 0.4))
    })
}

/// The name in a line such as `Codebase: Harbour Gate v1.2`.
fn held(report: &Report<'_>) -> Option<Found<String>> {
    let mut fields = report.fields.iter();
    fields.find_map(|field| {
        let holds = field.in_head && report.lexicon.is(&field.label, Topic::Holder);
        let value = field.value.split(['(', '\u{FF08}', ',']).next().filter(|_| holds)?;
        let name = versioned(value, report.lexicon)?;
        Some(Found::new(name, field.line, 0.8))
    })
}

/// The name before the number in a line such as `Version: Name 2.1`.
fn before_version(report: &Report<'_>) -> Option<Found<String>> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut fields = report.fields.iter().filter(|field| {
        field.in_head && report.lexicon.is(&field.label, Topic::Version) && field.value.contains(is_digit)
    });
    // A version without a number is told in a sentence: `after the new pier`.
    fields.find_map(|field| {
        let words = field.value.split_whitespace().take_while(|word| !word.contains(is_digit));
        let name = trim_words(&words.collect::<Vec<_>>().join(" "), report.lexicon)?;
        Some(Found::new(name, field.line, 0.5))
    })
}
