//! docs/scoring.md carries the arithmetic of this repository's own assessments: the same that the program gives.

use std::path::Path;

use crate::book::{Run, readybook};

const PROJECTS: [&str; 5] = ["ob-vl", "repository-analysis", "api-web-worker", "grover", "ai-story-book"];

/// The text between the marks of a project.
fn marks(project: &str) -> (String, String) {
    (format!("<!-- {project}: begin -->\n"), format!("<!-- {project}: end -->"))
}

#[test]
fn the_worked_examples_are_what_the_program_computes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("docs/scoring.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let mut renewed = page.clone();
    for project in PROJECTS {
        // Without git: some are undated, and what a clone holds of the history would say when they are from.
        let mut command = readybook();
        command.env("PATH", "").current_dir(root).args(["score", project, "--format", "markdown"]);
        let run = Run::of(&mut command);
        assert_eq!(run.status, 0, "{}", run.err);
        let arithmetic = run.out.split("\n#### The cheapest path").next().unwrap();
        let (begin, end) = marks(project);
        let from = renewed.find(&begin).unwrap_or_else(|| panic!("no mark of {project}")) + begin.len();
        let to = renewed.find(&end).unwrap();
        renewed.replace_range(from..to, arithmetic);
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, renewed).unwrap();
    } else {
        assert!(
            page == renewed,
            "write docs/scoring.md anew with UPDATE_EXPECTED=1, and read the difference"
        );
    }
}

/// The arithmetic of one example by hand, from the figures that the page shows.
#[test]
fn a_pocket_calculator_reaches_the_shown_scores() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/scoring.md")).unwrap();
    for project in PROJECTS {
        let (begin, end) = marks(project);
        let part = page.split(&begin).nth(1).unwrap().split(&end).next().unwrap();
        let rows: Vec<Vec<&str>> = part
            .lines()
            .filter(|line| line.starts_with("| ") && !line.contains("---"))
            .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
            .collect();
        let hundredths = |cell: &str| -> i64 {
            let (whole, rest) = cell.split_once('.').unwrap_or((cell, ""));
            whole.parse::<i64>().unwrap() * 100 + format!("{rest:0<2}").parse::<i64>().unwrap()
        };
        let (mut products, mut weights) = (0, 0);
        for row in &rows[1..] {
            match row[0] {
                "Lost by cutting off" => products += hundredths(row[8]),
                "Sum of weight × points" => {
                    assert_eq!(
                        (products, weights),
                        (hundredths(row[8]), row[7].parse().unwrap()),
                        "{project}"
                    );
                }
                "The whole" => {
                    assert_eq!(products / weights, hundredths(row[6]), "{project}");
                    let states: i64 = row[2..6].iter().map(|cell| hundredths(cell)).sum();
                    assert!((9996..=10_000).contains(&states), "{project}");
                }
                _ if row[2].is_empty() => {}
                _ => {
                    let weight: i64 = row[7].parse().unwrap();
                    assert_eq!(weight * hundredths(row[6]), hundredths(row[8]), "{project}: {}", row[0]);
                    (products, weights) = (products + hundredths(row[8]), weights + weight);
                }
            }
        }
        assert!(weights > 0, "{project} has rows");
    }
}
