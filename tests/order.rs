//! The order of a project's releases.

use crate::book::Book;

/// Builds a project whose releases are all of one day, each with what it supersedes, and gives them as the page of
/// the project lists them: the latest first.
fn listed(releases: &[(&str, Option<&str>)]) -> Vec<String> {
    let book = Book::empty();
    for (release, supersedes) in releases {
        let line = supersedes.map(|named| format!("supersedes: {named}\n")).unwrap_or_default();
        book.put(
            &format!("content/p/{release}.md"),
            format!("---\nformat: 1\ndate: 2026-01-21\n{line}---\n# R\n"),
        );
    }
    assert_eq!(book.run(&["build"]).status, 0);
    let page = book.read("output/projects/p/index.html");
    let table = page.split("All assessments of").nth(1).unwrap();
    let links = table.split("<th scope=\"row\"><a href=\"").skip(1);
    links.map(|rest| rest.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()).collect()
}

#[test]
fn versions_count_as_people_count_and_supersedes_goes_before_them() {
    assert_eq!(
        listed(&[("1.9", None), ("1.10", None), ("1.10-before", None)]),
        ["1.10", "1.10-before", "1.9"]
    );
    let chain = [("a", Some("b")), ("b", Some("c")), ("c", Some("d")), ("d", Some("e")), ("e", None)];
    assert_eq!(listed(&chain), ["a", "b", "c", "d", "e"]);
}

#[test]
fn a_circle_is_left_as_date_and_version_have_it() {
    assert_eq!(listed(&[("x", None), ("y", Some("z")), ("z", Some("y"))]), ["z", "y", "x"]);
    assert_eq!(listed(&[("x", Some("x")), ("y", None)]), ["y", "x"]);
}
