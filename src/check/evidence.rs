//! What a piece of evidence points to.

/// Files that are called so everywhere, without an extension.
const FILES: [&str; 14] = [
    "CHANGELOG",
    "CODEOWNERS",
    "Containerfile",
    "Dockerfile",
    "Gemfile",
    "Jenkinsfile",
    "Justfile",
    "LICENSE",
    "Makefile",
    "Procfile",
    "README",
    "Rakefile",
    "Tiltfile",
    "Vagrantfile",
];

/// Folders of a machine, not of its code.
const OF_MACHINES: [&str; 12] =
    ["bin", "dev", "etc", "home", "mnt", "opt", "proc", "root", "sys", "tmp", "usr", "var"];

/// A piece of evidence, as a document names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A path below the project's source root, without a line number or an anchor.
    Path(String),
    /// A path that leads out of the source root.
    Outside,
    /// An address, or words: nothing that could be looked up.
    Other,
}

impl Evidence {
    /// Reads a path as people write it: `src/a.rs`, `` `src/a.rs:10` ``, `./src/a.rs#L10` or `[a](src/a.rs)`.
    pub fn read(text: &str) -> Evidence {
        let mut text = text.trim().trim_matches('`');
        if let Some((_, target)) = text.strip_suffix(')').and_then(|text| text.split_once("](")) {
            text = target;
        }
        if text.contains("://") || text.contains(char::is_whitespace) || text.starts_with("mailto:") {
            return Evidence::Other;
        }
        let text = text.split(['#', '?']).next().unwrap_or(text);
        let text = match text.split_once(':') {
            Some((path, line)) if line.starts_with(|c: char| c.is_ascii_digit()) => path,
            Some(_) => return Evidence::Other,
            None => text,
        };
        let first = text.strip_prefix('/').and_then(|rest| rest.split('/').next());
        if first.is_some_and(|first| OF_MACHINES.contains(&first)) {
            return Evidence::Outside;
        }
        // A single word without an extension is a name, not a path.
        let is_name = !text.contains(['/', '.']) && !FILES.contains(&text);
        if is_name || text.contains(['*', '<', '{', '$']) {
            return Evidence::Other;
        }
        let mut parts: Vec<&str> = Vec::new();
        for part in text.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        return Evidence::Outside;
                    }
                }
                part => parts.push(part),
            }
        }
        if parts.is_empty() { Evidence::Other } else { Evidence::Path(parts.join("/")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_addresses_and_words() {
        for path in ["src/a.rs", "`src/a.rs`", "./src/a.rs:10-20", "/src//a.rs#L10", "[a](src/b/../a.rs)"] {
            assert_eq!(Evidence::read(path), Evidence::Path("src/a.rs".to_owned()), "{path}");
        }
        assert_eq!(Evidence::read("Makefile.am"), Evidence::Path("Makefile.am".to_owned()));
        assert_eq!(Evidence::read("Makefile"), Evidence::Path("Makefile".to_owned()));
        assert_eq!(Evidence::read("/src/a.rs"), Evidence::Path("src/a.rs".to_owned()));
        for outside in ["../secret.txt", "a/../../b", "/etc/passwd", "/home/ada/plan.md"] {
            assert_eq!(Evidence::read(outside), Evidence::Outside, "{outside}");
        }
        for other in
            ["https://ci.example/run/7", "the run of March 3.", "JIRA-12", "docs:plan", "src/*.rs", "./"]
        {
            assert_eq!(Evidence::read(other), Evidence::Other, "{other}");
        }
    }
}
