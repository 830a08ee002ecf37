//! The development server and clients that mean it no good: it answers nothing from outside of the site, goes on, and has
//! time for others.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::book::Book;
use crate::serve::Server;

/// What stands in `book.toml` and in files beside the book, and never in an answer.
const SECRET: &str = "never-served";

fn book() -> Book {
    let book = Book::good();
    book.put("book.toml", format!("# {SECRET}\n[book]\ntitle = \"T\"\n"));
    book.put("content/good/secret.txt", SECRET).put("beside.txt", SECRET).put(".env", SECRET);
    book
}

/// What comes back for these bytes, until the server ends the connection or has said all; nothing where it just ends.
fn raw(server: &Server, bytes: &[u8]) -> String {
    let mut stream = server.connect();
    // A server that refuses does not wait for the rest.
    let _ = stream.write_all(bytes);
    if !bytes.windows(4).any(|end| end == b"\r\n\r\n") {
        let _ = stream.shutdown(std::net::Shutdown::Write);
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn is_well(server: &Server) {
    let (status, text) = server.get("/");
    assert!(status == 200 && text.contains("Good") || text.contains("good"), "{text}");
}

#[test]
fn no_address_leads_out_of_the_site() {
    let book = book();
    let server = Server::of(&book);
    let ups = [
        "..",
        "%2e%2e",
        "%2E%2E",
        ".%2e",
        "%252e%252e",
        "%c0%ae%c0%ae",
        "..%00",
        "%u002e%u002e",
        "..;",
        ". .",
        "%e0%80%ae%e0%80%ae",
        "..%ff",
        "\u{ff0e}\u{ff0e}",
        "....",
        "%2e%2e%5c..",
    ];
    let slashes = ["/", "%2f", "%2F", "%252f", "\\", "%5c", "%5C", "%c0%af", "/./", "//", "%ef%bc%8f", ";/"];
    let names = ["book.toml", ".env", "beside.txt", "content/good/secret.txt", "etc/passwd"];
    let host = format!("Host: localhost:{}\r\nConnection: close\r\n\r\n", server.port);
    let mut asked = 0;
    for up in ups {
        for slash in slashes {
            for name in names {
                let name = name.replace('/', slash);
                for target in [
                    format!("/{up}{slash}{name}"),
                    format!("/projects/{up}{slash}{up}{slash}{up}{slash}{name}"),
                ] {
                    asked += 1;
                    // Every address in its own connection would take long: three on one.
                    if asked % 3 == 0 {
                        let text = raw(&server, format!("GET {target} HTTP/1.1\r\n{host}").as_bytes());
                        let refused = ["400", "404", "421"]
                            .iter()
                            .any(|status| text.starts_with(&format!("HTTP/1.1 {status}")));
                        assert!(
                            refused && !text.contains(SECRET) && !text.contains("root:"),
                            "{target}: {text}"
                        );
                    }
                }
            }
        }
    }
    for target in [
        "/book.toml",
        "/.env",
        "/content/good/secret.txt",
        "/files/good/secret.txt",
        "/.readybook/lock",
        "/beside.txt",
    ] {
        let (status, text) = server.get(target);
        assert!(status == 404 && !text.contains(SECRET), "{target}: {text}");
    }
    is_well(&server);
}

#[test]
fn what_is_no_request_or_too_long_is_refused_and_hurts_nobody() {
    let book = book();
    let server = Server::of(&book);
    let host = format!("Connection: close\r\nHost: localhost:{}\r\n", server.port);
    let long = "x".repeat(100_000);
    for (request, statuses) in [
        (format!("GET /{long} HTTP/1.1\r\n{host}\r\n"), &["414", "431", "400"][..]),
        (format!("GET / HTTP/1.1\r\n{host}X: {long}\r\n\r\n"), &["431"]),
        (format!("GET / HTTP/1.1\r\n{host}{}\r\n", "X: y\r\n".repeat(5_000)), &["431"]),
        (format!("GET / HTTP/1.1\r\n{host}Host: e.example\r\n\r\n"), &["421", "400"]),
        (format!("GET / HTTP/1.1\r\nHost: e.example\r\n{host}\r\n"), &["421", "400"]),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), &["421", "400"]),
        ("GET / HTTP/1.0\r\n\r\n".to_owned(), &["421"]),
        (format!("GET / HTTP/9.9\r\n{host}\r\n"), &["400", "505"]),
        (format!("POST / HTTP/1.1\r\n{host}Content-Length: 10000000\r\n\r\n{long}"), &["405"]),
        (
            format!(
                "POST / HTTP/1.1\r\n{host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            &["400", "405"],
        ),
        (format!("GET / HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n"), &["400"]),
        (format!("CONNECT e.example:443 HTTP/1.1\r\n{host}\r\n"), &["405", "400"]),
        (format!("get / HTTP/1.1\r\n{host}\r\n"), &["405"]),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}".to_owned(), &["400", ""]),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), &["400", "505", ""]),
        (long.clone(), &["400", "414", "431", ""]),
        (String::new(), &[""]),
    ] {
        let text = raw(&server, request.as_bytes());
        let status = text.split(' ').nth(1).unwrap_or_default();
        let head: String = request.chars().take(60).collect();
        assert!(statuses.contains(&status) && !text.contains(SECRET), "{head}: {text}");
    }
    is_well(&server);
}

#[test]
fn clients_that_are_slow_are_let_go_and_keep_nobody_waiting() {
    let book = book();
    let server = Server::of(&book);
    let mut slow: Vec<TcpStream> = (0..60).map(|_| server.connect()).collect();
    for (at, stream) in slow.iter_mut().enumerate() {
        let head = ["", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "][at % 4];
        stream.write_all(head.as_bytes()).unwrap();
    }
    let started = Instant::now();
    is_well(&server);
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    for stream in &mut slow {
        // Ends when the server ends it; the limit of waiting is far above its own.
        let mut rest = Vec::new();
        let ended = stream.read_to_end(&mut rest);
        assert!(
            ended.is_ok() || ended.is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset)
        );
    }
    is_well(&server);
}

/// As many open files as the system allows to who asks.
fn more_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum.map_or(Some(8192), |maximum| Some(maximum.min(8192)));
    let _ = setrlimit(Resource::Nofile, limit);
}

#[test]
fn a_thousand_connections_at_once_are_all_answered() {
    more_files();
    let book = book();
    let server = Server::of(&book);
    let asking = |_| {
        let mut stream = server.connect();
        write!(stream, "GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port).unwrap();
        stream
    };
    // All of them are open before the first is read, and none says that it will end.
    let mut streams: Vec<TcpStream> = (0..1000).map(asking).collect();
    for (at, stream) in streams.iter_mut().enumerate() {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200") && answer.ends_with(b"</html>\n"), "{at}");
    }
    is_well(&server);
}

/// For two seconds, unless `LOAD_SECONDS` asks for longer.
#[test]
fn a_load_of_requests_has_no_error() {
    let seconds = std::env::var("LOAD_SECONDS").ok().and_then(|number| number.parse().ok()).unwrap_or(2);
    let book = book();
    let server = Server::of(&book);
    let until = Instant::now() + Duration::from_secs(seconds);
    let answered = AtomicUsize::new(0);
    let paths = [
        "/",
        "/assets/style.css",
        "/projects/good/",
        "/projects/good/1.0.0/",
        "/nothing",
        "/data/v1/portfolio.json",
    ];
    std::thread::scope(|scope| {
        for worker in 0..16 {
            let (book, server, answered) = (&book, &server, &answered);
            scope.spawn(move || {
                for round in 0.. {
                    let path = paths[(worker + round) % paths.len()];
                    let (status, text) = server.get(path);
                    assert_eq!(status, if path == "/nothing" { 404 } else { 200 }, "{text}");
                    answered.fetch_add(1, Ordering::Relaxed);
                    // A save in between, as somebody who writes does.
                    if worker == 0 && round % 50 == 0 {
                        book.put(
                            "content/good/1.0.0.md",
                            crate::book::GOOD.replace("# Good", &format!("# Good {round}")),
                        );
                    }
                    if Instant::now() > until {
                        return;
                    }
                }
            });
        }
    });
    println!("{} requests answered", answered.load(Ordering::Relaxed));
    assert!(answered.load(Ordering::Relaxed) > 32);
    is_well(&server);
}
