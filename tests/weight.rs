//! How heavy pages are: what stands around a report, and a page with many projects.

use crate::book::{Run, readybook};

/// Most bytes of an assessment's page beside the report itself.
const MOST_BESIDE_REPORT: usize = 25 * 1024;

#[test]
fn an_assessment_weighs_little_more_than_its_report() {
    let root = env!("CARGO_MANIFEST_DIR");
    let output = tempfile::tempdir().unwrap();
    let site = output.path().join("site");
    let build = Run::of(readybook().current_dir(root).args(["build", "--out-dir"]).arg(&site));
    assert_eq!(build.status, 0, "{}", build.err);
    let mut seen = 0;
    for (path, bytes) in crate::book::files(&site.join("projects")) {
        let page = String::from_utf8(bytes).unwrap();
        let Some((before, rest)) = page.split_once("id=\"page:report\">") else { continue };
        let (_, after) = rest.split_once("</article>").unwrap();
        let beside = before.len() + after.len();
        assert!(beside <= MOST_BESIDE_REPORT, "{path}: {beside} bytes beside the report");
        seen += 1;
    }
    assert_eq!(seen, 8);
}
