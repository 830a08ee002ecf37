//! The comment: an API on loopback that answers as it was told, and remembers what it was asked.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::script;
use crate::book::Run;

/// One request as the API saw it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub what: String,
    pub token: String,
    pub body: String,
}

/// What the API answers: method and path to status and body.
pub type Answers = Vec<(String, u16, Vec<u8>)>;

/// An API that gives these answers, and 404 to all else.
pub struct Api {
    pub address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Api {
    pub fn new(answers: Answers) -> Api {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        // It ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let mut head = Vec::new();
                for line in reader.by_ref().lines() {
                    let line = line.unwrap();
                    if line.is_empty() {
                        break;
                    }
                    head.push(line);
                }
                let header = |name: &str| {
                    let of = |line: &String| {
                        let (key, value) = line.split_once(": ")?;
                        key.eq_ignore_ascii_case(name).then(|| value.to_owned())
                    };
                    head.iter().find_map(of).unwrap_or_default()
                };
                let mut body = vec![0; header("content-length").parse().unwrap_or(0)];
                reader.read_exact(&mut body).unwrap();
                let what = head[0].rsplit_once(' ').unwrap().0.to_owned();
                let answer = answers.iter().find(|(asked, ..)| *asked == what);
                let missing = b"{\"message\":\"Not Found\"}".as_slice();
                let (status, answer) = answer.map_or((404, missing), |(_, status, body)| (*status, body));
                let token = header("authorization");
                seen.lock().unwrap().push(Asked { what, token, body: String::from_utf8(body).unwrap() });
                let length = answer.len();
                write!(
                    stream,
                    "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
                )
                .unwrap();
                stream.write_all(answer).unwrap();
            }
        });
        Api { address, asked }
    }

    /// What it was asked for, in order.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The requests that write.
    fn writes(&self) -> Vec<Asked> {
        self.asked().into_iter().filter(|asked| !asked.what.starts_with("GET ")).collect()
    }
}

pub fn answer(what: &str, status: u16, body: &Value) -> (String, u16, Vec<u8>) {
    (what.to_owned(), status, body.to_string().into_bytes())
}

const COMMENTS: &str = "/repos/team/book/issues/7/comments";

fn list(page: usize, comments: &Value) -> (String, u16, Vec<u8>) {
    answer(&format!("GET {COMMENTS}?per_page=100&page={page}"), 200, comments)
}

fn comment(id: u64, author: &str, body: &str) -> Value {
    json!({ "id": id, "user": { "login": author, "type": "Bot" }, "body": body, "created_at": "2026-01-22T00:00:00Z" })
}

const BODY: &str = "### Readiness: 1 verdict worse\n\n| a \"quoted\" \\| cell | 50 % |\n";
const MARKED: &str = "<!-- readybook: docs/book -->\n";
const BOT: &str = "github-actions[bot]";

/// The comment is kept on pull request 7 with these answers.
fn keep(answers: Answers, body: &str) -> (Run, Api) {
    keep_of("docs/book", answers, body)
}

/// The same for the book in that folder.
fn keep_of(book: &str, answers: Answers, body: &str) -> (Run, Api) {
    let api = Api::new(answers);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("comment.md");
    std::fs::write(&file, body).unwrap();
    let variables = [
        ("GITHUB_API_URL", api.address.as_str()),
        ("GITHUB_REPOSITORY", "team/book"),
        ("GITHUB_TOKEN", "a-token"),
        ("NUMBER", "7"),
        ("BOOK", book),
        ("BODY", file.to_str().unwrap()),
    ];
    (script("comment.sh", folder.path(), &variables), api)
}

/// What is done where the comment on the pull request is `old` and has to be `body`.
pub fn keep_over(old: &str, body: &str) -> (Run, Api) {
    keep(vec![list(1, &json!([comment(5, BOT, &format!("{MARKED}{old}"))]))], body)
}

#[test]
fn the_first_comment_is_written() {
    let others = json!([comment(1, "ada", "hello"), comment(2, "ada", &format!("{MARKED}{BODY}"))]);
    let made = answer(&format!("POST {COMMENTS}"), 201, &comment(9, BOT, BODY));
    let (run, api) = keep(vec![list(1, &others), made], BODY);
    assert_eq!((run.status, run.out.as_str()), (0, "wrote the comment\n"), "{}", run.err);
    let writes = api.writes();
    assert_eq!(writes.len(), 1);
    assert_eq!(
        serde_json::from_str::<Value>(&writes[0].body).unwrap(),
        json!({ "body": format!("{MARKED}{BODY}") })
    );
    assert!(api.asked().iter().all(|asked| asked.token == "Bearer a-token"));
}

#[test]
fn its_own_comment_is_edited_only_where_it_says_something_else() {
    let old = format!("{MARKED}{BODY}");
    let page = |body: &str| {
        let mut first: Vec<Value> = (0..99).map(|id| comment(id, "ada", "hello")).collect();
        // Of another book, and one that somebody copied.
        first.push(comment(99, BOT, "<!-- readybook: other -->\nx"));
        let second = json!([comment(100, "ada", &old), comment(101, BOT, body)]);
        vec![list(1, &Value::Array(first)), list(2, &second)]
    };
    for same in [old.clone(), old.replace('\n', "\r\n"), old.trim_end().to_owned()] {
        let (run, api) = keep(page(&same), BODY);
        assert_eq!((run.status, run.out.as_str()), (0, "the comment says so already\n"), "{}", run.err);
        assert!(api.writes().is_empty());
    }
    // What it was made from is nothing that it says.
    let linked = |digit: &str, short: &str, percent: &str| {
        let link =
            format!("[a](<https://git.example/team/book/blob/{}/content/a/1.md#L3>)", digit.repeat(40));
        format!(
            "### Readiness: 1 assessment changed\n\n{link}: {percent} %\n\n2 assessments unchanged. Compared: main ({short}) with x.\n"
        )
    };
    let (run, api) =
        keep(page(&format!("{MARKED}{}", linked("a", "aaaaaaaa", "50"))), &linked("b", "bbbbbbbb", "50"));
    assert_eq!((run.status, run.out.as_str()), (0, "the comment says so already\n"), "{}", run.err);
    assert!(api.writes().is_empty());
    let mut answers = page(&format!("{MARKED}{}", linked("a", "aaaaaaaa", "50")));
    answers.push(answer("PATCH /repos/team/book/issues/comments/101", 200, &comment(101, BOT, BODY)));
    let (run, _) = keep(answers, &linked("a", "aaaaaaaa", "60"));
    assert_eq!(run.out, "edited the comment\n", "{}", run.err);
    let mut answers = page(&old.replace("50 %", "60 %"));
    answers.push(answer("PATCH /repos/team/book/issues/comments/101", 200, &comment(101, BOT, BODY)));
    let (run, api) = keep(answers, BODY);
    assert_eq!((run.status, run.out.as_str()), (0, "edited the comment\n"), "{}", run.err);
    assert_eq!(api.writes().len(), 1);
    assert!(api.writes()[0].body.contains("50 %"), "{:?}", api.writes());
}

#[test]
fn where_nothing_changed_only_a_comment_that_is_there_is_edited() {
    let nothing = "### Readiness: nothing changed\n\n3 assessments unchanged.\n";
    let (run, api) = keep(vec![list(1, &json!([]))], nothing);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(api.writes().is_empty(), "{}", run.out);
    let patch = answer("PATCH /repos/team/book/issues/comments/5", 200, &json!({}));
    let (run, _) = keep(vec![list(1, &json!([comment(5, BOT, &format!("{MARKED}{BODY}"))])), patch], nothing);
    assert_eq!(run.out, "edited the comment\n", "{}", run.err);
}

#[test]
fn a_token_that_cannot_write_fails_nothing() {
    let refused = json!({ "message": "Resource not accessible by integration", "status": "403" });
    let post = answer(&format!("POST {COMMENTS}"), 403, &refused);
    let (run, _) = keep(vec![list(1, &json!([])), post], BODY);
    assert_eq!(run.status, 0);
    assert!(
        run.out.starts_with("::warning title=readybook::the comment could not be written"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("status 403: Resource not accessible") && run.out.contains("pull-requests: write"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("a-token") && !run.err.contains("a-token"));
    let (run, _) = keep(Vec::new(), BODY);
    assert!(run.status == 0 && run.out.contains("status 404"), "{}", run.out);
}

#[test]
fn a_comment_that_may_be_there_already_is_not_written_again() {
    let post = answer(&format!("POST {COMMENTS}"), 502, &json!({}));
    let (run, api) = keep(vec![list(1, &json!([])), post], BODY);
    assert!(run.status == 0 && run.out.contains("status 502"), "{}{}", run.out, run.err);
    assert_eq!(api.writes().len(), 1, "{:?}", api.writes());
}

#[test]
fn every_book_has_a_comment_of_its_own() {
    let mut markers = std::collections::BTreeSet::new();
    let books = ["a b", "a-b", "b\u{fc}", "b\u{f6}", "a/b", "a--b", "a-->b", "."];
    for book in books {
        let made = answer(&format!("POST {COMMENTS}"), 201, &json!({}));
        let (run, api) = keep_of(book, vec![list(1, &json!([])), made], BODY);
        assert_eq!(run.out, "wrote the comment\n", "{}", run.err);
        let body: Value = serde_json::from_str(&api.writes()[0].body).unwrap();
        let marker = body["body"].as_str().unwrap().lines().next().unwrap().to_owned();
        assert!(marker.starts_with("<!-- ") && marker.find("-->") == Some(marker.len() - 3), "{marker}");
        markers.insert(marker);
    }
    assert_eq!(markers.len(), books.len(), "{markers:?}");
}
