//! Where a site is built to, and what the system refuses on the way: nothing of anybody else is touched, a site stays as it
//! was, and the message says what to do.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::book::{Book, GOOD, Run, files, readybook};

fn build_to(book: &Book, place: &str) -> Run {
    book.run(&["build", "--out-dir", place])
}

#[test]
fn nothing_is_built_over_what_is_not_a_site() {
    let book = Book::good();
    let home = tempfile::tempdir().unwrap();
    // A home that shows nothing but hidden files is no empty folder.
    fs::write(home.path().join(".profile"), "mine").unwrap();
    let of_home = |place: &str| {
        let mut command = readybook();
        command.current_dir(book.root()).env("HOME", home.path()).env("USERPROFILE", home.path());
        Run::of(command.args(["build", "--out-dir", place]))
    };
    let home_path = home.path().to_str().unwrap();
    for place in [home_path, "/", &format!("{home_path}/x/..")] {
        let run = of_home(place);
        assert!(run.status == 2 && run.err.contains("use a folder of its own"), "{place}: {}", run.err);
    }
    assert_eq!(files(home.path()).len(), 1);
    assert_eq!(of_home(&format!("{home_path}/site")).status, 0, "a folder within it is fine");
    book.put("full/a.txt", "mine").put("file", "mine");
    // What hides is there all the same, and a link to the content is the content.
    book.put("hidden/.env", "mine");
    #[cfg(unix)]
    std::os::unix::fs::symlink(book.path("content"), book.path("link")).unwrap();
    #[cfg(unix)]
    assert!(build_to(&book, "link/new").status == 2 && !book.path("content/new").exists());
    for place in ["full", "hidden", "file", "full/../full", "content/good", ".readybook", "."] {
        let run = build_to(&book, place);
        assert!(run.status == 2 && !run.err.is_empty(), "{place}: {}", run.err);
    }
    assert_eq!((book.read("full/a.txt").as_str(), book.read("file").as_str()), ("mine", "mine"));
    let forced = book.run(&["build", "--force", "--out-dir", "full"]);
    assert!(forced.status == 2 && forced.err.contains("--force"), "there is no such thing: {}", forced.err);
}

/// Two books that are built into one folder at the same time: one of them is there in full, and the other says why it is not.
#[test]
fn builds_of_two_books_do_not_mix() {
    let (one, two) = (Book::good(), Book::good());
    one.put("content/one/1.0.0.md", GOOD);
    two.put("content/two/1.0.0.md", GOOD);
    let shared = tempfile::tempdir().unwrap();
    for round in 0..6 {
        let place = shared.path().join(round.to_string());
        let runs: Vec<Run> = std::thread::scope(|scope| {
            let started = [&one, &two].map(|book| {
                scope.spawn({
                    let place = &place;
                    move || build_to(book, place.to_str().unwrap())
                })
            });
            started.into_iter().map(|run| run.join().unwrap()).collect()
        });
        let projects = |name: &str| place.join("projects").join(name).exists();
        for run in &runs {
            let busy = run.status == 2 && run.err.contains("another build writes into");
            assert!(run.status == 0 || busy, "{}", run.err);
        }
        assert!(projects("one") != projects("two"), "round {round}: one book, and not both");
    }
}

#[test]
fn two_builds_at_once_are_one_after_the_other() {
    let book = Book::good();
    assert_eq!(book.run(&["build"]).status, 0);
    let before = book.files("output");
    let lock = fs::File::options().write(true).open(book.path(".readybook/lock")).unwrap();
    lock.lock().unwrap();
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Better"));
    let run = book.run(&["build"]);
    assert!(run.status == 2 && run.err.contains("another build of this book is running"), "{}", run.err);
    assert_eq!(book.files("output"), before);
    drop(lock);
    assert_eq!(book.run(&["build"]).status, 0);
    // Those that begin at the same time: each ends well or says that another one runs, and the site is whole.
    let alone = book.files("output");
    fs::remove_dir_all(book.path("output")).unwrap();
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..4).map(|_| scope.spawn(|| book.run(&["build"]))).collect();
        started.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for run in &runs {
        assert!(run.status == 0 || run.err.contains("another build"), "{}", run.err);
    }
    assert!(runs.iter().any(|run| run.status == 0));
    assert_eq!(book.files("output"), alone);
}

#[test]
fn a_clock_that_jumps_changes_nothing() {
    let book = Book::good();
    assert_eq!(book.run(&["build"]).status, 0);
    let before = book.files("output");
    let year = Duration::from_hours(24 * 365);
    for time in [SystemTime::UNIX_EPOCH, SystemTime::now() + year * 40] {
        for folder in ["output", "content", ".readybook"] {
            for (path, _) in book.files(folder) {
                let file =
                    fs::File::options().write(true).open(book.path(&format!("{folder}/{path}"))).unwrap();
                file.set_modified(time).unwrap();
            }
        }
        assert_eq!(book.run(&["build"]).status, 0);
        assert_eq!(book.files("output"), before);
        // What changes without its time or its length changing is seen all the same.
        book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Fine"));
        let document = fs::File::options().write(true).open(book.path("content/good/1.0.0.md")).unwrap();
        document.set_modified(time).unwrap();
        assert_eq!(book.run(&["build"]).status, 0);
        assert!(book.read("output/projects/good/1.0.0/index.html").contains("Fine"));
        book.put("content/good/1.0.0.md", GOOD);
        assert_eq!(book.run(&["build"]).status, 0);
        assert_eq!(book.files("output"), before);
    }
}

/// A file system of its own, taken away at the end; nothing where that is not allowed.
#[cfg(target_os = "linux")]
struct Disk(PathBuf);

#[cfg(target_os = "linux")]
impl Disk {
    fn of(place: PathBuf, size: &str) -> Option<Disk> {
        fs::create_dir_all(&place).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", size, "tmpfs"]).arg(&place).output();
        let mounted = mounted.is_ok_and(|output| output.status.success());
        if !mounted {
            // Libtest shows it with --nocapture.
            println!("skipped: file systems cannot be mounted here");
        }
        mounted.then(|| Disk(place))
    }

    fn again(&self, options: &str) {
        let status = Command::new("mount").args(["-o", options]).arg(&self.0).status().unwrap();
        assert!(status.success());
    }
}

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// The files of a site without our list of them.
#[cfg(target_os = "linux")]
fn site(root: &Path) -> Vec<(String, Vec<u8>)> {
    files(root).into_iter().filter(|(path, _)| !path.contains("manifest")).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_site_that_was_there() {
    let book = Book::good();
    let Some(disk) = Disk::of(book.path("disk"), "size=64m") else { return };
    let target = "disk/site";
    let first = build_to(&book, target);
    assert_eq!(first.status, 0, "{}", first.err);
    // All that is left is taken, but for a little.
    let filler = disk.0.join("filler");
    let mut file = fs::File::create(&filler).unwrap();
    while file.write_all(&[0; 8 * 1024]).is_ok() {}
    file.set_len(file.metadata().unwrap().len() - 200 * 1024).unwrap();
    let of_site = || site(&disk.0.join("site"));
    let before = of_site();
    for number in 0..20 {
        book.put(&format!("content/p{number}/1.0.0.md"), format!("{GOOD}\n{}", "many words ".repeat(2000)));
    }
    let full = build_to(&book, target);
    assert!(full.status == 2 && full.err.contains("free some space"), "{}", full.err);
    assert_eq!(of_site(), before, "nothing is lost, and nothing is left lying about");
    // A file that is open keeps its space.
    drop(file);
    fs::remove_file(filler).unwrap();
    assert_eq!(build_to(&book, target).status, 0);
    assert!(of_site().len() > before.len() + 20);
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_to_is_named_and_stays_as_it_was() {
    let book = Book::good();
    let Some(disk) = Disk::of(book.path("disk"), "size=16m") else { return };
    assert_eq!(build_to(&book, "disk/site").status, 0, "another file system is as good as any");
    let before = site(&disk.0);
    assert_eq!(build_to(&book, "elsewhere").status, 0);
    assert_eq!(site(&book.path("elsewhere")), site(&disk.0.join("site")));
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Better"));
    disk.again("remount,ro");
    let run = build_to(&book, "disk/site");
    assert!(run.status == 2 && run.err.contains("choose an output folder elsewhere"), "{}", run.err);
    assert_eq!(site(&disk.0), before);
    disk.again("remount,rw");
    assert_eq!(build_to(&book, "disk/site").status, 0);
}

/// Not for an administrator, who may write everywhere.
#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let book = Book::good();
    assert_eq!(book.run(&["build"]).status, 0);
    let before = book.files("output");
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Better"));
    let output = book.path("output");
    fs::set_permissions(&output, fs::Permissions::from_mode(0o555)).unwrap();
    let allowed = fs::write(output.join("try"), "x").is_ok();
    let run = book.run(&["build"]);
    fs::set_permissions(&output, fs::Permissions::from_mode(0o755)).unwrap();
    if allowed {
        println!("skipped: this user may write everywhere");
        return;
    }
    assert!(run.status == 2 && run.err.contains("change its permissions"), "{}", run.err);
    assert_eq!(book.files("output"), before);
}
