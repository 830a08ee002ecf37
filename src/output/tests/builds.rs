//! What a build does when nothing is wrong.

use super::*;
use crate::render::SourceRef;

const SITE: [(&str, &str); 3] = [("index.html", "home"), ("a/one.html", "one"), ("a/b/two.html", "two")];

#[test]
fn a_first_build_writes_everything_and_a_manifest_without_traces_of_the_machine() {
    let bench = Bench::new();
    assert_eq!(bench.build(&SITE).unwrap(), written(3, 0, 0));
    assert_eq!(bench.files(), text(&SITE));
    let manifest = fs::read_to_string(bench.root(manifest::NAME)).unwrap();
    assert!(manifest.contains(&format!("\"a/one.html\": \"{}\"", Digest::of(b"one"))), "{manifest}");
    assert!(!manifest.contains(bench.temp.path().to_str().unwrap()) && !manifest.contains("earlier"));

    let other = Bench::new();
    let [a, b, c] = SITE;
    other.build(&[c, a, b]).unwrap();
    assert_eq!(fs::read_to_string(other.root(manifest::NAME)).unwrap(), manifest);
    let entries: Vec<String> = bench.snapshot().into_keys().collect();
    let expected = [manifest::NAME, "a", "a/b", "a/b/two.html", "a/one.html", "index.html"];
    assert_eq!(entries, expected, "nothing else is left behind");
}

#[test]
fn a_build_without_changes_makes_no_page_and_touches_no_file() {
    let bench = Bench::new();
    bench.build(&SITE).unwrap();
    let before = bench.snapshot();
    assert_eq!(bench.made(), 3);
    let remembered = bench.temp.path().join("book/.readybook/built");
    let saved = fs::metadata(&remembered).unwrap().modified().unwrap();

    assert_eq!(bench.build(&SITE).unwrap(), written(0, 3, 0));
    assert_eq!(bench.made(), 0);
    assert_eq!(bench.snapshot(), before);
    assert_eq!(fs::metadata(&remembered).unwrap().modified().unwrap(), saved);
}

#[test]
fn only_the_page_that_changed_is_made_and_written() {
    let bench = Bench::new();
    bench.build(&SITE).unwrap();
    let before = bench.snapshot();
    bench.made();
    assert_eq!(bench.build(&[SITE[0], SITE[1], ("a/b/two.html", "TWO!")]).unwrap(), written(1, 2, 0));
    assert_eq!(bench.made(), 1);
    let after = bench.snapshot();
    assert_eq!(after["a/b/two.html"].0.as_deref(), Some(&b"TWO!"[..]));
    for same in ["index.html", "a/one.html"] {
        assert_eq!(after[same], before[same]);
    }
    assert_eq!(bench.build(&[SITE[0], SITE[1], ("a/b/two.html", "TWO!")]).unwrap(), written(0, 3, 0));
    assert_eq!(bench.made(), 0);
}

#[test]
fn a_page_made_from_other_things_with_the_same_bytes_is_not_written() {
    let bench = Bench::new();
    bench.build(&[("a.html", "a")]).unwrap();
    let before = bench.snapshot();
    let again = vec![Page::new("a.html", Fingerprint::of([&b"other"[..]]), || Ok(b"a".to_vec()))];
    assert_eq!(bench.write(again).unwrap(), written(0, 1, 0));
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn a_page_that_is_closely_made_from_the_same_is_not_made() {
    let bench = Bench::new();
    let asked = Arc::new(AtomicUsize::new(0));
    let build = |all: &str, own: &'static str| {
        let (made, asked) = (Arc::clone(&bench.made), Arc::clone(&asked));
        let closer = move || {
            asked.fetch_add(1, Ordering::Relaxed);
            Fingerprint::of([own.as_bytes()])
        };
        let page = Page::closely("a", Fingerprint::of([all.as_bytes()]), closer, move || {
            made.fetch_add(1, Ordering::Relaxed);
            Ok(own.as_bytes().to_vec())
        });
        (bench.write(vec![page]).unwrap().written, bench.made())
    };
    assert_eq!(build("all 1", "own 1"), (1, 1));
    assert_eq!((build("all 2", "own 1"), asked.swap(0, Ordering::Relaxed)), ((0, 0), 2));
    assert_eq!(
        (build("all 2", "own 1"), asked.swap(0, Ordering::Relaxed)),
        ((0, 0), 0),
        "nothing to ask for"
    );
    assert_eq!(build("all 3", "own 1"), (0, 0), "it is remembered over a build that did not ask");
    assert_eq!(build("all 4", "own 2"), (1, 1));
    assert_eq!(build("all 5", "own 1"), (1, 1));
    bench.put("a", "edited");
    assert_eq!(build("all 6", "own 1"), (1, 1), "a page that somebody edited is made again");
}

#[test]
fn another_version_of_the_tool_makes_every_page_again() {
    let bench = Bench::new();
    bench.build(&SITE).unwrap();
    bench.made();
    let pages = bench.pages(&SITE);
    let result = super::super::write(pages, &bench.target(), "readybook 2.0", &NoSources, &|_| {});
    assert_eq!(result.unwrap(), written(0, 3, 0));
    assert_eq!(bench.made(), 3);
    assert!(fs::read_to_string(bench.root(manifest::NAME)).unwrap().contains("readybook 2.0"));
}

#[test]
fn what_is_gone_from_the_site_is_removed_with_the_folders_that_it_leaves_empty() {
    let bench = Bench::new();
    bench.build(&[("x/y/z.html", "z"), ("x/k.html", "k"), ("q/r/s.html", "s"), ("i.html", "i")]).unwrap();
    bench.put("x/mine.txt", "mine");
    assert_eq!(bench.build(&[("i.html", "i")]).unwrap(), written(0, 1, 3));
    assert_eq!(bench.files(), text(&[("i.html", "i"), ("x/mine.txt", "mine")]));
    assert!(!bench.root("x/y").exists() && !bench.root("q").exists());

    assert_eq!(bench.build(&[]).unwrap(), written(0, 0, 1));
    fs::remove_dir_all(bench.root("x")).unwrap();
    assert_eq!(bench.build(&[]).unwrap(), written(0, 0, 0));
    assert!(bench.root("").exists(), "never the output folder itself");
}

#[test]
fn a_file_that_somebody_edited_or_added_survives() {
    let bench = Bench::new();
    bench.build(&[("old.html", "old"), ("gone.html", "gone"), ("new.html", "new")]).unwrap();
    bench.put("old.html", "edited");
    bench.put("notes.txt", "notes");
    let result = bench.build(&[("new.html", "new")]).unwrap();
    assert_eq!(result, Written { kept: vec!["old.html".to_owned()], ..written(0, 1, 1) });
    let expected = text(&[("new.html", "new"), ("notes.txt", "notes"), ("old.html", "edited")]);
    assert_eq!(bench.files(), expected);
    // From now on it is a stranger: not told again, and not to be overwritten.
    assert_eq!(bench.build(&[("new.html", "new")]).unwrap(), written(0, 1, 0));
    let error = bench.refuse(bench.pages(&[("old.html", "mine"), ("new.html", "new")]));
    assert!(matches!(error, OutputError::Foreign { path } if path == bench.root("old.html")));
    assert_eq!(bench.files(), expected);
}

#[test]
fn a_stranger_with_the_same_bytes_is_adopted() {
    let bench = Bench::new();
    bench.build(&[]).unwrap();
    bench.put("a.html", "a");
    let before = bench.snapshot();
    assert_eq!(bench.build(&[("a.html", "a")]).unwrap(), written(0, 1, 0));
    assert_eq!(bench.snapshot()["a.html"], before["a.html"]);
    assert_eq!(bench.build(&[]).unwrap(), written(0, 0, 1));
}

#[test]
fn hidden_files_do_not_keep_a_site_out_and_are_left_alone() {
    let bench = Bench::new();
    bench.put(".gitignore", "*");
    bench.put(".git/HEAD", "ref");
    let pages = [("a.html", "a"), (".nojekyll", "")];
    assert_eq!(bench.build(&pages).unwrap(), written(2, 0, 0));
    assert_eq!(bench.build(&[]).unwrap(), written(0, 0, 2));
    assert_eq!(bench.files(), text(&[(".gitignore", "*"), (".git/HEAD", "ref")]));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let bench = Bench::new();
    let (file, folder) = ([("a/b", "file"), ("c", "c")], [("a/b/c/d", "deep"), ("c", "c")]);
    bench.build(&file).unwrap();
    assert_eq!(bench.build(&folder).unwrap(), written(1, 1, 1));
    assert_eq!(bench.files(), text(&folder));
    assert_eq!(bench.build(&file).unwrap(), written(1, 1, 1));
    assert_eq!(bench.files(), text(&file));
}

#[test]
fn a_page_whose_name_changes_only_in_case_is_moved() {
    let bench = Bench::new();
    bench.build(&[("Read.html", "x")]).unwrap();
    assert_eq!(bench.build(&[("read.html", "x")]).unwrap(), written(1, 0, 1));
    assert_eq!(bench.files(), text(&[("read.html", "x")]));
}

#[test]
fn a_name_that_some_file_system_takes_for_the_new_one_goes_before_the_new_one_comes() {
    let bench = Bench::new();
    bench.build(&[("Read.html", "x"), ("gone.html", "gone")]).unwrap();
    let (pages, old) =
        (bench.pages(&[("read.html", "x")]), Manifest::read(&bench.root("")).unwrap().unwrap());
    // As a file system that ignores case would show it.
    bench.put("read.html", "x");
    let plan = Plan::new(pages, &bench.root(""), &old, &Built::default()).unwrap();
    assert_eq!(plan.first.iter().collect::<Vec<_>>(), ["Read.html"]);
    assert!(matches!(plan.places[0], plan::Place::Free), "it is written anew, since the old one goes");
}

#[test]
fn sources_are_handed_in_and_every_page_is_ticked_once() {
    struct Book;
    impl Sources for Book {
        fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
            Ok(path.as_bytes().to_vec())
        }
    }
    let bench = Bench::new();
    let source = || SourceRef { path: "content/a.md".into(), hash: Some(Digest::of(b"content/a.md").0) };
    let make = |bytes: &[u8]| Ok(bytes.to_ascii_uppercase());
    bench.build(&SITE).unwrap();
    let mut pages = bench.pages(&SITE);
    pages.push(Page::with_source("a.html", Fingerprint([1; 32]), source(), make));
    let ticks = AtomicUsize::new(0);
    let tick = |n| {
        ticks.fetch_add(n, Ordering::Relaxed);
    };
    let result = super::super::write(pages, &bench.target(), TOOL, &Book, &tick);
    assert_eq!((result.unwrap(), ticks.into_inner()), (written(1, 3, 0), 4));
    assert_eq!(bench.files()["a.html"], "CONTENT/A.MD");
}
