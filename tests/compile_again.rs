//! A process that compiles a book again and again comes to the same as one that begins anew, whatever changed in between;
//! so does one that takes over what an earlier one kept.

use readybook::compile::{
    Compiled, Memo, Options, ReadBefore, Unpacked, compile, compile_after, compile_again,
};
use readybook::load::Folder;

use crate::book::{Book, GOOD};

const OPTIONS: Options =
    Options { today: jiff::civil::date(2026, 1, 22), keep_going: true, drafts: false, internal: false };

/// Everything that is wrong, and every page with what it is made from.
fn told(compiled: &Compiled) -> (Vec<String>, Vec<String>) {
    let found = compiled.diagnostics.iter().map(|one| format!("{one:?}")).collect();
    let pages = compiled.site.iter().flatten();
    (found, pages.map(|page| format!("{} {} {:?}", page.path, page.fingerprint, page.source)).collect())
}

/// What is read back of what was kept, each folder's documents changed in between.
fn through_bytes(kept: &ReadBefore, change: impl Fn(&mut Vec<u8>)) -> ReadBefore {
    let folders = kept.folders();
    let mut packed: Vec<Vec<u8>> = folders.keys().map(|folder| kept.pack(folder).unwrap()).collect();
    packed.iter_mut().for_each(change);
    ReadBefore::of(kept.config(), packed.iter().map(|bytes| Unpacked::of(bytes)).collect())
}

/// Makes changes, and compares after each of them.
fn steps(book: &Book) -> impl FnMut(&str, &dyn Fn()) {
    let (mut memo, mut kept) = (Memo::default(), ReadBefore::default());
    let mut before = Default::default();
    move |what: &str, change: &dyn Fn()| {
        change();
        let folder = Folder::whole(book.root());
        let (again, anew) = (compile_again(&folder, OPTIONS, &mut memo), compile(&folder, OPTIONS));
        let (again, anew) = (told(&again), told(&anew));
        assert_eq!(again, anew, "{what}");
        kept = through_bytes(&kept, |_| {});
        assert_eq!(
            told(&compile_after(&folder, OPTIONS, None, &mut kept)),
            anew,
            "{what}: after what was kept"
        );
        assert_ne!(again, before, "{what}: the step changes what is told");
        before = again;
    }
}

#[test]
fn what_is_remembered_changes_nothing() {
    let book = Book::good();
    let mut step = steps(&book);
    let report = format!("{GOOD}\nTODO: write this. See [more](2.0.0.md#there).\n");
    step("as it is", &|| {
        book.put("content/good/1.0.0.md", &report);
    });
    step("a link that leads somewhere", &|| {
        book.put("content/good/2.0.0.md", format!("{GOOD}\n## There\n"));
    });
    step("and no more", &|| {
        book.put("content/good/2.0.0.md", format!("{GOOD}\n## Elsewhere\n"));
    });
    step("a rule that is off", &|| {
        book.put("book.toml", "[book]\ntitle = \"Test\"\n\n[check.rules]\ntemplate-text = \"allow\"\n");
    });
    step("on again, and a document less", &|| {
        book.put("book.toml", "[book]\ntitle = \"Test\"\n");
        std::fs::remove_file(book.path("content/good/2.0.0.md")).unwrap();
    });
    step("broken", &|| {
        book.put("content/good/1.0.0.md", "---\nformat: [\n---\n");
    });
    step("mended", &|| {
        book.put("content/good/1.0.0.md", &report);
    });
}

/// What a project comes to also hangs on what stands beside its documents.
#[test]
fn what_a_project_hangs_on_is_looked_at_again() {
    let book = Book::good();
    let mut step = steps(&book);
    step("a link into another project, to a heading that is not there", &|| {
        book.put(
            "content/other/1.0.0.md",
            format!("{GOOD}\n[There](../good/1.0.0.md#there), [log](log.txt)\n"),
        );
    });
    step("the heading comes", &|| {
        book.put("content/good/1.0.0.md", format!("{GOOD}\n## There\n"));
    });
    step("and its document goes", &|| std::fs::remove_file(book.path("content/good/1.0.0.md")).unwrap());
    step("a file that is linked to", &|| {
        book.put("content/other/log.txt", "all is well\n");
    });
    step("an earlier release", &|| {
        book.put("content/other/0.9.0.md", GOOD.replace("2026-01-", "2025-01-") + "\nEarlier.\n");
    });
    step("a description", &|| {
        book.put("content/other/project.md", "---\nname: Other\ntags: [web]\n---\n");
    });
    step("code, which is missing", &|| {
        book.put("content/other/project.md", "---\nname: Other\nsource-root: code\n---\n");
    });
    step("and there", &|| {
        book.put("code/a.rs", "");
    });
    let rubric = |rest: &str| {
        let head = "id = \"strict\"\nversion = 1\ntitle = \"Strict\"\nextends = \"production@1\"\n";
        book.put("rubrics/strict@1.toml", format!("{head}{rest}"));
    };
    step("another rubric", &|| {
        rubric("");
        book.put("book.toml", "[book]\ntitle = \"Test\"\n\n[rubric]\ndefault = \"strict\"\n");
    });
    step("which asks for less", &|| rubric("[drop]\nchecks = [\"rollback\"]\n"));
    step("and is broken", &|| rubric("[drop]\nchecks = [\"no-such-check\"]\n"));
}

/// A document that is as it was is not read again: what was kept of it is told.
#[test]
fn what_was_kept_is_taken_over_for_the_same_bytes_only() {
    let book = Book::empty();
    let report =
        |day: u32| GOOD.replace("2026-01-21", &format!("2026-01-{day}")) + "\nSee [zebra](zebra.txt).\n";
    book.put("content/good/1.0.0.md", report(20)).put("content/other/1.0.0.md", report(20));
    let compiled = |kept: &mut ReadBefore| {
        let compiled = compile_after(&Folder::whole(book.root()), OPTIONS, None, kept);
        let links = compiled.diagnostics.into_iter().filter(|one| one.rule == "broken-link");
        links.map(|one| format!("{} {}", one.path, one.message)).collect::<Vec<_>>().join("; ")
    };
    let mut kept = ReadBefore::default();
    assert_eq!(compiled(&mut kept).matches("zebra.txt").count(), 2);
    let rename = |bytes: &mut Vec<u8>| {
        let places: Vec<usize> =
            bytes.windows(5).enumerate().filter(|(_, five)| five == b"zebra").map(|(at, _)| at).collect();
        for at in places {
            bytes[at..at + 5].copy_from_slice(b"hyena");
        }
    };
    let mut renamed = through_bytes(&kept, rename);
    book.put("content/other/1.0.0.md", report(21));
    let told = compiled(&mut renamed);
    assert!(told.contains("good/1.0.0.md") && told.contains("hyena.txt"), "{told}");
    assert!(told.contains("other/1.0.0.md") && told.contains("zebra.txt"), "{told}");

    let mut cut = through_bytes(&kept, |bytes| bytes.truncate(bytes.len() / 2));
    assert_eq!(compiled(&mut cut).matches("zebra.txt").count(), 2, "what cannot be read back is read anew");
}
