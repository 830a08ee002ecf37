//! The project's name: a line that names it, else what the title says beside the words of every title.

use crate::import::blocks::Kind;
use crate::import::icons::{is_icon, undecorated};
use crate::import::lexicon::{Lexicon, Topic, is_dense};
use crate::import::model::Found;
use crate::import::report::Report;

/// Reads the name.
pub fn read(report: &Report<'_>) -> Option<Found<String>> {
    labelled(report, Topic::Project)
        .or_else(|| of_title(report))
        .or_else(|| subtitle(report))
        .or_else(|| scope(report))
        .or_else(|| before_version(report))
        .or_else(|| in_prose(report))
}

fn labelled(report: &Report<'_>, topic: Topic) -> Option<Found<String>> {
    let mut fields = report.fields.iter().filter(|field| {
        let in_fence =
            matches!(report.blocks.get(field.block).map(|block| &block.kind), Some(Kind::Fence(_)));
        // `Product under review`
        let looked_at = || report.lexicon.covers(&field.label, &[topic, Topic::UnderReview]);
        let names = report.lexicon.is(&field.label, topic) || field.topics.has(topic) && looked_at();
        field.in_head && !in_fence && names
    });
    fields.find_map(|field| {
        let value = field.value.split(" (").next().unwrap_or_default();
        let value = [" — ", " – ", " - ", ", "]
            .iter()
            .fold(value, |value, mark| value.split(mark).next().unwrap_or(value));
        let name = undecorated(value).trim_matches(['`', '"', '“', '”']).to_owned();
        let fits =
            name.chars().any(char::is_alphabetic) && name.chars().count() <= 60 && !name.contains("://");
        (fits && !is_generic(&name, report.lexicon)).then(|| Found::new(name, field.line, 0.95))
    })
}

fn of_title(report: &Report<'_>) -> Option<Found<String>> {
    let mut titles = report.blocks.iter().enumerate().filter(|(_, block)| block.level() == Some(1)).take(1);
    titles.find_map(|(at, block)| {
        named_in(&block.text, report.lexicon).map(|name| Found::new(name, report.line(at), 0.75))
    })
}

/// A heading directly below the title, before anything is said.
fn subtitle(report: &Report<'_>) -> Option<Found<String>> {
    let title = report.blocks.iter().position(|block| block.level() == Some(1))?;
    let (at, below) = (title + 1, report.blocks.get(title + 1)?);
    let bold = below.kind == Kind::Line && !below.lead.is_empty() && below.lead == below.text;
    let is_section =
        below.text.starts_with(|c: char| c.is_ascii_digit()) || below.text.contains([':', '\u{FF1A}']);
    let heads = bold || below.level().is_some_and(|level| level == 2 || level == 3);
    if !heads || is_section {
        return None;
    }
    // A section of its own has prose or a list below it; a subtitle has metadata, a rule or the next heading.
    let follows = report.blocks.get(at + 1).map(|block| &block.kind);
    let has_fields = report.fields.iter().any(|field| field.block == at + 1);
    let is_subtitle = bold || matches!(follows, None | Some(Kind::Break | Kind::Heading(_))) || has_fields;
    let name = named_in(&below.text, report.lexicon).filter(|_| is_subtitle)?;
    Some(Found::new(name, report.line(at), 0.7))
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

/// `The Name system is …`, or `… done for the Name platform`, in the first paragraphs.
fn in_prose(report: &Report<'_>) -> Option<Found<String>> {
    let mut lines = report.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Line).take(10);
    lines.find_map(|(at, block)| {
        let words: Vec<&str> = block.text.split_whitespace().take(40).collect();
        let leads = |word: &str| report.lexicon.is(word, Topic::BeforeName);
        let mut starts = (0..words.len()).filter(|from| *from == 0 || leads(words[from - 1]));
        let about = is_about_project(report, at);
        starts
            .find_map(|from| named_at(&words[from..], from > 0, about, report.lexicon))
            .map(|name| Found::new(name, report.line(at), 0.5))
    })
}

/// True where a sentence concludes something of what it names: a service that is merely in use does not get a verdict.
fn is_about_project(report: &Report<'_>, at: usize) -> bool {
    let said = [Topic::Ready, Topic::NotReady, Topic::Conditional, Topic::Subject, Topic::Readiness];
    report.topics[at].any(&said)
}

/// The capitalised words that a text begins with, where what follows says something of them.
fn named_at(words: &[&str], inside: bool, about: bool, lexicon: &Lexicon) -> Option<String> {
    let is_name = |word: &&&str| word.starts_with(char::is_uppercase) && !lexicon.is(word, Topic::BeforeName);
    let ends = |word: &str| word.ends_with([':', ',', '.', ';']);
    let mut name: Vec<&str> = Vec::new();
    for word in words.iter().take_while(is_name) {
        name.push(word);
        if ends(word) {
            break;
        }
    }
    let sentence_ends = name.last().is_some_and(|word| word.ends_with('.'));
    let after: Vec<&str> = words[name.len()..].iter().take(2).copied().collect();
    let speaks = after.first().is_some_and(|word| lexicon.is(word, Topic::AfterName));
    // `the Harbour booking platform`.
    let of_kind = after.iter().any(|word| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        [Topic::Kind, Topic::Project, Topic::Holder].iter().any(|topic| lexicon.is(word, *topic))
    });
    let last_is_kind = name.len() > 1 && name.last().is_some_and(|word| lexicon.is(word, Topic::Kind));
    let says = speaks && about || of_kind || sentence_ends && last_is_kind;
    if name.last().is_some_and(|word| ends(word)) && !sentence_ends {
        return None;
    }
    // A single word at the beginning of a sentence is capitalised whatever it is.
    let named = name.len() > 1
        || inside && of_kind
        || name.first().is_some_and(|word| word.chars().skip(1).any(|c| c.is_uppercase() || c == '.'));
    trim_words(&name.join(" "), lexicon).filter(|_| says && named)
}

/// The name in a title, beside the words that titles are made of.
fn named_in(title: &str, lexicon: &Lexicon) -> Option<String> {
    // Pictures decorate; triangles and arrows between words stand for a dash.
    let shown = |c: char| match c {
        '▸' | '►' | '▶' | '➤' => '|',
        c if is_icon(c) => ' ',
        c => c,
    };
    let plain: String = title.chars().map(shown).collect();
    if let Some(name) = quoted(&plain, lexicon).or_else(|| asked_for(&plain, lexicon)) {
        return Some(name);
    }
    let parts = split_title(&plain);
    let of_part = |part: &&str| trim_words(part, lexicon);
    // What has words of every title in it names the rest; a part without any is a name.
    let (at, name) = parts.iter().enumerate().find_map(|(at, part)| Some((at, of_part(part)?)))?;
    let other = |part: usize| part != at && lexicon.topics(parts[part]).has(Topic::Subject);
    let whole = (0..parts.len()).any(other).then(|| whole_name(parts[at], &name, lexicon)).flatten();
    Some(whole.unwrap_or(name))
}

/// `Action Harbour`, where another part of the title says that it is of a report: words of titles may begin a name.
fn whole_name(part: &str, name: &str, lexicon: &Lexicon) -> Option<String> {
    let before = part.trim().strip_suffix(name)?;
    let says = [Topic::Subject, Topic::Conclusion, Topic::Summary, Topic::PlanStart, Topic::BeforeName];
    let belongs = |word: &str| {
        let named = word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
        named && !says.iter().any(|topic| lexicon.is(word, *topic)) && !lexicon.is(word, Topic::NameTail)
    };
    let mut words = before.split_whitespace().peekable();
    (words.peek().is_some() && before.split_whitespace().count() <= 2 && words.all(belongs))
        .then(|| part.trim().to_owned())
}

/// True for a version: `v2`, `5.0.0-rc.1`, `Ver.1.8`.
fn is_number(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let number = word.strip_prefix("Ver.").unwrap_or(word.strip_prefix(['v', 'V']).unwrap_or(word));
    number.starts_with(|c: char| c.is_ascii_digit()) && (number.len() < word.len() || number.contains('.'))
}

/// The name that a title has in marks of quotation.
fn quoted(title: &str, lexicon: &Lexicon) -> Option<String> {
    let marks = [('«', '»'), ('„', '“'), ('“', '”'), ('「', '」'), ('『', '』'), ('《', '》')];
    marks.iter().find_map(|(opens, closes)| {
        let (_, rest) = title.split_once(*opens)?;
        let (inside, _) = rest.split_once(*closes)?;
        trim_words(inside, lexicon).filter(|name| name == inside.trim())
    })
}

/// What a title asks for: `Is Harbour Gate ready to go live?`
fn asked_for(title: &str, lexicon: &Lexicon) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let (first, rest) = words.split_first()?;
    let end =
        rest.iter().position(|word| lexicon.is(word, Topic::Ready) || lexicon.is(word, Topic::ReportWord))?;
    let asks = lexicon.is(first, Topic::Question) && rest.iter().any(|word| lexicon.is(word, Topic::Ready));
    trim_words(&rest[..end].join(" "), lexicon).filter(|_| asks)
}

/// The parts of a title, at dashes and colons between spaces.
fn split_title(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for mark in
        [" — ", " – ", " - ", ": ", " | ", " · ", " -- ", "\u{FF1A}", " › ", " » ", "\u{FF08}", "\u{FF09}"]
    {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts
}

/// A text without the words of titles at its ends; nothing where nothing is left.
fn trim_words(text: &str, lexicon: &Lexicon) -> Option<String> {
    let spaced =
        if text.contains(' ') { text.to_owned() } else { text.replace('_', " ").replace(".md", " md") };
    let spaced = dense_apart(&spaced, lexicon);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let is_filler = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || lexicon.is(bare, Topic::ReportWord)
            || lexicon.is(bare, Topic::PlanStart)
            || bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/'))
            || is_number(bare)
    };
    // `App Store` is a place of publication, not the store of an app.
    let paired = |at: usize| {
        let pair = |from: usize| {
            words.get(from..from + 2).is_some_and(|two| lexicon.is(&two.join(" "), Topic::Place))
        };
        pair(at) || at.checked_sub(1).is_some_and(pair)
    };
    let words: Vec<&str> =
        words.iter().enumerate().filter(|(at, _)| !paired(*at)).map(|(_, word)| *word).collect();
    let mut from = words.iter().position(|word| !is_filler(word))?;
    // `Sistema Harbour` is the system Harbour.
    let begins_generic = |word: &str| lexicon.is(word, Topic::Project);
    if from + 1 < words.len() && begins_generic(words[from]) && !is_filler(&words[from + 1]) {
        from += 1;
    }
    let mut to = words.iter().rposition(|word| !is_filler(word))?;
    // `Harbour Gate Production Readiness & Comfort Audit`: what the report is about is no part of the name before it.
    let about = |at: &usize| {
        let pair = words.get(*at..at + 2).unwrap_or_default();
        pair.len() == 2 && pair.iter().all(is_filler) && lexicon.topics(&pair.join(" ")).has(Topic::Readiness)
    };
    if let Some(end) = (from + 1..to).find(about) {
        to = words[..end].iter().rposition(|word| !is_filler(word)).unwrap_or(to);
    }
    // `Harbour Dashboard` is a name, a dashboard alone is none.
    while words.get(to + 1).is_some_and(|word| lexicon.is(word, Topic::Kind)) {
        to += 1;
    }
    // `Missing parts & critical features` says what the report is of.
    let joined = words.get(to + 1).is_some_and(|word| *word == "&" || lexicon.is(word, Topic::Joint));
    if joined && words[to + 2..].iter().any(|word| lexicon.is(word, Topic::Collection)) {
        return None;
    }
    // What is left between two runs of such words is often one more of them.
    let kept = &words[from..=to];
    let fillers = kept.iter().filter(|word| is_filler(word) && !lexicon.is(word, Topic::Kind)).count();
    if fillers * 2 > kept.len() || kept.len() > 6 {
        return None;
    }
    let name = kept.join(" ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '+' | '#' | '!'));
    let mut others = words[..from].iter().chain(&words[to + 1..]);
    let starts = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii())
        || text.trim() == name
        || others.all(|word| is_number(word));
    let long_enough = name.chars().count() >= 2;
    (starts && long_enough && name.chars().count() <= 60 && !is_generic(name, lexicon))
        .then(|| name.to_owned())
}

/// What stands before the words of titles in a script without spaces.
fn dense_apart(text: &str, lexicon: &Lexicon) -> String {
    let starts_word = |at: usize| {
        let rest: Vec<char> = text[at..].chars().take(6).collect();
        (2..=rest.len()).any(|n| lexicon.is(&rest[..n].iter().collect::<String>(), Topic::ReportWord))
    };
    let mut places = text.char_indices().filter(|(_, c)| is_dense(*c)).map(|(at, _)| at);
    places.find(|at| starts_word(*at)).map_or(text, |at| &text[..at]).to_owned()
}

/// True for a name that any report could have.
fn is_generic(name: &str, lexicon: &Lexicon) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| {
        lexicon.is(word, Topic::ReportWord)
            || [Topic::Area, Topic::Project, Topic::Advised, Topic::Collection]
                .iter()
                .any(|topic| lexicon.is(word, *topic))
            || lexicon.topics(word).any(&[Topic::Summary, Topic::Conclusion, Topic::Ready, Topic::Participle])
            || word.chars().all(|c| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_the_project_beside_the_words_of_titles() {
        let lexicon = Lexicon::new();
        for (title, expected) in [
            ("🚀 Harbour Gate — Production Readiness Report", Some("Harbour Gate")),
            ("Production Readiness Assessment: Harbour Gate v1.2", Some("Harbour Gate")),
            ("Production Readiness Report for Kiosk", Some("Kiosk")),
            ("Kiosk Production Readiness - Final Assessment", Some("Kiosk")),
            ("PRODUCTION_READINESS_REPORT.md", None),
            ("Final Production Readiness Report (2026)", None),
            ("Kiosk 生产环境就绪审计报告", Some("Kiosk")),
            ("Informe Final de Preparación para Producción", None),
            ("Executive Summary", None),
            ("2026 Q1 Production Readiness Review - Kiosk", Some("Kiosk")),
            ("Production Readiness Report — Action Harbour", Some("Action Harbour")),
            ("Production Readiness Report — Final Harbour", Some("Harbour")),
            ("Action Harbour Production Readiness", Some("Harbour")),
            ("Harbour Gate Production Readiness & Pilot Comfort Audit Report", Some("Harbour Gate")),
            ("Kiosk Complete End-to-End Production Readiness Report", Some("Kiosk")),
            ("Production Readiness Assessment & Recommendations", None),
            ("Production Readiness Assessment: Missing Parts & Critical Features", None),
            ("CORE SERVICES PRODUCTION READINESS AUDIT", None),
            ("Bewertung der Produktionsreife und Empfehlungen", None),
        ] {
            assert_eq!(named_in(title, &lexicon).as_deref(), expected, "{title}");
        }
    }
}
