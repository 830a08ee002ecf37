//! Paths of the site, and links to them.

use crate::text::published_as;

/// The page of a release.
pub fn document_page(project: &str, release: &str) -> String {
    format!("projects/{project}/{release}/index.html")
}

/// The name of the page of the arithmetic, beside that of the assessment.
pub(super) const SCORE_FILE: &str = "score.html";

/// The page of the arithmetic of a release's score.
pub fn score_page(project: &str, release: &str) -> String {
    format!("projects/{project}/{release}/{SCORE_FILE}")
}

/// The page of what changed between two consecutive releases. It stands in the folder of the newer one, where no
/// release can have that name.
pub(super) fn difference_page(project: &str, before: &str, after: &str) -> String {
    format!("projects/{project}/{after}/since-{before}.html")
}

/// The page of a check, over all rubrics in use that have it.
pub(super) fn check_page(id: &str) -> String {
    format!("checks/{id}.html")
}

/// The page of a category, over all rubrics in use that have it.
pub(super) fn category_page(id: &str) -> String {
    format!("categories/{id}.html")
}

/// The address at which releases, each as project and name, stand side by side.
pub(super) fn compare_address(releases: &[(&str, &str)]) -> String {
    let encoded = |text: &str| crate::text::uri_path(text);
    let one = |(letter, (project, release)): (char, &(&str, &str))| {
        format!("{letter}={}@{}", encoded(project), encoded(release))
    };
    let query: Vec<String> = ('a'..='d').zip(releases).map(one).collect();
    format!("compare.html?{}", query.join("&"))
}

/// The page of a project.
pub(super) fn project_page(project: &str) -> String {
    format!("projects/{project}/index.html")
}

/// Where a file of the book is copied to.
pub fn file_page(path: &str) -> String {
    format!("files/{}", published_as(path.strip_prefix("content/").unwrap_or(path)))
}

/// The page of a rubric.
pub(super) fn rubric_page(id: &str, version: u32) -> String {
    format!("rubrics/{id}-{version}.html")
}

/// The badge of a project, or of one of its categories, without the ending of its file.
pub(super) fn badge_path(project: &str, category: Option<&str>) -> String {
    match category {
        None => format!("badges/{project}/readiness"),
        Some(category) => format!("badges/{project}/categories/{category}"),
    }
}

/// The way from a page to the site's root: `../` for each folder that the page is in.
pub(super) fn root_of(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}

/// The page of a rule.
pub fn rule_page(id: &str) -> String {
    format!("rules/{id}.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_paths_are_relative() {
        assert_eq!(root_of("projects/a/1.0/index.html"), "../../../");
        assert_eq!(root_of("index.html"), "");
        assert_eq!(compare_address(&[("a", "1.0+2"), ("b", "2")]), "compare.html?a=a@1.0%2B2&b=b@2");
    }
}
