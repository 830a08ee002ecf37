//! The same input gives the same bytes, whatever the order of files, the number of threads, the place and time.

use proptest::prelude::*;

use crate::book::{Book, Run, cases, readybook};

fn document(seed: u32) -> String {
    let pass = ["pass", "fail", "partial", "unknown"][seed as usize % 4];
    format!(
        "---\nformat: 1\ndate: 2026-01-{:02}\nscore: {}\nchecks:\n  rate-limiting: {pass}\n  backups: pass\nfindings:\n  \
         - {{ id: f{seed}, title: T{seed}, severity: high }}\n---\n# Report {seed}\n\n- [x] a\n- [ ] b\n\n\
         ```rust\nfn f() -> u32 {{ {seed} }}\n```\n",
        seed % 28 + 1,
        seed % 101
    )
}

/// Builds a book whose documents are written in the given order.
fn built(order: &[u32], threads: &str, zone: &str) -> Vec<(String, Vec<u8>)> {
    let book = Book::empty();
    for seed in order {
        book.put(&format!("content/p{}/1.{}.0.md", seed % 3, seed), document(*seed));
    }
    let mut command = readybook();
    command
        .current_dir(book.root())
        .env("RAYON_NUM_THREADS", threads)
        .env("TZ", zone)
        .env("LANG", "tr_TR.UTF-8");
    let run = Run::of(command.arg("build"));
    assert_eq!(run.status, 0, "{}", run.err);
    book.files("output")
}

#[test]
fn threads_zone_and_place_change_no_byte() {
    let order: Vec<u32> = (0..12).collect();
    let first = built(&order, "1", "UTC");
    assert!(first.len() > 12);
    assert_eq!(built(&order, "8", "Pacific/Kiritimati"), first);
}

/// The book's files, written in an order and to a place, built and archived in an environment: the site and the archive.
fn in_a_world(
    folder: &std::path::Path,
    backwards: bool,
    world: &[(&str, &str)],
) -> (Vec<(String, Vec<u8>)>, Vec<u8>) {
    let mut files: Vec<(String, String)> =
        (0..10).map(|seed| (format!("content/p{}/1.{seed}.0.md", seed % 3), document(seed))).collect();
    files.push(("book.toml".to_owned(), "[book]\ntitle = \"T\"\n".to_owned()));
    files.push((
        "content/p0/picture.svg".to_owned(),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned(),
    ));
    files.push(("content/p0/2.0.0.md".to_owned(), document(99) + "\n![a](picture.svg)\n"));
    if backwards {
        files.reverse();
    }
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let _ = std::fs::remove_file(folder.join("p0.tar.zst"));
    for arguments in [&["build"][..], &["archive", "p0", "--out", "p0.tar.zst"]] {
        let mut command = readybook();
        let run = Run::of(command.current_dir(folder).envs(world.iter().copied()).args(arguments));
        assert_eq!(run.status, 0, "{}", run.err);
    }
    (crate::book::files(&folder.join("output")), std::fs::read(folder.join("p0.tar.zst")).unwrap())
}

#[test]
fn another_machine_gives_the_same_site_and_the_same_archive() {
    let here = tempfile::tempdir().unwrap();
    // A file system in memory lists its entries in another order than one on a disk.
    let shm = std::path::Path::new("/dev/shm");
    let there = if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() }.unwrap();
    let there = there.path().join("qz of mine/book");
    std::fs::create_dir_all(&there).unwrap();
    let first = in_a_world(here.path(), false, &[("RAYON_NUM_THREADS", "1"), ("TZ", "UTC"), ("LC_ALL", "C")]);
    let world = [
        ("RAYON_NUM_THREADS", "7"),
        ("TZ", "America/St_Johns"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "tr_TR.UTF-8"),
        ("USER", "somebody-else"),
        ("LOGNAME", "somebody-else"),
        ("HOME", "/home/somebody-else"),
        ("HOSTNAME", "some-host"),
        // The same day, at another time.
        ("SOURCE_DATE_EPOCH", "1769111111"),
        ("COLUMNS", "40"),
    ];
    let second = in_a_world(&there, true, &world[..8]);
    assert!(first.0 == second.0, "the sites differ");
    assert!(first.1 == second.1, "the archives differ");
    let later = in_a_world(&there, true, &world);
    assert!(first.0 == later.0, "a site holds no more of the time than its day");
    let unpacked = zstd::decode_all(&second.1[..]).unwrap();
    let all = second.0.iter().map(|(_, bytes)| bytes.as_slice()).chain([unpacked.as_slice()]);
    for bytes in all {
        let text = String::from_utf8_lossy(bytes);
        for trace in ["somebody-else", "some-host", "qz of mine", "/dev/shm/", "/tmp/."] {
            assert!(!text.contains(trace), "{trace} is in it");
        }
    }
}

#[test]
fn nothing_of_the_machine_is_in_the_site() {
    let book = Book::good();
    assert_eq!(book.run(&["build"]).status, 0);
    let place = book.root().to_str().unwrap().as_bytes().to_vec();
    for (path, bytes) in book.files("output") {
        assert!(
            !bytes.windows(place.len()).any(|part| part == place),
            "{path} names the folder it was built in"
        );
    }
}

proptest! {
    #![proptest_config(cases(8))]
    #[test]
    fn the_order_of_files_changes_no_byte(order in Just((0..9).collect::<Vec<u32>>()).prop_shuffle()) {
        let sorted: Vec<u32> = (0..9).collect();
        prop_assert_eq!(built(&order, "2", "UTC"), built(&sorted, "2", "UTC"));
    }
}
