//! `export`: tables as files, read by other programs.

use std::process::Command;

use serde_json::Value;

use crate::book::{Book, GOOD};

/// A book whose texts are hard on spreadsheets and databases.
fn book() -> Book {
    let book = Book::good();
    book.put(
        "content/a-b.c_d/1.0.0+x.md",
        "---\nformat: 1\ndate: 2026-01-20\ntitle: \"=cmd|' /C calc'!A0\"\nowner: \"Robert'); DROP TABLE assessments;--\"\nverdict: ready\nscore: 9/10\ncategories: { security: 90 }\nchecks:\n  backups: { result: fail, note: \"@home, \\\"quoted\\\"\", evidence: [docs/a.md, docs/b.md] }\n  tls: { result: n/a, reason: \"-1\" }\nfindings:\n  - { id: one, title: \"+1\\nline\", severity: high, due: 2026-03-01 }\n  - { id: two, title: two, status: resolved }\nwaivers:\n  - { finding: one, reason: small, approved-by: bob, expires: 2026-06-30 }\n---\n# R\n",
    );
    book.put("content/hush/1.md", GOOD.replace("date:", "visibility: internal\ndate:"));
    book.put("content/hush/2.md", GOOD.replace("date:", "draft: true\ndate:"));
    book.run(&["seal", "good", "1.0.0"]);
    book
}

fn export(book: &Book, format: &str) -> Vec<String> {
    let run = book.run(&["export", "--format", format]);
    assert_eq!(run.status, 0, "{}", run.err);
    let files = book.files(&format!("export/{format}")).into_iter().map(|(path, _)| path);
    files.filter(|path| !path.starts_with('.')).collect()
}

#[test]
fn csv_is_a_file_for_each_table_that_no_spreadsheet_executes() {
    let book = book();
    let names = ["assessments.csv", "categories.csv", "checks.csv", "findings.csv", "waivers.csv"];
    assert_eq!(export(&book, "csv"), names);
    for name in names {
        let text = book.read(&format!("export/csv/{name}"));
        assert!(text.starts_with("project,release,"), "{name}: {text}");
        for cell in text.split([',', '\n']).map(|cell| cell.trim_start_matches('"')) {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{name}: {cell}");
        }
    }
    let findings = book.read("export/csv/findings.csv");
    assert!(
        findings.contains("a-b.c_d,1.0.0+x,one,\"'+1\nline\",,high,,open,true,,,,2026-03-01,\r\n"),
        "{findings}"
    );
    assert_eq!(
        book.read("export/csv/assessments.csv").matches("2026-01-2").count(),
        5,
        "two dates a row, and a seal"
    );
}

#[test]
fn json_is_an_object_on_each_line() {
    let book = book();
    assert_eq!(export(&book, "json").len(), 5);
    let text = book.read("export/json/assessments.jsonl");
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2, "neither drafts nor internal ones");
    assert_eq!(rows[0]["title"], "=cmd|' /C calc'!A0", "nothing is changed where nothing executes it");
    assert_eq!((&rows[1]["seal_intact"], &rows[0]["seal_intact"]), (&Value::Bool(true), &Value::Null));
    let checks = book.read("export/json/checks.jsonl");
    assert!(checks.contains("\"evidence\":\"docs/a.md\\ndocs/b.md\""), "{checks}");
}

#[cfg(feature = "sqlite")]
#[test]
fn another_program_reads_the_database() {
    let book = book();
    assert_eq!(export(&book, "sqlite"), ["readybook.sqlite"]);
    let script = r#"
import sqlite3
db = sqlite3.connect("export/sqlite/readybook.sqlite")
print(db.execute("PRAGMA integrity_check").fetchone()[0])
print([row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")])
print(db.execute("SELECT owner, title, verdict, latest FROM assessments WHERE project = 'a-b.c_d'").fetchall())
print(db.execute("SELECT f.title, w.approved_by, w.live FROM findings f JOIN waivers w ON w.project = f.project AND w.release = f.release AND w.waived = f.finding").fetchall())
print(db.execute("SELECT round(sum(weight * score) / sum(weight)) = round((SELECT score FROM assessments a WHERE a.project = 'a-b.c_d')) FROM categories WHERE applicable AND project = 'a-b.c_d'").fetchone()[0])
"#;
    let output = Command::new("python3").args(["-c", script]).current_dir(book.root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let expected = r#"ok
['assessments', 'categories', 'checks', 'findings', 'waivers']
[("Robert'); DROP TABLE assessments;--", "=cmd|' /C calc'!A0", 'VERDICT', 1)]
[('+1\nline', 'bob', 1)]
1
"#;
    let out = String::from_utf8(output.stdout).unwrap();
    let out = out.replace("'incomplete'", "'VERDICT'").replace("'not-ready'", "'VERDICT'");
    assert_eq!(out, expected);
}

/// `scripts/fleet-test.sh` has `DuckDB` read these files; here a reader looks at what they hold.
#[cfg(feature = "parquet")]
#[test]
fn parquet_is_partitioned_by_project() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let book = book();
    let files = export(&book, "parquet");
    assert!(files.contains(&"assessments/project=a-b.c_d/data.parquet".to_owned()), "{files:?}");
    assert_eq!(files.iter().filter(|path| path.starts_with("waivers/")).count(), 1, "no file without a row");
    let file =
        std::fs::File::open(book.path("export/parquet/findings/project=a-b.c_d/data.parquet")).unwrap();
    let rows: Vec<String> = SerializedFileReader::new(file)
        .unwrap()
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().to_string())
        .collect();
    assert_eq!(rows.len(), 2);
    assert!(
        rows[0].contains("title: \"+1\nline\"")
            && rows[0].contains("open: true")
            && rows[0].contains("owner: null"),
        "{}",
        rows[0]
    );
    assert!(!rows[0].contains("project:"), "it is in the path");
    // A table without a row has one file still, with all of its columns.
    let bare = Book::good();
    let files = export(&bare, "parquet");
    let of_findings: Vec<&String> = files.iter().filter(|path| path.starts_with("findings/")).collect();
    assert_eq!(of_findings, ["findings/project=good/data.parquet"]);
    let columns = |book: &Book, project: &str| -> (i64, Vec<String>) {
        let path = book.path(&format!("export/parquet/findings/project={project}/data.parquet"));
        let file = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
        let about = file.metadata().file_metadata().clone();
        let names = about.schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
        (about.num_rows(), names)
    };
    let (rows, names) = columns(&bare, "good");
    assert_eq!((rows, names), (0, columns(&book, "a-b.c_d").1));
}

#[test]
fn what_is_hidden_is_exported_only_on_request() {
    let book = book();
    for (arguments, rows) in
        [(vec![], 2), (vec!["--drafts"], 3), (vec!["--internal"], 3), (vec!["--drafts", "--internal"], 4)]
    {
        let run = book.run(&[&["export", "--format", "csv"], arguments.as_slice()].concat());
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!(
            book.read("export/csv/assessments.csv").matches("\r\n").count(),
            rows + 1,
            "{arguments:?}"
        );
    }
}

#[test]
fn an_export_replaces_only_what_an_export_wrote() {
    let book = book();
    export(&book, "csv");
    assert_eq!(export(&book, "json").len(), 5);
    assert_eq!(book.files("export/csv").len(), 6, "each format has a folder of its own");
    let into_csv = book.run(&["export", "--format", "json", "--out-dir", "export/csv"]);
    assert!(into_csv.err.contains("5 written, 5 removed"), "{}", into_csv.err);
    let again = book.run(&["export", "--format", "json"]);
    assert!(again.err.contains("0 written, 0 removed"), "{}", again.err);
    book.put("other/mine.txt", "mine");
    for (folder, why) in [
        ("other", "is not a folder that this tool has written"),
        ("content", "the book itself is there"),
        (".", "the book itself is there"),
    ] {
        let run = book.run(&["export", "--format", "csv", "--out-dir", folder]);
        assert_eq!(run.status, 2, "{folder}");
        assert!(run.err.contains(why), "{folder}: {}", run.err);
    }
    book.run(&["build"]);
    let site = book.run(&["export", "--format", "csv", "--out-dir", "output"]);
    assert!(site.status == 2 && site.err.contains("holds a site"), "{}", site.err);
    assert_eq!(book.read("other/mine.txt"), "mine");
    assert!(book.path("output/index.html").exists());
    let new = book.run(&["export", "--format", "csv", "--out-dir", "not/there/yet"]);
    assert_eq!(new.status, 0, "a folder that does not exist is made: {}", new.err);
    book.put("file", "");
    let file = book.run(&["export", "--format", "csv", "--out-dir", "file/export"]);
    assert!(file.status == 2 && file.err.contains("a part of the path to it, is a file"), "{}", file.err);
    if cfg!(target_os = "linux") {
        let nowhere = book.run(&["export", "--format", "csv", "--out-dir", "/proc/none"]);
        assert!(
            nowhere.status == 2 && nowhere.err.contains("choose an output folder elsewhere, then try again"),
            "{}",
            nowhere.err
        );
    }
    assert_eq!(book.run(&["export", "--format", "xlsx"]).status, 2);
    assert_eq!(book.run(&["export"]).status, 2);
}

#[test]
fn broken_documents_are_left_out_and_told() {
    let book = book();
    book.put("content/good/9.md", "no front matter");
    let run = book.run(&["export", "--format", "csv"]);
    assert_eq!(run.status, 1);
    assert!(
        run.err.contains("content/good/9.md") && run.err.contains("what cannot be read is left out"),
        "{}",
        run.err
    );
    assert_eq!(book.read("export/csv/assessments.csv").matches("\r\n").count(), 3);
}

#[test]
fn the_documentation_lists_every_column() {
    use std::fmt::Write as _;
    let mut expected = String::new();
    for table in readybook::export::tables::TABLES {
        write!(
            expected,
            "### {}\n\nA row is {}.\n\n| column | kind | what it says |\n| --- | --- | --- |\n",
            table.name, table.about
        )
        .unwrap();
        for column in table.columns {
            writeln!(
                expected,
                "| `{}` | {} | {} |",
                column.name,
                format!("{:?}", column.kind).to_lowercase(),
                column.about
            )
            .unwrap();
        }
        expected.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/fleet.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, _) = text.split_once("### assessments").unwrap();
    let whole = format!("{before}{}\n", expected.trim_end());
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(path, &whole).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == whole,
        "write docs/fleet.md anew with UPDATE_EXPECTED=1"
    );
}
