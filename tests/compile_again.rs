//! A process that compiles a book again and again comes to the same as one that begins anew, whatever changed in between.

use readybook::compile::{Compiled, Memo, Options, compile, compile_again};
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

/// Makes changes, and compares after each of them.
fn steps(book: &Book) -> impl FnMut(&str, &dyn Fn()) {
    let mut memo = Memo::default();
    let mut before = Default::default();
    move |what: &str, change: &dyn Fn()| {
        change();
        let folder = Folder::whole(book.root());
        let (again, anew) = (compile_again(&folder, OPTIONS, &mut memo), compile(&folder, OPTIONS));
        let (again, anew) = (told(&again), told(&anew));
        assert_eq!(again, anew, "{what}");
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
