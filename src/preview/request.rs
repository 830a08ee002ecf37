//! Which requests are taken, and what they ask for.

use std::net::IpAddr;

/// Where the site is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// The name or address that it was asked to listen on.
    pub name: String,
    /// The port.
    pub port: u16,
}

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A file of the site, by its path.
    File(String),
    /// A folder by a name without `/` at its end: the address that it is found at.
    Folder(String),
    /// News of builds.
    Events,
    /// What pages need to hear of them.
    Script,
    /// How these are shown.
    Style,
}

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It wants more than to read.
    Method,
    /// It is for another host: a page of somebody else may have led a browser here.
    Host,
    /// Its address is none.
    Address,
    /// There is no such file in the site.
    Missing,
}

impl Refused {
    /// The status of the answer.
    pub fn status(self) -> u16 {
        match self {
            Refused::Method => 405,
            Refused::Host => 421,
            Refused::Address => 400,
            Refused::Missing => 404,
        }
    }

    /// Why, in one line.
    pub fn words(self) -> &'static str {
        match self {
            Refused::Method => {
                "a site can only be read: use std::net::IpAddr;

use GET or HEAD"
            }
            Refused::Host => {
                "this site is served to its own host only: use the address that `readybook serve` printed"
            }
            Refused::Address => "this is no address of a site",
            Refused::Missing => "the site has no such page",
        }
    }
}

/// What a request asks for. `host` is the header of that name, `target` the address as it was sent, `has` whether the site
/// has a file.
pub fn asked(
    method: &str,
    host: Option<&str>,
    target: &str,
    own: &Host,
    has: &dyn Fn(&str) -> bool,
) -> Result<Asked, Refused> {
    if !host.is_some_and(|host| own.is(host)) {
        return Err(Refused::Host);
    }
    if method != "GET" && method != "HEAD" {
        return Err(Refused::Method);
    }
    let raw = target.split(['?', '#']).next().unwrap_or_default();
    let path =
        decoded(raw).and_then(|path| path.strip_prefix('/').map(str::to_owned)).ok_or(Refused::Address)?;
    match format!("/{path}").as_str() {
        super::EVENTS => return Ok(Asked::Events),
        super::SCRIPT => return Ok(Asked::Script),
        super::STYLE => return Ok(Asked::Style),
        _ => {}
    }
    if !is_plain(&path) {
        return Err(Refused::Address);
    }
    let folder = path.is_empty() || path.ends_with('/');
    let file = if folder { format!("{path}index.html") } else { path.clone() };
    if has(&file) {
        return Ok(Asked::File(file));
    }
    // Relative links of a folder's page lead astray without the `/`.
    if !folder && has(&format!("{path}/index.html")) {
        return Ok(Asked::Folder(format!("/{}/", crate::text::uri_path(&path))));
    }
    Err(Refused::Missing)
}

impl Host {
    /// True where a `Host` header names this host: as it was asked for, or the machine itself by the names that it always
    /// has. Names that somebody else's name server leads here are none of them. Who listens on all addresses of the machine is
    /// named by any of them, and behind any port that is led to this one, as containers do: an address is no name.
    pub fn is(&self, header: &str) -> bool {
        let (name, port) = match header.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            // What browsers leave out.
            _ => (header, Some(80)),
        };
        let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        if self.is_everywhere() {
            return name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok();
        }
        let own = [self.name.as_str(), "localhost", "127.0.0.1", "::1"];
        port == Some(self.port) && own.iter().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// True for all addresses of the machine.
    pub fn is_everywhere(&self) -> bool {
        self.name.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified())
    }

    /// Its address in a browser of this machine.
    pub fn address(&self) -> String {
        if self.is_everywhere() {
            return format!("http://localhost:{}/", self.port);
        }
        let name = if self.name.contains(':') { format!("[{}]", self.name) } else { self.name.clone() };
        format!("http://{name}:{}/", self.port)
    }
}

/// An address without its escapes; `None` where they are none, or hold what is no text.
fn decoded(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits)
            .ok()
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// True for a path that leads nowhere but down. Files are looked up by name in the site, so that this only tells an address
/// that is meant to lead out of it from one that leads nowhere.
fn is_plain(path: &str) -> bool {
    let parts = path.strip_suffix('/').unwrap_or(path);
    path.is_empty()
        || parts.split('/').all(|part| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && !part.contains(|c: char| c == '\\' || c.is_control())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Host {
        Host { name: "127.0.0.1".to_owned(), port: 3000 }
    }

    fn has(path: &str) -> bool {
        ["index.html", "a/index.html", "a/ü b.html", "a+b/index.html"].contains(&path)
    }

    fn get(target: &str) -> Result<Asked, Refused> {
        asked("GET", Some("localhost:3000"), target, &own(), &has)
    }

    #[test]
    fn who_listens_everywhere_is_named_by_addresses_and_by_no_other_name() {
        for name in ["0.0.0.0", "::"] {
            let host = Host { name: name.to_owned(), port: 3000 };
            for own in
                ["192.0.2.2:3000", "localhost:8080", "[2001:db8::1]:3000", "127.0.0.1:3000", "192.0.2.2"]
            {
                assert!(host.is(own), "{own}");
            }
            assert!(!host.is("evil.example:3000") && !host.is("192.0.2.2.evil.example:3000") && !host.is(""));
            assert_eq!(host.address(), "http://localhost:3000/");
        }
        assert!(!own().is("192.0.2.2:3000") && !own().is("localhost:8080"));
    }

    #[test]
    fn addresses_lead_to_files_of_the_site_and_nowhere_else() {
        let file = |path: &str| Ok(Asked::File(path.to_owned()));
        for (target, expected) in [
            ("/", file("index.html")),
            ("/?x=/../y", file("index.html")),
            ("/a/", file("a/index.html")),
            ("/a", Ok(Asked::Folder("/a/".to_owned()))),
            ("/a%2Bb", Ok(Asked::Folder("/a%2Bb/".to_owned()))),
            ("/a/%C3%BC%20b.html?q#x", file("a/ü b.html")),
            ("/.readybook/events", Ok(Asked::Events)),
            ("/.readybook/live.js", Ok(Asked::Script)),
            ("/.readybook/live.css", Ok(Asked::Style)),
            ("/.readybook/built", Err(Refused::Missing)),
            ("/b", Err(Refused::Missing)),
            ("/index.html/", Err(Refused::Missing)),
        ] {
            assert_eq!(get(target), expected, "{target}");
        }
        for target in [
            "",
            "*",
            "http://e.example/",
            "/..",
            "/../x",
            "/a/../index.html",
            "/%2e%2e/x",
            "/a/./x",
            "//a",
            "/a//b",
            "/a\\..\\b",
            "/%5c",
            "/a%00b",
            "/%",
            "/%2",
            "/%zz",
            "/%+1",
            "/%ff",
        ] {
            assert_eq!(get(target), Err(Refused::Address), "{target}");
        }
    }

    #[test]
    fn only_its_own_host_is_answered() {
        for host in ["localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000"] {
            assert!(own().is(host), "{host}");
        }
        for host in [
            "",
            "e.example",
            "e.example:3000",
            "localhost",
            "localhost:3001",
            "localhost:3000:3000",
            "127.0.0.1.e.example:3000",
            "localhost:",
            "localhost:x",
            "[::1]",
            "192.168.0.1:3000",
            "0.0.0.0:3000",
        ] {
            assert!(!own().is(host), "{host}");
            assert_eq!(asked("GET", Some(host), "/", &own(), &has), Err(Refused::Host));
        }
        assert_eq!(asked("GET", None, "/", &own(), &has), Err(Refused::Host));
        let plain = Host { name: "box.example".to_owned(), port: 80 };
        assert!(plain.is("box.example") && plain.is("box.example:80") && !plain.is("other.example"));
        let six = Host { name: "::1".to_owned(), port: 3000 };
        assert_eq!(
            (six.address().as_str(), own().address().as_str()),
            ("http://[::1]:3000/", "http://127.0.0.1:3000/")
        );
    }

    #[test]
    fn only_reading_is_answered() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", ""] {
            assert_eq!(
                asked(method, Some("localhost:3000"), "/", &own(), &has),
                Err(Refused::Method),
                "{method}"
            );
        }
        assert!(asked("HEAD", Some("localhost:3000"), "/", &own(), &has).is_ok());
    }
}
