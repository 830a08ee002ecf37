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
