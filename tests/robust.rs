//! Whatever the text: parsing, checking and scoring end, and every span lies within its text.

use std::sync::Arc;

use crate::book::cases;
use crate::rules::Memory;
use proptest::prelude::*;
use readybook::book::{parse_config, parse_rubric};
use readybook::diag::render::{FORMATS, Style};
use readybook::diag::{Diagnostic, Fix, Span, apply_fixes_that_read};
use readybook::source::{Limits, front_matter_reads, outline, parse_assessment, parse_project};

/// Pieces that documents are made of, right and wrong.
const PIECES: [&str; 42] = [
    "---\n",
    "format: 1\n",
    "date: 2026-01-21\n",
    "date: unknown\n",
    "ownr: a\n",
    "owneer: \"b\"\n",
    "verdct: redy\n",
    "verdict: redy\n",
    "score: ",
    "92/100\n",
    "categories:\n",
    "  security: 9/10\n",
    "checks: { backups: pass }\n",
    "findings:\n  - ",
    "{ id: a, title: A }\n",
    "waivers: [{ check: x }]\n",
    "[",
    "{",
    "*x",
    "&x ",
    "# Report\n",
    "## 1. Finding ✅\n",
    "**Status:** Open\n",
    "**Severity:** 🔴 High\n",
    "- [x] done\n",
    "  1. [ ] open\n",
    "| Category | Score |\n|---|---|\n| Security | 8/10 |\n",
    "```rust\nfn a() {}\n",
    "[l](x.md) ![i](y.png)\n",
    "<details>",
    "<!-- readybook: allow template-text: x -->\n\n",
    "TODO: $(date) {{ x }}",
    "All critical issues are resolved.",
    "a://b:c0rrect-h0rse@d",
    "| Total | 17 |\n",
    "waivers: [{ finding: a, expires: 2026-01-01, approved-by: x }]\n",
    "supersedes: 1.0.0\n",
    "reviewers: [x]\nauthors: X\n",
    "\r\n",
    "\u{feff}",
    "\u{0}",
    "é€𝄞\u{202e}\u{200b}\u{85}",
];

fn within(found: &[Diagnostic], text: &str) -> bool {
    let fits = |span: Span| span.start <= span.end && span.end as usize <= text.len();
    found.iter().all(|d| d.span.is_none_or(fits) && d.labels.iter().all(|label| fits(label.span)))
}

fn survives(text: &str) -> Result<(), TestCaseError> {
    let path: Arc<str> = "content/p/1.0.0.md".into();
    let parsed = parse_assessment(&Limits::default(), &path, "p", "1.0.0", text, [0; 32]);
    prop_assert!(within(&parsed.diagnostics, text), "{:?}", parsed.diagnostics);
    prop_assert!(
        parsed.value.is_some() || !parsed.diagnostics.is_empty(),
        "a document is read, or it is said why not"
    );
    if let Some(assessment) = &parsed.value {
        let (at, details) = (assessment.body as usize, assessment.details.open());
        let read = outline(&text[at..], at);
        prop_assert_eq!(assessment.hash_of_facts(&details), assessment.facts_hash, "it is kept whole");
        let counts = (
            u32::try_from(details.findings.len()).unwrap(),
            readybook::model::FindingCounts::open(&details.findings),
        );
        prop_assert_eq!((assessment.finding_count, assessment.open_findings), counts);
        prop_assert_eq!((details.headings, details.anchors), (read.headings, read.anchors));
        prop_assert_eq!((details.code, details.suppressions), (read.code, read.suppressions));
    }
    let project = parse_project(&Limits::default(), &path, "p", text, [0; 32]);
    prop_assert!(within(&project.diagnostics, text));
    let (_, of_config) = parse_config(&"book.toml".into(), text);
    let (_, of_rubric) = parse_rubric(&"rubrics/r@1.toml".into(), text);
    prop_assert!(within(&of_config, text) && within(&of_rubric, text));
    for format in FORMATS {
        let out = (format.render)(&parsed.diagnostics, &|_| Some(text.to_owned()), Style::default());
        prop_assert!(
            !out.contains(['\u{0}', '\u{202e}', '\u{1b}', '\u{200b}', '\u{85}']),
            "{}: {out:?}",
            format.name
        );
        if ["gitlab", "json", "rdjson", "sarif"].contains(&format.name) {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{}: {out}", format.name);
        }
    }
    let fixes: Vec<&Fix> = parsed.diagnostics.iter().filter_map(|d| d.fix.as_ref()).collect();
    let (mended, made) = apply_fixes_that_read(text, &fixes, front_matter_reads);
    prop_assert!(!front_matter_reads(text) || front_matter_reads(&mended), "{text:?} became {mended:?}");
    let again = parse_assessment(&Limits::default(), &path, "p", "1.0.0", &mended, [0; 32]).diagnostics;
    prop_assert!(again.len() <= parsed.diagnostics.len() || made.is_empty(), "{text:?} became {mended:?}");
    Ok(())
}

/// All rules survive it, beside an earlier release of the same text.
fn is_checked(text: &str) -> Result<(), TestCaseError> {
    let files = ["content/p/0.9.0.md", "content/p/1.0.0.md"].map(|path| (path, text.as_bytes()));
    let found = Memory::new(&files).diagnostics("content/p/1.0.0.md");
    prop_assert!(within(&found, text), "{found:?}");
    Ok(())
}

/// What cannot be opened again would be lost without a word.
#[test]
fn a_sum_of_more_digits_than_its_cells_is_kept() {
    let rows = "| Cells | 99999999999999999.5 |\n".repeat(11);
    let table = format!("| What | Days |\n|---|---|\n{rows}| **Total** | 12 |\n");
    survives(&format!("---\nformat: 1\ndate: 2026-01-21\n---\n# R\n\n## Sums\n\n{table}")).unwrap();
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_mixture_of_pieces_is_survived(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)) {
        survives(&pieces.concat())?;
        survives(&format!("---\nformat: 1\ndate: 2026-01-21\n{}", pieces.concat()))?;
        survives(&format!("---\nformat: 1\ndate: 2026-01-21\n---\n{}", pieces.concat()))?;
        is_checked(&format!("---\nformat: 1\ndate: 2026-01-21\n{}", pieces.concat()))?;
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        survives(&text)?;
        survives(&format!("---\n{text}\n---\n{text}"))?;
    }
}
