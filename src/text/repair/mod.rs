//! Text that was UTF-8, was read with a single-byte page and saved again: turned back, part by part, with a note of
//! every change. What can have been more than one thing is marked and left as it is; nothing is guessed.

mod choose;
mod known;
mod page;
mod runs;
mod sequence;

use std::collections::BTreeSet;

use choose::{Choice, Scope, choose};
use page::Page;
use runs::{Run, runs};
use sequence::{Near, Part, first};

/// How often a text is looked through: damage may be twofold, and parts may be damaged by different pages.
const ROUNDS: usize = 4;

/// One kind of change, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line, from 1.
    pub line: usize,
    /// The characters in the file.
    pub from: String,
    /// What they were; `None` where a byte is lost and more than one reading is left: they stay as they are.
    pub to: Option<String>,
    /// True where a lost byte was restored.
    pub restored: bool,
    /// The page that they were read with by mistake.
    pub page: &'static str,
}

/// A repaired text and what was changed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// The text.
    pub text: String,
    /// Every damaged sequence, in the order of the text, round by round.
    pub changes: Vec<Change>,
}

/// Repairs a text. A text without damage comes back as it is.
pub fn repair(text: String) -> Repaired {
    let mut done = Repaired { text, changes: Vec::new() };
    for _ in 0..ROUNDS {
        let Some(choice) = choose(&done.text) else {
            break;
        };
        // Marks of an earlier round are found again by this one.
        done.changes.retain(|change| change.to.is_some());
        let round = apply(&done.text, &choice);
        let changed = round.text != done.text;
        done.text = round.text;
        done.changes.extend(round.changes);
        if !changed {
            break;
        }
    }
    done
}

/// Turns every sequence of a text back.
fn apply(text: &str, Choice { page, scope, .. }: &Choice) -> Repaired {
    let page: &'static Page = page;
    let mut out = Repaired { text: String::with_capacity(text.len()), changes: Vec::new() };
    let (mut line, mut line_start) = (1, 0);
    let leads = leads(text, page);
    let lists: Vec<char> = ['\u{2776}', '\u{2780}', '\u{278A}']
        .into_iter()
        .filter(|one| text.contains(*one) || page.damaged(*one).iter().any(|damaged| text.contains(damaged)))
        .collect();
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.find(|c: char| !c.is_ascii()).unwrap_or(rest.len());
        let (ascii, after) = rest.split_at(plain);
        for (at, end) in ascii.match_indices(['\n', '\r']) {
            if end == "\n" || !ascii[at..].starts_with("\r\n") {
                line += 1;
                line_start = out.text.len() + at + 1;
            }
        }
        out.text.push_str(ascii);
        let run_end = after.find(|c: char| c.is_ascii()).unwrap_or(after.len());
        let run = Run::new(&after[..run_end], ascii);
        let damaged = match scope {
            Scope::All => true,
            Scope::Lines(lines) => lines.contains(&line),
        };
        if !damaged || run.is_natural() {
            out.text.push_str(&after[..run_end]);
            rest = &after[run_end..];
            continue;
        }
        let chars = run.chars;
        let mut at = 0;
        while at < chars.len() {
            let before = out.text.get(line_start..).unwrap_or_default();
            let near = Near { before: tail(before), lists: &lists };
            let (used, to, restored) = match first(&chars[at..], page, near) {
                Part::Whole(c, used) => (used, Some(c), false),
                Part::Restored(c, used) => (used, Some(c), true),
                Part::Lost(used) if used > 1 || leads.contains(&chars[at]) => (used, None, false),
                Part::Lost(_) | Part::Sound => {
                    out.text.push(chars[at]);
                    at += 1;
                    continue;
                }
            };
            let from: String = chars[at..at + used].iter().collect();
            match to {
                Some(c) => out.text.push(c),
                None => out.text.push_str(&from),
            }
            out.changes.push(Change { line, from, to: to.map(String::from), restored, page: page.name });
            at += used;
        }
        rest = &after[run_end..];
    }
    out
}

/// The characters that begin damaged letters of two bytes. One of these alone has lost what followed it; any other
/// letter alone is more likely one that was never damaged. Two begin most damaged letters.
fn leads(text: &str, page: &Page) -> BTreeSet<char> {
    let mut leads = BTreeSet::from(['Ã', 'Â']);
    for (Run { chars, .. }, _) in runs(text) {
        let mut at = 0;
        while at < chars.len() {
            at += match first(&chars[at..], page, Near::default()) {
                Part::Whole(_, used) => {
                    if used == 2 {
                        leads.insert(chars[at]);
                    }
                    used
                }
                Part::Restored(_, used) | Part::Lost(used) => used,
                Part::Sound => 1,
            };
        }
    }
    leads
}

/// The last part of a line, enough for what may depend on it.
fn tail(line: &str) -> &str {
    &line[line.ceil_char_boundary(line.len().saturating_sub(400))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Damages a text as a program does that reads its UTF-8 with a page: bytes that the page leaves undefined
    /// are dropped where `lossy`.
    fn damage(text: &str, table: &'static encoding_rs::Encoding, lossy: bool) -> String {
        let (read, _) = table.decode_without_bom_handling(text.as_bytes());
        read.chars().filter(|c| !lossy || !('\u{80}'..='\u{9F}').contains(c)).collect()
    }

    const REPORT: &str = "# 🚀 Prüfung — “fast fertig” ✅\n\nDéjà vu: 80 % → 90 %\r\n❌ offen ⚠️ später\n";

    #[test]
    fn damage_by_any_page_once_or_twice_is_undone() {
        for table in [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1254, encoding_rs::MACINTOSH] {
            let once = damage(REPORT, table, false);
            assert_ne!(once, REPORT);
            assert_eq!(repair(once.clone()).text, REPORT, "{}", table.name());
            assert_eq!(repair(damage(&once, table, false)).text, REPORT, "{} twice", table.name());
        }
        let russian = "Отчёт о готовности: выпуск разрешён, замечаний нет.";
        assert_eq!(repair(damage(russian, encoding_rs::WINDOWS_1251, false)).text, russian);
        let japanese = "本番準備レポート:合格";
        assert_eq!(repair(damage(japanese, encoding_rs::WINDOWS_1252, false)).text, japanese);
    }

    #[test]
    fn damage_by_the_pages_of_consoles_is_undone_and_frames_are_none() {
        for name in ["IBM 437", "IBM 850"] {
            let page = page::pages().iter().find(|page| page.name == name).unwrap();
            let char_of = |byte: u8| {
                let mut all = (0..=0xFFFF_u32).filter_map(char::from_u32);
                if byte < 0x80 {
                    char::from(byte)
                } else {
                    all.find(|c| page.byte(*c) == Some(byte)).unwrap()
                }
            };
            let damaged: String = REPORT.bytes().map(char_of).collect();
            let repaired = repair(damaged);
            assert_eq!(repaired.text, REPORT, "{name}");
            assert!(repaired.changes.iter().all(|change| change.page == name && change.line <= 4), "{name}");
        }
        let frames = "┌──────┬───┐\n│ Größe │ 5 │\n├──────┼───┤\n└──────┴───┘\n╔═╗\n╚═╝\n├── src\n└── docs\n─┐ ═╗ ─┤\n";
        assert_eq!(repair(frames.to_owned()), Repaired { text: frames.to_owned(), changes: Vec::new() });
    }

    #[test]
    fn lost_bytes_come_back_where_they_can_only_have_been_one_thing() {
        let lossy = damage("“a” ❌ ⚠️ 📝 ok ✅ é Í", encoding_rs::WINDOWS_1252, true);
        let repaired = repair(lossy);
        assert_eq!(repaired.text, "“a” ❌ ⚠️ ðŸ“ ok ✅ é Ã");
        let marked: Vec<_> = repaired.changes.iter().filter(|c| c.to.is_none()).map(|c| &*c.from).collect();
        assert_eq!(marked, ["ðŸ“", "Ã"]);
        assert_eq!(repaired.changes.iter().filter(|c| c.restored).count(), 3);
    }

    #[test]
    fn a_bullet_that_lost_a_byte_does_not_become_a_cross() {
        let damaged = damage("“a”\n- ● Login works ✅", encoding_rs::WINDOWS_1252, true);
        let repaired = repair(damaged);
        assert_eq!(repaired.text, "“a”\n- â— Login works ✅");
        let lost: Vec<_> = repaired.changes.iter().filter(|c| c.to.is_none()).map(|c| c.line).collect();
        assert_eq!(lost, [2]);
    }

    #[test]
    fn bytes_that_became_characters_of_their_numbers_are_all_there() {
        let numbers = |text: &str| text.bytes().map(char::from).collect::<String>();
        let text = "Tide … “table” ✅ é";
        for damaged in [numbers(text), numbers(&numbers(text))] {
            let repaired = repair(damaged);
            assert_eq!(repaired.text, text);
            assert!(repaired.changes.iter().all(|change| change.page == "ISO-8859-1"));
        }
    }

    #[test]
    fn sound_text_stays_as_it_is() {
        for text in [
            "plain",
            "« voilà\u{a0}» – l’état “É” d’à côté… MENÜ“ CAFÉ» Gruß“",
            "Готово: «СССР» — «Р»",
            "本番準備 ✅ 完了",
            "Ação NÃO À Ê Ñandú ÂNCORA",
            "Ünlü ğ Ş İ “çok”",
            "x × y ÷ z ≥ 5 € 10 ™ ®",
            REPORT,
        ] {
            let repaired = repair(text.to_owned());
            assert_eq!((repaired.text.as_str(), repaired.changes.len()), (text, 0));
        }
    }

    #[test]
    fn a_lost_byte_is_told_in_every_script() {
        // Of `А` and `р` nothing but the first byte is left.
        let repaired = repair(damage("Ответ: А и р, Ä Ö", encoding_rs::WINDOWS_1252, true));
        let lost: Vec<_> = repaired.changes.iter().filter(|c| c.to.is_none()).map(|c| &*c.from).collect();
        assert_eq!(repaired.text, "Ответ: Ð и Ñ€, Ä Ö".replace("Ñ€", "р"));
        assert_eq!(lost, ["Ð"]);
    }

    #[test]
    fn lines_of_every_kind_are_counted() {
        let repaired = repair("a\rb\r\nÃ©\n\r✅ Ã©".to_owned());
        let lines: Vec<_> = repaired.changes.iter().map(|change| change.line).collect();
        assert_eq!((repaired.text.as_str(), lines), ("a\rb\r\né\n\r✅ é", vec![3, 5]));
    }

    /// Damages a text as a program does that reads its UTF-8 with a page of any kind.
    fn by_page(text: &str, name: &str) -> String {
        let page = page::pages().iter().find(|page| page.name == name).unwrap();
        text.chars().map(|c| if c.is_ascii() { c.to_string() } else { page.damaged(c)[2].clone() }).collect()
    }

    #[test]
    fn a_part_that_any_page_damaged_is_mended_there_only() {
        let sound = "Sound: é ü ✅ “x” — ok • Größe\n\n";
        let part = "- ❌ offen\n- ⚠️ später\n- 🚀 Prüfung — “fast”\n- Döner\n";
        let russian = ("Отчёт: всё хорошо, замечаний нет.\n", "Нет копий\nСлабые ключи\n");
        for page in page::pages().iter().map(|page| page.name) {
            let repaired = repair(format!("{sound}{}", by_page(part, page)));
            assert_eq!(repaired.text, format!("{sound}{part}"), "{page}");
            assert!(repaired.changes.iter().all(|change| change.line > 2), "{page}");
        }
        for page in ["Windows-1251", "KOI8-R", "IBM 866"] {
            let repaired = repair(format!("{}{}", russian.0, by_page(russian.1, page)));
            assert_eq!(repaired.text, format!("{}{}", russian.0, russian.1), "{page}");
        }
    }

    #[test]
    fn damage_by_the_pages_of_consoles_is_undone_twice() {
        for page in page::pages().iter().map(|page| page.name) {
            let repaired = repair(by_page(&by_page(REPORT, page), page));
            assert_eq!(repaired.text, REPORT, "{page}");
        }
    }

    #[test]
    fn closing_marks_after_an_accent_are_no_damage() {
        for text in
            ["« validé\u{A0}» et « terminé…» ou “là…”", "« prévu\u{A0}», « clé\u{A0}»\n", "„groß…“ på…”"]
        {
            let repaired = repair(text.to_owned());
            assert_eq!((repaired.text.as_str(), repaired.changes.len()), (text, 0));
        }
    }

    #[test]
    fn words_of_other_scripts_are_no_damage_line_by_line() {
        for text in [
            "уже\nчем\nещё\n- её\n- уже готово\n",
            "แบบ\nเกม\nแบบฟอร์ม\n",
            "αυτό\nΑ… Β»\n",
            "| её | уже |\n|---|---|\n| ёж | чём |\n",
            "├──┐ │ ─┤\n─┤\n─┤\n─┤\n",
        ] {
            let repaired = repair(text.to_owned());
            assert_eq!((repaired.text.as_str(), repaired.changes.len()), (text, 0));
        }
    }

    #[test]
    fn damage_in_a_part_of_a_file_is_mended_there_only() {
        let mixed = format!(
            "Sound: é ü ✅ “x”\nline\n{}",
            damage("Damaged: é ü ✅", encoding_rs::WINDOWS_1252, false)
        );
        let repaired = repair(mixed);
        assert_eq!(repaired.text, "Sound: é ü ✅ “x”\nline\nDamaged: é ü ✅");
        let lines: Vec<_> = repaired.changes.iter().map(|change| (change.line, change.page)).collect();
        assert_eq!(lines, [(3, "Windows-1252"); 3]);
        let twice = repair(repaired.text.clone());
        assert_eq!((twice.text, twice.changes), (repaired.text, Vec::new()));
    }
}
