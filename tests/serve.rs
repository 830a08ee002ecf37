//! `readybook serve`: a real server on loopback, asked and listened to as a browser does. Nothing waits for a time to pass:
//! each step waits for the news that it leads to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::book::{Book, GOOD};
use crate::since::git;

/// A server that is ended with the test.
pub struct Server {
    pub child: Child,
    pub port: u16,
    said: String,
    err: BufReader<ChildStderr>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(book: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("readybook"));
    command.current_dir(book).arg("serve").args(arguments).env("SOURCE_DATE_EPOCH", "1769040000");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

impl Server {
    /// A server on a free port, ready to be asked.
    pub fn of(book: &Book) -> Server {
        Server::with(book, &["--port", "0"])
    }

    fn with(book: &Book, arguments: &[&str]) -> Server {
        Server::at(book.root(), arguments)
    }

    fn at(book: &Path, arguments: &[&str]) -> Server {
        let mut child = command(book, arguments).spawn().unwrap();
        let err = BufReader::new(child.stderr.take().unwrap());
        let mut server = Server { child, port: 0, said: String::new(), err };
        while server.port == 0 {
            let mut line = String::new();
            assert!(server.err.read_line(&mut line).unwrap() > 0, "it ended: {}", server.said);
            server.said.push_str(&line);
            if let Some(rest) = line.strip_prefix("serving http://") {
                server.port = rest.split([':', '/']).nth(1).unwrap().parse().unwrap();
            }
        }
        server
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        stream
    }

    /// The answer to a request, whole.
    pub fn ask(&self, method: &str, target: &str, host: &str) -> (u16, String) {
        let mut stream = self.connect();
        write!(stream, "{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let status = text.split(' ').nth(1).unwrap_or_else(|| panic!("{text}")).parse().unwrap();
        (status, text)
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, &format!("localhost:{}", self.port))
    }

    /// The page of an assessment.
    pub fn page(&self, project: &str, release: &str) -> (u16, String) {
        self.get(&format!("/{}", readybook::render::document_page(project, release)))
    }

    pub fn news(&self) -> News {
        let mut stream = self.connect();
        write!(stream, "GET /.readybook/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).unwrap();
        let mut news = News(BufReader::new(stream));
        news.next();
        news
    }

    /// What it says until it ends.
    fn rest(&mut self) -> String {
        let mut rest = String::new();
        self.err.read_to_string(&mut rest).unwrap();
        rest
    }
}

/// The news of a server, as they come.
pub struct News(BufReader<TcpStream>);

impl News {
    pub fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the news ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// The first news that are so; a slow machine may build more often.
    pub fn until(&mut self, is_so: impl Fn(&Value) -> bool) -> Value {
        loop {
            let state = self.next();
            if is_so(&state) {
                return state;
            }
        }
    }

    fn problems(&mut self) -> String {
        self.until(|state| state["problems"] != "")["problems"].as_str().unwrap().to_owned()
    }

    fn fine(&mut self) {
        self.until(|state| state["problems"] == "");
    }
}

fn good(title: &str) -> String {
    GOOD.replace("# Good", &format!("# {title}"))
}

/// Saves, and looks at the page until it says so, which it does in the end; it is there all the time.
fn saved(server: &Server, news: &mut News, title: &str, save: impl FnOnce()) {
    save();
    loop {
        let state = news.next();
        assert_eq!(state["problems"], "", "{title}");
        let (status, page) = server.page("good", "1.0.0");
        assert_eq!(status, 200, "{title}");
        if page.contains(title) {
            return;
        }
    }
}

/// Looks until something is so: now, or after one of the next builds.
fn becomes(news: &mut News, is_so: impl Fn() -> bool) {
    while !is_so() {
        news.next();
    }
}

#[test]
fn a_save_is_on_the_page_however_an_editor_saves() {
    let book = Book::good();
    git(book.root(), &["init", "-q", "-b", "main"]);
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", "first"]);
    let server = Server::of(&book);
    let mut news = server.news();
    let path = book.path("content/good/1.0.0.md");
    let (status, page) = server.page("good", "1.0.0");
    assert!(
        status == 200 && page.contains("/.readybook/live.js") && page.contains("cache-control: no-store"),
        "{page}"
    );
    saved(&server, &mut news, "Written in place", || {
        std::fs::write(&path, good("Written in place")).unwrap();
    });
    saved(&server, &mut news, "Renamed over", || {
        book.put("content/good/.1.0.0.md.tmp", good("Renamed over"));
        std::fs::rename(book.path("content/good/.1.0.0.md.tmp"), &path).unwrap();
    });
    saved(&server, &mut news, "Moved away and written", || {
        std::fs::rename(&path, book.path("content/good/1.0.0.md~")).unwrap();
        std::fs::write(&path, good("Moved away and written")).unwrap();
        std::fs::remove_file(book.path("content/good/1.0.0.md~")).unwrap();
    });
    saved(&server, &mut news, "Among many", || {
        for n in 0..50 {
            book.put(&format!("content/p{n}/1.0.md"), GOOD);
        }
        std::fs::write(&path, good("Among many")).unwrap();
    });
    git(book.root(), &["checkout", "-q", "-b", "other"]);
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", "second"]);
    saved(&server, &mut news, ">Good<", || drop(git(book.root(), &["checkout", "-q", "main"])));
    // A page that is not there any more is said to be so, and one that is new is there.
    becomes(&mut news, || server.page("p7", "1.0").0 == 404);
    book.put("content/new/1.0.md", GOOD);
    becomes(&mut news, || server.page("new", "1.0").0 == 200);
}

#[test]
fn what_is_broken_is_told_and_the_last_good_site_stays() {
    let book = Book::good();
    book.put(
        "themes/own/templates/project.html",
        "{% extends \"base.html\" %}{% block main %}own{% endblock main %}",
    );
    let config = "[book]\ntitle = \"Test\"\n[build]\ntheme = \"own\"\n";
    book.put("book.toml", config);
    let server = Server::of(&book);
    let mut news = server.news();
    for (path, broken, why, mended) in [
        ("content/good/1.0.0.md", "---\nformat: [\n---\n", "content/good/1.0.0.md:", GOOD),
        ("book.toml", "[book\n", "book.toml:", config),
        (
            "themes/own/templates/project.html",
            "{% if %}",
            "project.html",
            "{% extends \"base.html\" %}{% block main %}own{% endblock main %}",
        ),
    ] {
        book.put(path, broken);
        let told = news.problems();
        assert!(told.contains(why) && !told.contains('\u{1b}'), "{path}: {told}");
        // Also pages that nobody had looked at before.
        for page in ["/", "/index.html", "/findings.html"] {
            assert_eq!(server.get(page).0, 200, "{page} while {path} is broken");
        }
        assert_eq!(server.page("good", "1.0.0").0, 200, "while {path} is broken");
        book.put(path, mended);
        news.fine();
    }
    // Who comes while it is broken is told at once.
    book.put("book.toml", "[book\n");
    news.problems();
    let mut late = server.connect();
    write!(late, "GET /.readybook/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port).unwrap();
    assert!(News(BufReader::new(late)).next()["problems"].as_str().unwrap().contains("book.toml"));
}

#[test]
fn a_book_that_is_broken_from_the_start_comes_when_it_is_mended() {
    let book = Book::empty();
    book.put("content/good/1.0.0.md", "---\nformat: [\n---\n");
    let server = Server::of(&book);
    assert!(server.said.contains("there is no site yet"), "{}", server.said);
    let (status, page) = server.get("/");
    assert!(status == 503 && page.contains("/.readybook/live.js"), "{page}");
    let mut news = server.news();
    book.put("content/good/1.0.0.md", GOOD);
    news.fine();
    assert_eq!(server.get("/").0, 200);
}

#[test]
fn folders_may_go_and_come_back() {
    let book = Book::good();
    let server = Server::of(&book);
    let mut news = server.news();
    std::fs::rename(book.path("content"), book.path("away")).unwrap();
    assert!(news.problems().contains("no assessment"));
    assert_eq!(server.page("good", "1.0.0").0, 200, "the last good site");
    std::fs::rename(book.path("away"), book.path("content")).unwrap();
    news.fine();
    saved(&server, &mut news, "After that", || {
        book.put("content/good/1.0.0.md", good("After that"));
    });
}

/// Nobody tells of a folder that stands in the place of the book.
#[test]
fn a_book_that_is_replaced_as_a_whole_is_served_on() {
    let around = Book::empty();
    around.put("book/book.toml", "").put("book/content/good/1.0.0.md", good("The first"));
    let server = Server::at(&around.path("book"), &["--port", "0"]);
    let mut news = server.news();
    std::fs::rename(around.path("book"), around.path("away")).unwrap();
    assert!(news.problems().contains("book.toml"));
    around.put("book/book.toml", "").put("book/content/good/1.0.0.md", good("The second"));
    news.fine();
    becomes(&mut news, || server.page("good", "1.0.0").1.contains("The second"));
    saved(&server, &mut news, "The third", || {
        around.put("book/content/good/1.0.0.md", good("The third"));
    });
}

#[test]
fn evidence_beside_the_book_that_comes_and_goes_is_seen() {
    let around = Book::empty();
    let claims = "checks:\n  runbooks:\n    result: pass\n    evidence: [docs/runbook.md]\n---\n";
    around.put("book/book.toml", "").put("book/content/good/project.md", "---\nsource-root: ../code\n---\n");
    around.put("book/content/good/1.0.0.md", GOOD.replace("---\n# Good", &format!("{claims}# Good")));
    around.put("code/README.md", "code");
    let server = Server::at(&around.path("book"), &["--port", "0"]);
    let mut news = server.news();
    let misses = || server.page("good", "1.0.0").1.contains("<small class=\"missing\">");
    assert!(misses());
    around.put("code/docs/runbook.md", "run");
    becomes(&mut news, || !misses());
    std::fs::remove_file(around.path("code/docs/runbook.md")).unwrap();
    becomes(&mut news, misses);
}

#[test]
fn changes_are_found_without_being_told_of() {
    let book = Book::good();
    let server = Server::with(&book, &["--port", "0", "--poll"]);
    let mut news = server.news();
    saved(&server, &mut news, "A longer title", || {
        book.put("content/good/1.0.0.md", good("A longer title"));
    });
}

/// A file that is written by another of its names is told of by nothing, as those of some containers are.
#[cfg(unix)]
#[test]
fn changes_that_nobody_tells_of_are_seen_when_somebody_looks_and_polling_is_suggested() {
    let book = Book::good();
    let elsewhere = tempfile::tempdir_in(book.root()).unwrap();
    let other = elsewhere.path().join("other.md");
    std::fs::hard_link(book.path("content/good/1.0.0.md"), &other).unwrap();
    let mut server = Server::of(&book);
    let mut news = server.news();
    assert_eq!(server.page("good", "1.0.0").0, 200);
    saved(&server, &mut news, "Untold", || std::fs::write(&other, good("Untold")).unwrap());
    let mut line = String::new();
    while !line.contains("--poll") {
        line.clear();
        assert!(server.err.read_line(&mut line).unwrap() > 0, "nothing is suggested");
    }
    assert!(line.contains("files change without the system telling of it"), "{line}");
}

/// A clock that was set back, and tools that keep the time of what they copy.
#[test]
fn a_save_with_an_older_time_is_on_the_page() {
    for arguments in [&["--port", "0"][..], &["--port", "0", "--poll"]] {
        let book = Book::good();
        let path = book.path("content/good/1.0.0.md");
        let server = Server::with(&book, arguments);
        let mut news = server.news();
        let long_ago = std::time::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        // As long as before, so that only its bytes tell.
        saved(&server, &mut news, "Best", || {
            std::fs::write(&path, good("Best")).unwrap();
            std::fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        });
    }
}

#[test]
fn a_built_site_may_go_while_the_book_is_served() {
    let book = Book::good();
    assert_eq!(book.run(&["build"]).status, 0);
    let server = Server::of(&book);
    let mut news = server.news();
    std::fs::remove_dir_all(book.path("output")).unwrap();
    assert_eq!(server.page("good", "1.0.0").0, 200);
    saved(&server, &mut news, "After that", || {
        book.put("content/good/1.0.0.md", good("After that"));
    });
    assert!(!book.path("output").exists(), "serving writes nothing");
}

#[test]
fn only_the_site_is_served_and_only_to_its_own_host() {
    let book = Book::good();
    book.put("content/good/note.txt", "x");
    let server = Server::of(&book);
    let own = format!("127.0.0.1:{}", server.port);
    for host in
        ["e.example".to_owned(), format!("e.example:{}", server.port), "localhost".to_owned(), String::new()]
    {
        let (status, text) = server.ask("GET", "/", &host);
        assert!(status == 421 && !text.contains("<html"), "{host}: {text}");
        assert_eq!(server.ask("GET", "/.readybook/events", &host).0, 421);
    }
    for target in
        ["/../book.toml", "/%2e%2e/book.toml", "/..%2f..%2fetc/passwd", "/a\\b", "//e.example/", "/%00"]
    {
        assert_eq!(server.ask("GET", target, &own).0, 400, "{target}");
    }
    for target in ["/book.toml", "/content/good/1.0.0.md", "/.git/config", "/.readybook/built", "/nothing"] {
        assert_eq!(server.ask("GET", target, &own).0, 404, "{target}");
    }
    assert_eq!(server.ask("GET", "http://e.example/", &own).0, 400);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let (status, text) = server.ask(method, "/", &own);
        assert!(status == 405 && text.contains("allow: GET, HEAD"), "{method}: {text}");
    }
    let (status, text) = server.ask("HEAD", "/", &own);
    assert!(status == 200 && text.contains("x-readybook-page: ") && text.ends_with("\r\n\r\n"), "{text}");
    let (_, style) = server.ask("GET", "/assets/style.css?x", &own);
    assert!(
        style.contains("content-type: text/css") && style.contains("x-content-type-options: nosniff"),
        "{style}"
    );
    // The page's script is told by both headers which bytes it was given.
    let mark =
        style.lines().find_map(|line| line.strip_prefix("x-readybook-page: ")).expect("a mark").trim_end();
    assert!(style.contains(&format!("server-timing: page;desc=\"{mark}\"")), "{style}");
}

#[test]
fn a_port_that_is_taken_is_left_to_who_has_it() {
    let book = Book::good();
    let first = Server::of(&book);
    let second = Server::with(&book, &["--port", &first.port.to_string()]);
    assert_ne!(first.port, second.port);
    assert!(
        second.said.contains(&format!("port {} is taken: this is port {}", first.port, second.port)),
        "{}",
        second.said
    );
    assert_eq!((first.get("/").0, second.get("/").0), (200, 200));
    let output = command(book.root(), &["--host", "203.0.113.7", "--port", "0"]).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.code() == Some(2) && err.contains("`203.0.113.7` is no host of this machine"),
        "{err}"
    );
}

#[test]
fn it_ends_when_it_is_told_to_and_leaves_nothing() {
    for signal in ["-INT", "-TERM"] {
        let book = Book::good();
        let mut server = Server::of(&book);
        let _listening = server.news();
        assert_eq!(server.get("/").0, 200);
        let sent = Command::new("kill").args([signal, &server.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert_eq!(server.child.wait().unwrap().code(), Some(0), "{}", server.rest());
        let left: Vec<String> = book.files(".").into_iter().map(|(path, _)| path).collect();
        assert_eq!(left, ["book.toml", "content/good/1.0.0.md"]);
    }
}

#[test]
fn what_was_collected_and_what_history_tells_is_served_too() {
    let source = Book::empty();
    source.put("1.0.md", good("From elsewhere"));
    let book = Book::empty();
    let folder = source.root().display();
    book.put("book.toml", format!("[[source]]\nname = \"web\"\nfolder = \"{folder}\"\npath = \".\"\n"));
    let collected = || assert_eq!(book.run(&["collect", "--update"]).status, 0);
    collected();
    let server = Server::of(&book);
    let mut news = server.news();
    assert!(server.page("web", "1.0").1.contains("From elsewhere"));
    source.put("1.0.md", good("Collected anew"));
    collected();
    becomes(&mut news, || server.page("web", "1.0").1.contains("Collected anew"));
    drop(server);

    let book = Book::empty();
    book.put("book.toml", "[history]\nfrom = \"git\"\nversions = \"tags\"\n");
    git(book.root(), &["init", "-q", "-b", "main"]);
    for version in ["v1.0.0", "v2.0.0"] {
        book.put("content/pay/report.md", good(version));
        git(book.root(), &["add", "-A"]);
        git(book.root(), &["commit", "-q", "-m", version]);
        git(book.root(), &["tag", version]);
    }
    let server = Server::of(&book);
    let (status, page) = server.page("pay", "1.0.0");
    assert!(status == 200 && page.contains(">v1.0.0<"), "{status}: {page}");
}
