//! A generated book, the same for the same seed: reports of about 9.5 KB, made like real ones. An eighth of the text is
//! code, a third of the code names no language, and a report is carried on from release to release with about one
//! section in six written anew.

use std::fmt::Write as _;
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

const CHECKS: [&str; 8] = [
    "env-template",
    "rate-limiting",
    "tls",
    "unit-tests",
    "health-checks",
    "backups",
    "rollback",
    "structured-logging",
];

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

/// Writes the book; gives the bytes of its assessments.
pub fn write(root: &Path, assessments: usize, seed: u64) -> std::io::Result<u64> {
    std::fs::create_dir_all(root.join("content"))?;
    std::fs::write(root.join("book.toml"), "[book]\ntitle = \"Generated\"\n")?;
    let mut bytes = 0;
    for project in 0..assessments.div_ceil(RELEASES) {
        let mut random = Random(seed.wrapping_mul(1_000_003).wrapping_add(project as u64));
        let folder = root.join(format!("content/service-{project:05}"));
        std::fs::create_dir_all(&folder)?;
        let mut sections: Vec<String> = (0..SECTIONS).map(|at| section(at, &mut random)).collect();
        for release in 0..RELEASES.min(assessments - project * RELEASES) {
            for (at, text) in sections.iter_mut().enumerate() {
                if random.below(6) == 0 {
                    *text = section(at, &mut random);
                }
            }
            let document = document(project, release, &sections, &mut random);
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

/// Changes the newest assessment of some projects: a check that passes in each of them, or does not.
pub fn touch_newest(root: &Path, projects: usize, result: &str) -> std::io::Result<()> {
    for project in 0..projects {
        let folder = root.join(format!("content/service-{project:05}"));
        let paths: std::io::Result<Vec<_>> =
            std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
        if let Some(newest) = paths?.into_iter().max() {
            let text = std::fs::read_to_string(&newest)?;
            let first = text.replacen("result: pass", &format!("result: {result}"), 1);
            std::fs::write(newest, first)?;
        }
    }
    Ok(())
}

fn document(project: usize, release: usize, sections: &[String], random: &mut Random) -> String {
    let mut out = String::with_capacity(10_000);
    let _ = writeln!(
        out,
        "---\nformat: 1\ndate: 2025-{:02}-{:02}\nowner: team-{}",
        release + 1,
        project % 28 + 1,
        project % 20
    );
    let _ = writeln!(out, "verdict: incomplete\nscore: {}/100\ncategories:", 40 + random.below(55));
    for category in ["security", "monitoring", "documentation", "performance"] {
        let _ = writeln!(out, "  {category}: {}/10", random.below(11));
    }
    out.push_str("checks:\n");
    for check in CHECKS {
        let state = random.pick(&["pass", "pass", "partial", "fail", "unknown"]);
        let _ = writeln!(
            out,
            "  {check}: {{ result: {state}, note: {}, evidence: [docs/{check}.md] }}",
            sentence(6, random)
        );
    }
    out.push_str("findings:\n");
    for finding in 0..3 + random.below(4) {
        let severity = random.pick(&["critical", "high", "medium", "low"]);
        let status = random.pick(&["open", "partial", "resolved"]);
        let title = sentence(4, random);
        let _ = writeln!(
            out,
            "  - {{ id: f-{finding}, title: {title}, category: testing, severity: {severity}, status: {status}, effort: 2 days }}"
        );
    }
    let _ = writeln!(out, "---\n# Service {project} 1.{release}.0\n\n{}.\n", sentence(40, random));
    for section in sections {
        out.push_str(section);
    }
    out
}

fn section(at: usize, random: &mut Random) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "## {} {}\n", at + 1, CATEGORIES[at % CATEGORIES.len()]);
    let _ = writeln!(out, "{}.\n", sentence(18 + random.below(14), random));
    match at % 4 {
        0 => {
            for _ in 0..6 {
                let mark = if random.below(3) == 0 { "x" } else { " " };
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
    out
}

fn sentence(words: usize, random: &mut Random) -> String {
    (0..words).map(|_| random.pick(&WORDS)).collect::<Vec<_>>().join(" ")
}
