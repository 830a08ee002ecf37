//! What becomes of a file that a report names when it is published beside pages.

/// Endings of files that no browser runs, whatever they hold. Pictures of SVG are looked into where they are copied.
const INERT: [&str; 46] = [
    "7z", "avif", "bmp", "bz2", "csv", "diff", "docx", "eml", "gif", "gz", "ico", "jpeg", "jpg", "json",
    "jsonl", "lock", "log", "m4a", "md", "mov", "mp3", "mp4", "odp", "ods", "odt", "ogg", "patch", "pdf",
    "png", "pptx", "sarif", "svg", "tar", "tgz", "toml", "tsv", "txt", "wav", "webm", "webp", "woff2",
    "xlsx", "xz", "yaml", "yml", "zip",
];

/// The ending that makes any server say that a file is text.
const AS_TEXT: &str = ".txt";

/// The path at which a file is published: its own, or one that ends so that no browser takes it for a page or a script of
/// the site. Whoever may add a report may add files to it, and must not speak with the site's voice.
pub fn published_as(path: &str) -> String {
    if INERT.contains(&ending(path).as_str()) { path.to_owned() } else { format!("{path}{AS_TEXT}") }
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
            ".html",
        ] {
            assert_eq!(published_as(run), format!("{run}.txt"), "{run}");
        }
    }
}
