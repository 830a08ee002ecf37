//! A book in which something of every kind is stated, and edits of it.

use crate::book::Book;

/// States something of every kind, in the front matter and in the body.
pub const RICH: &str = "---
format: 1
date: 2026-01-21
owner: team-a
authors: [Ada]
reviewers: [Bo]
environment: production
verdict: not-ready
score: 50/100
categories:
  security: 6/10
checks:
  tls: { result: pass, note: All of it, effort: 1d, evidence: [docs/tls.md] }
  backups: { result: fail, note: None yet }
findings:
  - { id: f-1, title: No backups, category: recovery, severity: high, priority: P1, status: open, effort: 2d, owner: team-b, due: 2026-03-01, impact: Loss, evidence: [docs/backups.md] }
waivers:
  - { check: backups, reason: Soon, approved-by: Cy, expires: 2026-06-01 }
objectives:
  - { scenario: region lost, rto: 4h, rpo: 1h }
actions:
  - { what: Back up, when: before launch, done: false }
signoff:
  - { name: Di, role: lead, date: 2026-01-21, decision: approved }
---
# A report

Some prose of the beginning.

## Monitoring

Score: 7/10

- [x] Logs are kept
- [ ] Alerts are sent

More prose, with [a link](https://example.org/).

## Testing

- [x] Units are tried
- [ ] Loads are tried

## Findings

### F2: Alerts are missing

- Severity: medium
- Status: open

Nobody is woken.
";

/// Two projects of two releases each.
pub fn rich() -> Book {
    let book = Book::empty();
    book.put("book.toml", "[book]\ntitle = \"Test\"\n[publish]\nbase-url = \"https://example.org/\"\n");
    for project in ["one", "two"] {
        book.put(&format!("content/{project}/1.0.0.md"), RICH.replace("2026-01-21", "2026-01-10"));
        book.put(&format!("content/{project}/2.0.0.md"), RICH);
    }
    book
}

/// Edits of prose: what is said, the words, and those in their place.
pub const PROSE: &[(&str, &str, &str)] = &[
    ("a sentence", "More prose", "Other words"),
    (
        "a sentence before facts",
        "Some prose of the beginning.",
        "Much more of it, which moves all that follows.",
    ),
    ("a link", "https://example.org/)", "https://example.org/other)"),
    ("the end", "Nobody is woken.", "Nobody is woken.\n\nA paragraph more.\n"),
];

/// Edits of what is stated.
pub const FACTS: &[(&str, &str, &str)] = &[
    ("a date", "date: 2026-01-21", "date: 2026-01-20"),
    ("an owner", "owner: team-a", "owner: team-c"),
    ("an author", "Ada", "Al"),
    ("a reviewer", "[Bo]", "[Bo, Ed]"),
    ("an environment", "environment: production", "environment: staging"),
    ("a verdict", "verdict: not-ready", "verdict: conditional"),
    ("a score", "score: 50/100", "score: 51/100"),
    ("a score of a category", "security: 6/10", "security: 7/10"),
    ("an answer", "result: fail", "result: partial"),
    ("a note", "None yet", "Not yet"),
    ("an effort", "effort: 1d", "effort: 3d"),
    ("an evidence", "[docs/tls.md]", "[docs/tls.md, docs/cert.md]"),
    ("a title", "title: No backups", "title: No backup"),
    ("a severity", "severity: high", "severity: critical"),
    ("a priority", "priority: P1", "priority: P0"),
    ("a status", "status: open, effort", "status: resolved, effort"),
    ("an owner of a finding", "owner: team-b, due: 2026-03-01", "owner: team-c, due: 2026-03-01"),
    ("a due day", "due: 2026-03-01", "due: 2026-03-02"),
    ("an impact", "impact: Loss", "impact: Loss of data"),
    ("a reason", "reason: Soon", "reason: Later"),
    ("an approver", "approved-by: Cy", "approved-by: Flo"),
    ("an expiry", "expires: 2026-06-01", "expires: 2026-01-15"),
    ("an objective", "rto: 4h", "rto: 2h"),
    ("an action", "what: Back up", "what: Back it up"),
    ("an action done", "done: false", "done: true"),
    ("a sign-off", "decision: approved", "decision: refused"),
    ("a draft", "format: 1", "format: 1\ndraft: true"),
    ("the title of the report", "# A report", "# The report"),
    ("a heading", "## Monitoring", "## Watching"),
    ("a score in the body", "Score: 7/10", "Score: 8/10"),
    ("a box", "- [ ] Alerts", "- [x] Alerts"),
    ("a task more", "- [ ] Alerts are sent", "- [ ] Alerts are sent\n- [ ] Boards are drawn"),
    ("a severity in the body", "Severity: medium", "Severity: low"),
    ("a status in the body", "Status: open", "Status: resolved"),
    ("a finding in the body", "F2: Alerts are missing", "F2: Alerts are late"),
];
