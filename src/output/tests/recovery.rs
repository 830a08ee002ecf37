//! After damage and after builds that were cut short.

use proptest::prelude::*;

use super::*;

fn listing(files: &[(&str, &str)]) -> Manifest {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), Digest::of(text.as_bytes())));
    Manifest::new(TOOL, files.collect())
}

#[test]
fn without_a_memory_pages_are_made_again_but_not_written() {
    let bench = Bench::new();
    let site = [("a.html", "a"), ("b.html", "b")];
    bench.build(&site).unwrap();
    let before = bench.snapshot();
    for damage in ["", "{}", "\u{2}not packed"] {
        bench.made();
        fs::write(bench.target().scratch.join("built"), damage).unwrap();
        assert_eq!(bench.build(&site).unwrap(), written(0, 2, 0));
        assert_eq!(bench.made(), 2);
        assert_eq!(bench.snapshot(), before);
    }
    bench.made();
    assert_eq!(bench.build(&site).unwrap(), written(0, 2, 0));
    assert_eq!(bench.made(), 0, "and remembered again");
}

#[test]
fn a_memory_that_cannot_be_written_fails_no_build() {
    let bench = Bench::new();
    fs::create_dir_all(bench.target().scratch.join("built/in-the-way")).unwrap();
    assert_eq!(bench.build(&[("a.html", "a")]).unwrap(), written(1, 0, 0));
    assert_eq!(bench.build(&[("a.html", "a")]).unwrap(), written(0, 1, 0));
}

#[test]
fn a_page_that_was_tampered_with_or_deleted_is_restored() {
    let bench = Bench::new();
    let site = [("a.html", "aaa"), ("b.html", "bbb"), ("c.html", "ccc")];
    bench.build(&site).unwrap();
    let written_at = bench.snapshot()["a.html"].1;
    bench.put("a.html", "longer");
    fs::File::options().write(true).open(bench.root("a.html")).unwrap().set_modified(written_at).unwrap();
    bench.put("b.html", "xxx");
    let later = written_at + std::time::Duration::from_micros(100);
    fs::File::options().write(true).open(bench.root("b.html")).unwrap().set_modified(later).unwrap();
    fs::remove_file(bench.root("c.html")).unwrap();
    assert_eq!(bench.build(&site).unwrap(), written(3, 0, 0));
    assert_eq!(bench.files(), text(&site));
}

#[test]
fn a_site_brought_back_from_elsewhere_is_compared_and_not_believed() {
    let bench = Bench::new();
    bench.build(&[("a.html", "a")]).unwrap();
    // The memory would say that the page is done; the manifest says that other bytes were written here.
    fs::write(bench.root(manifest::NAME), listing(&[("a.html", "z")]).bytes().unwrap()).unwrap();
    bench.made();
    assert_eq!(bench.build(&[("a.html", "a")]).unwrap(), written(0, 1, 0));
    assert_eq!(bench.made(), 1);
    assert_eq!(Manifest::read(&bench.root("")).unwrap(), Some(listing(&[("a.html", "a")])));
}

/// The folder as it is when a build is killed after `placed` of the new files were put in place.
fn killed(bench: &Bench, placed: &[(&str, &str)]) {
    let old = [("a.html", "a"), ("b.html", "b"), ("gone/c.html", "c")];
    bench.build(&old).unwrap();
    let union = listing(&old).union(&listing(&[("a.html", "A"), ("b.html", "B"), ("new/d.html", "D")]));
    fs::write(bench.root(manifest::NAME), union.bytes().unwrap()).unwrap();
    bench.put(".readybook-staging-1/2", "D");
    for (path, text) in placed {
        bench.put(path, text);
    }
}

#[test]
fn a_build_after_a_kill_completes_the_site() {
    let new = [("a.html", "A"), ("b.html", "B"), ("new/d.html", "D")];
    for placed in 0..=new.len() {
        let bench = Bench::new();
        killed(&bench, &new[..placed]);
        assert_eq!(bench.build(&new).unwrap(), written(3 - placed, placed, 1));
        assert_eq!(bench.files(), text(&new), "and no staging folder");
        assert_eq!(Manifest::read(&bench.root("")).unwrap(), Some(listing(&new)));
        assert!(!bench.root("gone").exists() && !bench.root(".readybook-staging-1").exists());
    }
}

#[test]
fn a_kill_makes_nothing_a_stranger() {
    for placed in [&[][..], &[("a.html", "A"), ("new/d.html", "D")]] {
        let bench = Bench::new();
        killed(&bench, placed);
        let result = bench.build(&[("other.html", "o")]).unwrap();
        let count = 3 + placed.iter().filter(|(path, _)| path.starts_with("new")).count();
        assert_eq!(result, written(1, 0, count));
        assert_eq!(bench.files(), text(&[("other.html", "o")]));
    }
}

#[test]
fn a_kill_while_files_become_folders_and_folders_files_is_completed() {
    let (old, new) = ([("a", "a"), ("b/c", "c")], [("a/d", "d"), ("b", "b")]);
    for placed in [&[][..], &new[..1], &new] {
        let bench = Bench::new();
        bench.build(&old).unwrap();
        fs::write(bench.root(manifest::NAME), listing(&old).union(&listing(&new)).bytes().unwrap()).unwrap();
        fs::remove_file(bench.root("a")).unwrap();
        fs::remove_dir_all(bench.root("b")).unwrap();
        for (path, text) in placed {
            bench.put(path, text);
        }
        assert_eq!(bench.build(&new).unwrap(), written(2 - placed.len(), placed.len(), 0));
        assert_eq!(bench.files(), text(&new));
    }
}

#[test]
fn trouble_while_the_files_are_put_in_place_is_told_and_mended_by_the_next_build() {
    let bench = Bench::new();
    bench.build(&[("a.html", "a"), ("c.html", "c"), ("z.html", "z")]).unwrap();
    // A folder appears where a page goes, after the plan was made.
    let folder = bench.root("b.html/x");
    let meddler = Page::new("b.html", Fingerprint([0; 32]), move || {
        fs::create_dir_all(&folder).unwrap();
        Ok(b"b".to_vec())
    });
    let pages =
        vec![bench.page("a.html", "A"), bench.page("a/new.html", "N"), meddler, bench.page("c.html", "C")];
    let error = bench.write(pages).unwrap_err();
    assert!(matches!(error, OutputError::Interrupted(_)), "{error}");
    assert!(
        error.to_string().contains("b.html") && error.to_string().contains("next build completes"),
        "{error}"
    );
    let half = text(&[("a.html", "A"), ("a/new.html", "N"), ("c.html", "C"), ("z.html", "z")]);
    assert_eq!(bench.files(), half, "all others are in place, and there is no staging folder");
    let manifest = Manifest::read(&bench.root("")).unwrap().unwrap();
    for (path, text) in &half {
        assert!(manifest.knows(path, Digest::of(text.as_bytes())), "{path} is known as ours");
    }

    let site = [("a.html", "A"), ("b.html", "b"), ("c.html", "C")];
    assert_eq!(bench.build(&site).unwrap(), written(1, 2, 2));
    assert_eq!(bench.files(), text(&site));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever was built before, and whatever a stranger put there: the site is the pages and the stranger's
    /// files, or nothing has changed.
    #[test]
    fn any_row_of_builds_ends_in_the_site_that_was_asked_for(
        builds in prop::collection::vec(
            prop::collection::btree_map("[abA](/[ab]){0,2}", "[xy]", 0..5), 1..6),
        stranger in "[ab](/[ab]){0,2}",
    ) {
        let bench = Bench::new();
        bench.build(&[]).unwrap();
        bench.put(&stranger, "stranger");
        for pages in &builds {
            let before = bench.snapshot();
            let files: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            if let Ok(result) = bench.build(&files) {
                let mut expected = text(&files);
                expected.insert(stranger.clone(), "stranger".to_owned());
                prop_assert_eq!(bench.files(), expected);
                prop_assert_eq!(result.written + result.unchanged, pages.len());
                prop_assert!(result.kept.is_empty());
                let folders = bench.snapshot().into_iter().filter(|(_, (bytes, _))| bytes.is_none());
                for folder in folders.map(|(folder, _)| folder + "/") {
                    let used = bench.files().keys().any(|path| path.starts_with(&folder));
                    prop_assert!(used, "{} is empty", folder);
                }
            } else {
                prop_assert_eq!(bench.snapshot(), before);
            }
        }
    }
}
