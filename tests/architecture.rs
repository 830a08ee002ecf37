//! Holds what ARCHITECTURE.md says: the order of modules, and that no file is left unregistered.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in their order: each uses only those before it.
const ORDER: [&str; 21] = [
    "text",
    "diag",
    "model",
    "source",
    "book",
    "score",
    "ledger",
    "check",
    "portfolio",
    "review",
    "export",
    "render",
    "import",
    "compile",
    "bundle",
    "preview",
    "load",
    "cache",
    "output",
    "serve",
    "cli",
];

/// Modules that may touch files, the clock and the environment.
const IO: [&str; 5] = ["load", "cache", "output", "serve", "cli"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// The module that a source file belongs to.
fn module_of(path: &Path) -> String {
    let relative = path.strip_prefix(root().join("src")).unwrap();
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Names of modules that the code of a file mentions as `crate::name`, comments aside.
fn used(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
        .filter(|name| ORDER.contains(name))
        .collect()
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let place = |name: &str| ORDER.iter().position(|known| *known == name).unwrap();
    let mut seen = 0;
    for path in sources(&root().join("src")) {
        let module = module_of(&path);
        if module == "lib" || module == "main" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for other in used(&text) {
            seen += 1;
            assert!(
                place(other) <= place(&module),
                "{} uses {other}, which stands below {module}",
                path.display()
            );
        }
    }
    assert!(seen > 100, "the test finds the uses at all: {seen}");
}

#[test]
fn the_library_and_its_description_list_the_same_modules() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let declared: Vec<&str> =
        library.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, ORDER);
    let description = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = description.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let described: Vec<&str> = rows.filter(|name| ORDER.contains(name)).collect();
    assert_eq!(described, ORDER, "the table of modules in ARCHITECTURE.md");
}

#[test]
fn only_io_modules_opt_in_to_files_and_clock() {
    for path in sources(&root().join("src")) {
        let module = module_of(&path);
        let text = fs::read_to_string(&path).unwrap();
        let production = text.split("#[cfg(test)]").next().unwrap_or_default();
        let opts_in = production.contains("clippy::disallowed_methods");
        assert!(!opts_in || IO.contains(&module.as_str()), "{} touches the world outside", path.display());
    }
}

/// Files of a registry's folder, without its own `mod.rs` and tests.
fn members(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| name != "mod" && name != "tests")
        .collect();
    names.sort();
    names
}

#[test]
fn every_rule_page_and_format_is_registered() {
    for (folder, marker) in [
        ("src/check/rules", "::RULE"),
        ("src/render/pages", "::KIND"),
        ("src/diag/render", "::FORMAT"),
        ("src/export/formats", "::FORMAT"),
        ("src/export/scores", "::FORMAT"),
        ("src/review/formats", "::FORMAT"),
        ("src/export/tables", "::TABLE"),
    ] {
        let registry = fs::read_to_string(root().join(folder).join("mod.rs")).unwrap();
        for name in members(folder) {
            let text = fs::read_to_string(root().join(folder).join(format!("{name}.rs"))).unwrap();
            // What members share declares none.
            let declares =
                ["const", "static"].iter().any(|kind| text.contains(&format!("{kind} {}:", &marker[2..])));
            assert!(
                !declares || registry.contains(&format!("{name}{marker}")),
                "{folder}/{name}.rs is not registered"
            );
            assert!(declares || registry.contains(&format!("mod {name};")), "{folder}/{name}.rs is not used");
        }
    }
}

#[test]
fn every_imported_fact_and_language_is_registered() {
    let import = fs::read_to_string(root().join("src/import/mod.rs")).unwrap();
    for name in members("src/import/facts") {
        assert!(import.contains(&format!("facts::{name}::read")), "src/import/facts/{name}.rs is not used");
    }
    let lexicon = fs::read_to_string(root().join("src/import/lexicon.rs")).unwrap();
    for entry in fs::read_dir(root().join("src/import/words")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(lexicon.contains(&format!("words/{name}")), "src/import/words/{name} is not registered");
    }
}

#[test]
fn files_fit_in_a_head() {
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let production = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code = production
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("//"))
            .count();
        assert!(code <= 400, "{} has {code} lines of code; split it by meaning", path.display());
    }
}
