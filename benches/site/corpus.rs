//! A generated book, the same for the same seed: reports of about 9.5 KB, made like real ones. An eighth of the text is
//! code, a third of the code names no language, and a report is carried on from release to release with about one
//! section in six written anew. What a report claims is carried on with its sections and agrees with them, as in a book
//! that is checked.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

const RELEASES: usize = 10;
const SECTIONS: usize = 11;

const WORDS: [&str; 48] = [
    "service",
    "request",
    "cluster",
    "replica",
    "latency",
    "timeout",
    "queue",
    "worker",
    "database",
    "index",
    "backup",
    "restore",
    "alert",
    "metric",
    "log",
    "trace",
    "token",
    "secret",
    "header",
    "session",
    "cache",
    "deploy",
    "rollback",
    "pipeline",
    "branch",
    "review",
    "test",
    "coverage",
    "load",
    "peak",
    "traffic",
    "region",
    "zone",
    "network",
    "proxy",
    "certificate",
    "schema",
    "migration",
    "tenant",
    "customer",
    "incident",
    "runbook",
    "owner",
    "weekly",
    "measured",
    "configured",
    "verified",
    "missing",
];

const CATEGORIES: [&str; 11] = [
    "Configuration",
    "Security",
    "Infrastructure",
    "Code quality",
    "Testing",
    "Error handling",
    "Monitoring",
    "Performance",
    "Documentation",
    "Deployment",
    "Recovery",
];

/// Checks, each with the section that is about it.
const CHECKS: [(&str, usize); 8] = [
    ("env-template", 0),
    ("rate-limiting", 1),
    ("tls", 1),
    ("unit-tests", 4),
    ("health-checks", 6),
    ("backups", 10),
    ("rollback", 9),
    ("structured-logging", 6),
];

/// Scored categories, each with the section that is about it. That of documentation is a checklist.
const SCORED: [(&str, usize); 4] =
    [("security", 1), ("monitoring", 6), ("documentation", 8), ("performance", 7)];

/// Items of a checklist.
const ITEMS: usize = 6;

const CODE: [(&str, &str); 6] = [
    ("bash", "curl -fsS http://localhost:8080/health | jq .status\ndocker compose up -d --scale worker=4\n"),
    ("yaml", "resources:\n  limits:\n    cpu: \"2\"\n    memory: 512Mi\n  replicas: 3\n"),
    (
        "python",
        "def retry(call, attempts=3):\n    for n in range(attempts):\n        try:\n            return call()\n        except Timeout:\n            sleep(2 ** n)\n",
    ),
    ("sql", "SELECT tenant, count(*) FROM requests WHERE status >= 500 GROUP BY tenant;\n"),
    ("", "GET /health 200 12ms\nGET /ready 503 2ms\nPOST /jobs 202 48ms\n"),
    ("", "api  -> queue -> worker\n  \\-> cache -> database\n"),
];

/// Splitmix64: small, and the same on every machine (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// A section of a report.
struct Section {
    text: String,
    /// Items of its checklist that are ticked; all of them where it has none.
    ticked: usize,
}

struct Check {
    state: &'static str,
    note: String,
    evidence: String,
}

struct Finding {
    title: String,
    severity: &'static str,
    status: &'static str,
    evidence: String,
}

/// What a report says, release by release.
struct Report {
    sections: Vec<Section>,
    scores: [usize; SCORED.len()],
    checks: Vec<Check>,
    findings: Vec<Finding>,
}

impl Report {
    fn first(random: &mut Random) -> Report {
        let sections: Vec<Section> = (0..SECTIONS).map(|at| section(at, random)).collect();
        let checks = CHECKS.iter().map(|(name, _)| check(format!("docs/{name}.md"), random)).collect();
        let findings = (0..3 + random.below(4)).map(|_| finding(random)).collect();
        let scores = SCORED.map(|(_, at)| score(&sections[at], random));
        Report { sections, scores, checks, findings }
    }

    /// The report of the next release: some sections are written anew, with what they claim.
    fn carry_on(&mut self, release: usize, random: &mut Random) {
        for at in 0..SECTIONS {
            if random.below(6) != 0 {
                continue;
            }
            self.sections[at] = section(at, random);
            for (own, (_, of)) in self.scores.iter_mut().zip(SCORED) {
                if of == at {
                    *own = score(&self.sections[at], random);
                }
            }
            for (own, (name, of)) in self.checks.iter_mut().zip(CHECKS) {
                if of == at {
                    *own = check(format!("runs/{name}-1.{release}.0.md"), random);
                }
            }
        }
        for own in self.findings.iter_mut().filter(|own| own.status != "resolved") {
            if random.below(4) == 0 {
                own.status = random.pick(&["partial", "resolved"]);
                own.evidence = format!("runs/1.{release}.0.md");
            }
        }
    }
}

/// A score out of ten, as far as checklist and answers bear it out.
fn score(section: &Section, random: &mut Random) -> usize {
    if section.ticked < ITEMS { (section.ticked * 10).div_ceil(ITEMS) } else { 5 + random.below(3) }
}

fn check(evidence: String, random: &mut Random) -> Check {
    let state = random.pick(&["pass", "pass", "partial", "fail", "unknown"]);
    Check { state, note: sentence(6, random), evidence }
}

fn finding(random: &mut Random) -> Finding {
    let severity = random.pick(&["critical", "high", "medium", "low"]);
    let status = random.pick(&["open", "partial"]);
    Finding { title: sentence(4, random), severity, status, evidence: String::new() }
}

/// Writes the book; gives the bytes of its assessments.
pub fn write(root: &Path, assessments: usize, seed: u64) -> std::io::Result<u64> {
    std::fs::create_dir_all(root.join("content"))?;
    std::fs::write(root.join("book.toml"), "[book]\ntitle = \"Generated\"\n")?;
    let mut bytes = 0;
    for project in 0..assessments.div_ceil(RELEASES) {
        let mut random = Random(seed.wrapping_mul(1_000_003).wrapping_add(project as u64));
        let folder = root.join(format!("content/service-{project:05}"));
        std::fs::create_dir_all(&folder)?;
        let mut report = Report::first(&mut random);
        for release in 0..RELEASES.min(assessments - project * RELEASES) {
            if release > 0 {
                report.carry_on(release, &mut random);
            }
            let document = document(project, release, &report, &mut random);
            bytes += document.len() as u64;
            std::fs::write(folder.join(format!("1.{release}.0.md")), document)?;
        }
    }
    Ok(bytes)
}

/// Changes one assessment, each round another way.
pub fn touch(root: &Path, round: usize) -> std::io::Result<()> {
    let path = root.join("content/service-00000/1.0.0.md");
    let text = std::fs::read_to_string(&path)?;
    std::fs::write(path, format!("{text}\nChanged in round {round}.\n"))
}

/// Changes the newest assessment of some projects: the first check of each fails where it passed, and passes where not.
pub fn answer_newest(root: &Path, projects: Range<usize>) -> std::io::Result<()> {
    for project in projects {
        let folder = root.join(format!("content/service-{project:05}"));
        let paths: std::io::Result<Vec<_>> =
            std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
        if let Some(newest) = paths?.into_iter().max() {
            let text = std::fs::read_to_string(&newest)?;
            let (before, after) = text.split_once("result: ").unwrap_or_default();
            let (answer, after) = after.split_once(',').unwrap_or_default();
            let other = if answer == "pass" { "fail" } else { "pass" };
            std::fs::write(newest, format!("{before}result: {other},{after}"))?;
        }
    }
    Ok(())
}

fn document(project: usize, release: usize, report: &Report, random: &mut Random) -> String {
    let mut out = String::with_capacity(10_000);
    let _ = writeln!(
        out,
        "---\nformat: 1\ndate: 2025-{:02}-{:02}\nowner: team-{}",
        release + 1,
        project % 28 + 1,
        project % 20
    );
    let grave = |one: &Finding| one.severity == "critical" && one.status != "resolved";
    let verdict = if report.findings.iter().any(grave) { "not-ready" } else { "incomplete" };
    let overall = report.scores.iter().sum::<usize>() * 10 / SCORED.len();
    let _ = writeln!(out, "verdict: {verdict}\nscore: {overall}/100\ncategories:");
    for ((category, _), score) in SCORED.iter().zip(report.scores) {
        let _ = writeln!(out, "  {category}: {score}/10");
    }
    out.push_str("checks:\n");
    for ((name, _), Check { state, note, evidence }) in CHECKS.iter().zip(&report.checks) {
        let _ = writeln!(out, "  {name}: {{ result: {state}, note: {note}, evidence: [{evidence}] }}");
    }
    out.push_str("findings:\n");
    for (at, Finding { title, severity, status, evidence }) in report.findings.iter().enumerate() {
        let _ = writeln!(
            out,
            "  - {{ id: f-{at}, title: {title}, category: testing, severity: {severity}, status: {status}, effort: 2 days, owner: team-{}, due: 2026-06-30, evidence: [{evidence}] }}",
            project % 20
        );
    }
    let _ = writeln!(out, "---\n# Service {project} 1.{release}.0\n\n{}.\n", sentence(40, random));
    for section in &report.sections {
        out.push_str(&section.text);
    }
    out
}

fn section(at: usize, random: &mut Random) -> Section {
    let mut out = String::new();
    let mut ticked = ITEMS;
    let _ = writeln!(out, "## {} {}\n", at + 1, CATEGORIES[at % CATEGORIES.len()]);
    let _ = writeln!(out, "{}.\n", sentence(18 + random.below(14), random));
    match at % 4 {
        0 => {
            ticked = ITEMS / 2 + random.below(ITEMS / 2);
            for item in 0..ITEMS {
                let mark = if item < ticked { "x" } else { " " };
                let _ = writeln!(out, "- [{mark}] {}", sentence(6, random));
            }
        }
        1 => {
            out.push_str("| Item | State | Note |\n| --- | --- | ---: |\n");
            for _ in 0..5 {
                let _ = writeln!(
                    out,
                    "| {} | {} | {} |",
                    random.pick(&WORDS),
                    random.pick(&["ok", "partial", "missing"]),
                    random.below(1000)
                );
            }
        }
        2 => {
            for _ in 0..3 {
                let (language, code) = random.pick(&CODE);
                let _ = writeln!(out, "```{language}\n{code}# {}\n```\n", sentence(5, random));
            }
        }
        _ => {
            for _ in 0..4 {
                let _ = writeln!(
                    out,
                    "- **{}**: {} `{}`",
                    random.pick(&WORDS),
                    sentence(8, random),
                    random.pick(&WORDS)
                );
            }
        }
    }
    let _ = writeln!(out, "\n{}.\n", sentence(18 + random.below(14), random));
    Section { text: out, ticked }
}

fn sentence(words: usize, random: &mut Random) -> String {
    (0..words).map(|_| random.pick(&WORDS)).collect::<Vec<_>>().join(" ")
}
