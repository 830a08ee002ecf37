//! What becomes of a file that a report names when it is published beside pages.

/// Endings of files that no browser runs, whatever they hold, from any server: each has a type that all of them know, since what
/// has none is taken for a page where it looks like one. Pictures of SVG are looked into where they are copied.
const INERT: [&str; 36] = [
    "7z", "avif", "bmp", "bz2", "csv", "docx", "gif", "gz", "ico", "jpeg", "jpg", "json", "m4a", "md", "mov",
    "mp3", "mp4", "odp", "ods", "odt", "ogg", "pdf", "png", "pptx", "svg", "tar", "tgz", "tsv", "txt", "wav",
    "webm", "webp", "woff2", "xlsx", "xz", "zip",
];

/// A ledger is published where it is whole, and begins like nothing that a browser runs.
const LEDGER: &str = "ledger.jsonl";

/// The ending that makes any server say that a file is text.
const AS_TEXT: &str = ".txt";

/// The path at which a file is published: its own, or one that ends so that no browser takes it for a page or a script of
/// the site. Whoever may add a report may add files to it, and must not speak with the site's voice.
pub fn published_as(path: &str) -> String {
    let keeps = INERT.contains(&ending(path).as_str()) || path.rsplit('/').next() == Some(LEDGER);
    if keeps { path.to_owned() } else { format!("{path}{AS_TEXT}") }
}

/// True for a picture in SVG, by its name.
pub fn is_svg(path: &str) -> bool {
    ending(path) == "svg"
}

fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_runs_is_published_as_text() {
        assert!(INERT.is_sorted());
        for kept in ["a/b.png", "x.SVG", "a.b/report.pdf", "log.txt", "x.html.md", "data.json"] {
            assert_eq!(published_as(kept), kept);
        }
        for run in [
            "a.html",
            "a.HTM",
            "a.xhtml",
            "a.xht",
            "a.shtml",
            "a.xml",
            "a.xsl",
            "a.rss",
            "a.js",
            "a.mjs",
            "a.css",
            "a.wasm",
            "a.svgz",
            "a.php",
            "a.mht",
            "a.hta",
            "a.swf",
            "a.manifest",
            "a.png.html",
            "a",
            "a.d/b",
            "a.",
            "a.html ",
            "a.jsonl",
            "a.lock",
            "a.log",
            "a.toml",
            "a.yaml",
            "a.yml",
            ".html",
        ] {
            assert_eq!(published_as(run), format!("{run}.txt"), "{run}");
        }
    }
}
