//! Names of projects in titles, beside the words that every title is made of.

use crate::import::icons::is_icon;
use crate::import::lexicon::{Lexicon, Topic, is_dense};

use super::words::{is_identifier, trim_words};

/// The name in a title, beside the words that titles are made of.
pub(super) fn named_in(title: &str, lexicon: &Lexicon) -> Option<String> {
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
    let Some((at, name)) = parts.iter().enumerate().find_map(|(at, part)| Some((at, of_part(part)?))) else {
        return in_brackets(&plain, lexicon);
    };
    let other = |part: usize| part != at && lexicon.topics(parts[part]).has(Topic::Subject);
    let whole = (0..parts.len()).any(other).then(|| whole_name(parts[at], &name, lexicon)).flatten();
    Some(whole.unwrap_or(name))
}

/// True for a title in a script that no language of ours is written in, without any word that we know: the kind of the
/// report would look like a name in it.
pub(super) fn is_foreign(title: &str, lexicon: &Lexicon) -> bool {
    let known = |c: char| matches!(u32::from(c), 0..=0x052F | 0x1E00..=0x1FFF) || is_dense(c);
    title.contains(|c: char| c.is_alphabetic() && !known(c))
        && !lexicon.topics(title).any(&[Topic::ReportWord, Topic::Subject])
}

/// `Action Harbour`, where another part of the title says that it is of a report: words of titles may begin a name.
pub(super) fn whole_name(part: &str, name: &str, lexicon: &Lexicon) -> Option<String> {
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

/// The name that a title has in marks of quotation.
fn quoted(title: &str, lexicon: &Lexicon) -> Option<String> {
    let marks = [('«', '»'), ('„', '“'), ('“', '”'), ('「', '」'), ('『', '』'), ('《', '》')];
    marks.iter().find_map(|(opens, closes)| {
        let (_, rest) = title.split_once(*opens)?;
        let (inside, _) = rest.split_once(*closes)?;
        trim_words(inside, lexicon).filter(|name| name == inside.trim())
    })
}

/// The name that a title ends with in brackets, the first of several: `Readiness & warmth audit (Harbour / HG)`.
fn in_brackets(title: &str, lexicon: &Lexicon) -> Option<String> {
    let (_, inside) = title.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let first = inside.split(" / ").next()?;
    // `(harbour-api)`, but not `(read-only)`
    let of_software = |name: &str| name.split('-').skip(1).any(|part| lexicon.is(part, Topic::Kind));
    trim_words(first, lexicon).filter(|name| {
        name == first && (name.starts_with(char::is_uppercase) || is_identifier(name) && of_software(name))
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
            ("Kiosk Production-Ready Audit & Refactor Report", Some("Kiosk")),
            ("Production Readiness Audit & Refactor Report: Kiosk", Some("Kiosk")),
            ("Kiosk Security & Production Hardening Report", Some("Kiosk")),
            ("Kiosk SEO & Production Readiness", Some("Kiosk")),
            ("Berth & Tide Production Readiness", Some("Berth & Tide")),
            ("Kiosk Pre-Launch Audit (July 2026)", Some("Kiosk")),
            ("Production Readiness Report (Kiosk)", Some("Kiosk")),
            ("Readiness & Warmth Audit (Kiosk / K1)", Some("Kiosk")),
            ("Readiness & Warmth Audit (final)", None),
            ("Readiness & Warmth Audit (kiosk-shop-app)", Some("kiosk-shop-app")),
            ("Readiness & Warmth Audit (read-only)", None),
            ("Kiosk Go/No-Go Decision", Some("Kiosk")),
            ("kiosk-api production readiness", Some("kiosk-api")),
            ("Docker Pilot Launch Readiness", Some("Docker Pilot")),
            ("Tide Health Production Readiness Report", Some("Tide Health")),
            ("Auditoría Kiosk – Preparación para Producción", Some("Kiosk")),
            ("REALISTIC LAUNCH-READINESS CHECK", None),
            ("Post-Merge QA & Release-Readiness Review", None),
            ("Production SEO Audit Report", None),
            ("System-Wide Production Readiness Audit", None),
            ("React Frontend Production Audit", None),
            ("Production Readiness and Cost Assessment", None),
            ("Website Production Readiness Audit", None),
            ("Production Comfort Audit Report", None),
            ("Readiness Audit & Comfort Report: Kiosk", Some("Kiosk")),
            ("Ehrlicher Produktionsreife-Bericht", None),
            ("Bewertung der Produktionsreife: Implementierung", None),
            ("Production Readiness Assessment: Lamps vs Safety", None),
            ("דלפק - Production Readiness Report", Some("דלפק")),
            ("Auditoría Técnica Completa", None),
            ("Полный технический аудит", None),
            ("独立技术评估报告", None),
            ("ФИНАЛЬНЫЙ ОТЧЕТ О ГОТОВНОСТИ К ПРОДАКШН", None),
            ("Warmth Final Polish & Assessment", None),
            ("M2 - Final Production Readiness Report", None),
            ("K2SO - Final Production Readiness Report", Some("K2SO")),
        ] {
            assert_eq!(named_in(title, &lexicon).as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn a_title_of_which_no_word_is_known_is_foreign() {
        let lexicon = Lexicon::new();
        assert!(is_foreign("دفتر المصابيح", &lexicon));
        for title in ["דלפק - Production Readiness Report", "Produkční připravenost", "生产就绪报告", "Отчет"]
        {
            assert!(!is_foreign(title, &lexicon), "{title}");
        }
    }
}
