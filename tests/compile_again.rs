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

#[test]
fn what_is_remembered_changes_nothing() {
    let book = Book::good();
    let mut memo = Memo::default();
    let mut before = Vec::new();
    let mut step = |what: &str, change: &dyn Fn()| {
        change();
        let folder = Folder::whole(book.root());
        let (again, anew) = (compile_again(&folder, OPTIONS, &mut memo), compile(&folder, OPTIONS));
        let (again, anew) = (told(&again), told(&anew));
        assert_eq!(again, anew, "{what}");
        assert_ne!(again.0, before, "{what}: the step changes what is told");
        before = again.0;
    };
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
