//! What is fuzzed: each function takes any bytes and panics where a promise is broken. The fuzzer runs them, and the tests
//! run them over the corpus.

use std::sync::{Arc, LazyLock};

use readybook::book::{EMBEDDED_RUBRIC, Rubric, parse_config, parse_pins, parse_rubric};
use readybook::compile::{Between, Compiled, Entry, EntryKind, Files, Options, ReadError, compile, review};
use readybook::diag::Diagnostic;
use readybook::diag::render::{FORMATS, Style};
use readybook::import::{Facts, Lexicon, Wishes, front};
use readybook::ledger::{Ledger, Written, join};
use readybook::model::Date;
use readybook::preview::{Asked, Host, asked};
use readybook::source::{Limits, front_matter_reads, lift, parse_assessment, parse_project};

/// A function that is fuzzed.
pub type Target = fn(&[u8]);

/// All of them, by the names of their folders in `corpus/`.
pub const TARGETS: [(&str, Target); 7] = [
    ("book", book),
    ("diff", diff),
    ("document", document),
    ("importer", importer),
    ("ledger", ledger),
    ("request", request),
    ("yaml", yaml),
];

const TODAY: Date = Date::constant(2026, 1, 21);
const PATH: &str = "content/p/1.0.0.md";

/// Stands between two texts in one input.
pub const BETWEEN: &str = "\n=-=-=\n";

/// The parser of documents: whatever the text, every place that it names lies within.
pub fn document(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let path: Arc<str> = PATH.into();
    let parsed = parse_assessment(&Limits::default(), &path, "p", "1.0.0", &text, [0; 32]);
    within(&parsed.diagnostics, &text);
    within(&parse_project(&Limits::default(), &path, "p", &text, [0; 32]).diagnostics, &text);
    let _ = lift(&path, &text);
    for format in FORMATS {
        let out = (format.render)(&parsed.diagnostics, &|_| Some(text.to_string()), Style::default());
        assert!(!out.contains(['\0', '\u{1b}', '\u{202e}']), "{} shows what is hidden", format.name);
    }
}

/// A whole book of one document: checked, scored, and all that is made from the document written.
pub fn book(data: &[u8]) {
    let Compiled { site, .. } = Memory::new(&[(PATH, data)]).compile();
    for page in site.into_iter().flatten() {
        let source = page.source.as_ref().map(|source| &*source.path);
        if source == Some(PATH) || page.path.starts_with("data/v1/assessments/") {
            let made = page.make(source.map(|_| data));
            assert!(made.is_ok(), "{made:?}");
        }
    }
}

/// The importer: what it writes is a document that can be read.
pub fn importer(data: &[u8]) {
    let _ = written(data);
}

/// What the importer makes of a report, as a book of its own.
pub fn imported(data: &[u8]) {
    if let Some(text) = written(data) {
        book(text.as_bytes());
    }
}

fn written(data: &[u8]) -> Option<String> {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);
    static RUBRIC: LazyLock<Option<Rubric>> =
        LazyLock::new(|| parse_rubric(&EMBEDDED_RUBRIC.0.into(), EMBEDDED_RUBRIC.1).0);
    let text = String::from_utf8_lossy(data);
    let start = front(&text);
    let facts = Facts::read(&text, start.at, &LEXICON);
    let wishes = Wishes::default();
    let _ = facts.json(&wishes);
    let made = readybook::import::document(&facts, &start, "report", &wishes, RUBRIC.as_ref()?);
    assert!(front_matter_reads(&made.text), "{}", made.text);
    Some(made.text)
}

/// The layer of YAML and TOML: front matter, `book.toml`, rubrics and pins.
pub fn yaml(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let path: Arc<str> = PATH.into();
    for text in [format!("---\n{text}\n---\n"), format!("---\nformat: 1\n{text}\n---\n# R\n")] {
        within(&parse_assessment(&Limits::default(), &path, "p", "1.0.0", &text, [0; 32]).diagnostics, &text);
        within(&parse_project(&Limits::default(), &path, "p", &text, [0; 32]).diagnostics, &text);
        let _ = front_matter_reads(&text);
    }
    within(&parse_config(&path, &text).1, &text);
    within(&parse_rubric(&path, &text).1, &text);
    let _ = parse_pins(&path, &text);
}

/// The difference of two states of a document, and of two releases of it.
pub fn diff(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (old, new) = text.split_once(BETWEEN).unwrap_or((&text, ""));
    let base = Memory::new(&[(PATH, old.as_bytes())]);
    let head = Memory::new(&[(PATH, new.as_bytes()), ("content/p/0.9.0.md", old.as_bytes())]);
    let Ok(review) = review(Between { base: &base, head: &head, today: TODAY }) else { return };
    for format in readybook::review::formats::FORMATS {
        let report = readybook::review::formats::Report {
            review: &review,
            names: ("a", "b"),
            notes: &[],
            conditions: &[],
            reasons: &[],
            link: None,
        };
        let _ = (format.render)(&report);
    }
}

/// Ledgers: what is whole stays whole, and what was joined is whole.
pub fn ledger(data: &[u8]) {
    let path: Arc<str> = "content/p/ledger.jsonl".into();
    let read = Ledger::read(&path, data);
    let _ = (read.holding(), read.head(), read.of_release("1.0.0"));
    let written = Written { on: "2026-01-21".to_owned(), by: None, with: "readybook".to_owned() };
    if let Ok(joined) = join(&path, data, &written) {
        assert!(Ledger::read(&path, joined.text.as_bytes()).is_whole(), "{}", joined.text);
    }
}

/// What the server is asked: method, host and address in three lines. What is answered is in the site.
pub fn request(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.splitn(3, '\n');
    let [method, host, target] = std::array::from_fn(|_| lines.next().unwrap_or_default());
    let own = Host { name: "127.0.0.1".to_owned(), port: 3000 };
    let site = ["index.html", "a/index.html", "a/b c.html", "ü/index.html"];
    match asked(method, Some(host), target, &own, &|path| site.contains(&path)) {
        Ok(Asked::File(path)) => assert!(site.contains(&&*path), "{path}"),
        Ok(Asked::Folder(at)) => {
            let plain = at.starts_with('/') && at.ends_with('/') && !at.starts_with("//");
            assert!(plain && at.is_ascii() && !at.contains(char::is_control), "{at}");
        }
        Ok(Asked::Events | Asked::Script | Asked::Style) | Err(_) => {}
    }
}

fn within(found: &[Diagnostic], text: &str) {
    for span in
        found.iter().flat_map(|one| one.span.into_iter().chain(one.labels.iter().map(|label| label.span)))
    {
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{found:?}");
    }
}

/// A book in memory.
struct Memory {
    entries: Vec<Entry>,
    files: Vec<(String, Vec<u8>)>,
}

impl Memory {
    fn new(files: &[(&str, &[u8])]) -> Memory {
        let mut files: Vec<_> =
            files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        files.sort();
        let entry = |(path, _): &(String, _)| Entry { path: path.as_str().into(), kind: EntryKind::File };
        Memory { entries: files.iter().map(entry).collect(), files }
    }

    fn compile(&self) -> Compiled {
        compile(self, Options { today: TODAY, keep_going: true, drafts: true, internal: true })
    }
}

impl Files for Memory {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if path == readybook::compile::BOOK_FILE {
            return Ok(Vec::new());
        }
        let found = self.files.iter().find(|(known, _)| known == path);
        found.map(|(_, bytes)| bytes.clone()).ok_or(ReadError::Missing)
    }
}
