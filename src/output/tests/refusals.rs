//! When a build is refused, nothing changes, and the message says what to do.

use super::*;
use crate::render::SourceRef;

#[test]
fn all_pages_that_cannot_be_made_are_told_and_nothing_is_touched() {
    let bench = Bench::new();
    bench.build(&[("a.html", "a"), ("gone.html", "gone")]).unwrap();
    let error = bench.refuse(vec![
        broken("z.html"),
        bench.page("a.html", "changed"),
        broken("b.html"),
        bench.page("new/c.html", "c"),
    ]);
    let expected =
        "2 pages could not be made, so nothing was written:\n  b.html: no b.html\n  z.html: no z.html";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_failing_first_build_leaves_no_folder() {
    let bench = Bench::new();
    let pages = vec![bench.page("a.html", "a"), broken("b.html")];
    let root = bench.temp.path().join("far/away/output");
    let target = Target { root, ..bench.target() };
    assert!(matches!(
        super::super::write(pages, &target, TOOL, &NoSources, &|_| {}),
        Err(OutputError::Render(_))
    ));
    assert!(!bench.temp.path().join("far").exists());
}

#[test]
fn a_page_that_panics_leaves_the_site_as_it_was() {
    let bench = Bench::new();
    bench.build(&[("a.html", "a")]).unwrap();
    let before = bench.snapshot();
    let panics = Page::new("b.html", Fingerprint([0; 32]), || panic!("for the test"));
    let pages = vec![bench.page("a.html", "changed"), panics];
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| bench.write(pages)));
    assert!(result.is_err());
    assert_eq!(bench.snapshot(), before);
    assert_eq!(bench.build(&[("a.html", "a")]).unwrap(), written(0, 1, 0), "the lock is free");
}

#[test]
fn a_source_that_cannot_be_read_is_named() {
    let bench = Bench::new();
    let source = |path: &str| SourceRef { path: path.into(), hash: None };
    let page = |path: &str, from: &str| {
        Page::with_source(path, Fingerprint([0; 32]), source(from), |bytes| Ok(bytes.to_vec()))
    };
    let error = bench.refuse(vec![page("z.html", "first.md"), broken("a.html"), page("b.html", "second.md")]);
    let expected = "cannot read second.md: no second.md; check that it is still there, then try again";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_folder_in_use_for_something_else_is_left_alone() {
    let bench = Bench::new();
    bench.put("thesis.txt", "years of work");
    bench.put(".readybook-staging-7/0", "not ours to remove either");
    let error = bench.refuse(bench.pages(&[("a.html", "a")]));
    assert!(matches!(&error, OutputError::NotOurs { root } if *root == bench.root("")));
    assert!(error.to_string().contains("choose another output folder"), "{error}");

    let file = Target { root: bench.root("thesis.txt"), ..bench.target() };
    let result = super::super::write(Vec::new(), &file, TOOL, &NoSources, &|_| {});
    assert!(matches!(result, Err(OutputError::NoFolder { .. })));
}

#[test]
fn a_stranger_where_a_page_goes_is_named_before_anything_changes() {
    let bench = Bench::new();
    bench.build(&[("a.html", "a"), ("gone.html", "gone")]).unwrap();
    for (stranger, page) in [("b.html", "b.html"), ("c", "c/d/e.html"), ("f/g/h.txt", "f"), ("same", "same")]
    {
        bench.put(stranger, "mine");
        let error = bench.refuse(bench.pages(&[("a.html", "new"), (page, "ours")]));
        assert!(matches!(&error, OutputError::Foreign { path } if *path == bench.root(stranger)), "{error}");
        assert!(error.to_string().contains(stranger), "{error}");
        fs::remove_file(bench.root(stranger)).unwrap();
    }
}

#[test]
fn an_edited_file_of_ours_is_not_turned_into_a_folder() {
    let bench = Bench::new();
    bench.build(&[("a", "a"), ("d/e", "e")]).unwrap();
    bench.put("a", "edited");
    let error = bench.refuse(bench.pages(&[("a/b", "b"), ("d/e", "e")]));
    assert!(matches!(error, OutputError::Foreign { path } if path == bench.root("a")));
    bench.put("a", "a");
    bench.put("d/e", "edited");
    let error = bench.refuse(bench.pages(&[("a", "a"), ("d", "d")]));
    assert!(matches!(error, OutputError::Foreign { path } if path == bench.root("d/e")));
}

#[test]
fn paths_are_judged_before_the_lock_is_taken() {
    let bench = Bench::new();
    let error = bench.refuse(bench.pages(&[("Read.html", "a"), ("read.html", "b")]));
    assert!(
        error.to_string().starts_with("the paths of two pages, Read.html and read.html, differ"),
        "{error}"
    );
    let error = bench.refuse(bench.pages(&[("a", "a"), ("a/b", "b")]));
    assert!(error.to_string().contains("the folder of the page a/b"), "{error}");
    let error = bench.refuse(bench.pages(&[("a", "a"), ("a", "a")]));
    assert!(error.to_string().starts_with("two pages have the same path, a;"), "{error}");
    let error = bench.refuse(bench.pages(&[("../up.html", "a")]));
    assert!(error.to_string().contains("\"../up.html\""), "{error}");
    assert!(!bench.target().scratch.exists());
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let bench = Bench::new();
    let lock = Lock::take(&bench.target().scratch).unwrap();
    let error = bench.refuse(bench.pages(&[("a.html", "a")]));
    assert!(matches!(error, OutputError::Busy { .. }), "{error}");
    drop(lock);
    bench.build(&[("a.html", "a")]).unwrap();
}

#[test]
fn a_manifest_that_cannot_be_read_stops_everything() {
    let bench = Bench::new();
    bench.build(&[("a.html", "a"), ("b.html", "b")]).unwrap();
    for damaged in ["", "{\"version\":1", "{\"version\":9,\"tool\":\"\",\"files\":{}}"] {
        bench.put(manifest::NAME, damaged);
        let error = bench.refuse(bench.pages(&[("a.html", "changed")]));
        assert!(matches!(error, OutputError::Manifest { .. }), "{error}");
        assert!(error.to_string().contains("move the whole output folder away"), "{error}");
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn pages_are_not_written_through_a_link() {
        let bench = Bench::new();
        let site = [("a/one.html", "one"), ("b.html", "b")];
        bench.build(&site).unwrap();
        let outside = bench.temp.path().join("outside");
        fs::rename(bench.root("a"), &outside).unwrap();
        symlink(&outside, bench.root("a")).unwrap();
        let error = bench.refuse(bench.pages(&[("a/one.html", "changed")]));
        assert!(matches!(&error, OutputError::Symlink { path } if *path == bench.root("a")), "{error}");
        assert!(matches!(bench.build(&site), Err(OutputError::Symlink { .. })), "nor left there");

        // Nor is anything removed through one.
        let result = bench.build(&[("b.html", "b")]).unwrap();
        assert_eq!(result, Written { kept: vec!["a/one.html".to_owned()], ..written(0, 1, 0) });
        assert!(outside.join("one.html").exists() && bench.root("a").exists());
    }

    #[test]
    fn a_link_in_place_of_a_page_is_replaced_and_what_it_points_to_is_kept() {
        let bench = Bench::new();
        bench.build(&[("a.html", "a")]).unwrap();
        let outside = bench.temp.path().join("outside");
        fs::rename(bench.root("a.html"), &outside).unwrap();
        symlink(&outside, bench.root("a.html")).unwrap();
        symlink(&outside, bench.root("stranger.html")).unwrap();
        assert_eq!(bench.build(&[("a.html", "a")]).unwrap(), written(1, 0, 0));
        assert!(!bench.root("a.html").is_symlink() && outside.exists());
        let error = bench.refuse(bench.pages(&[("stranger.html", "a")]));
        assert!(matches!(error, OutputError::Foreign { .. }), "{error}");
    }
}
