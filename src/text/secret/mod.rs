//! Text that looks like a live secret: where it is, what it seems to be, and how to show the rest.

mod kinds;
mod stand_in;

use std::borrow::Cow;
use std::ops::Range;

use regex::Captures;

use kinds::{KINDS, OF_PARAMETERS, OF_PASSWORDS, PATTERN, may_hold};
use stand_in::{password_stands_in, stands_in};

/// Something that looks like a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it seems to be, such as `a GitHub token`.
    pub what: &'static str,
    /// Where the secret itself is, in bytes of the text.
    pub range: Range<usize>,
}

/// Everything in a text that looks like a secret, in its order.
pub fn secrets(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    if !may_hold(text) {
        return found;
    }
    let mut at = 0;
    while let Some(captures) = PATTERN.as_ref().and_then(|pattern| pattern.captures_at(text, at)) {
        let (secret, next) = read(text, &captures);
        found.extend(secret);
        at = next.max(at + 1);
    }
    found
}

/// The secret, if it is one, and where to go on.
fn read(text: &str, captures: &Captures<'_>) -> (Option<Secret>, usize) {
    let whole = captures.get(0).map_or(0..text.len(), |whole| whole.range());
    if captures.name("folded").is_some() {
        return folded(text, whole);
    }
    let of_kind = |n: &usize| captures.name(&format!("k{n}")).is_some();
    let Some(n) = (0..KINDS.len()).find(of_kind) else {
        return (None, whole.end);
    };
    let range = captures.name(&format!("v{n}")).map_or(whole.clone(), |value| value.range());
    let value = &text[range.clone()];
    let is_none = match n {
        0 => is_outline_of_a_key(value),
        OF_PASSWORDS => is_no_password(value, &text[range.end..]) || password_stands_in(value),
        OF_PARAMETERS => password_stands_in(value),
        _ => stands_in(value),
    };
    // There may be a token in what is no password.
    let next = if n == OF_PASSWORDS { if is_none { range.start } else { range.end } } else { whole.end };
    ((!is_none).then_some(Secret { what: KINDS[n].what, range }), next)
}

/// Longest password, in bytes, that an address holds.
const LONGEST_PASSWORD: usize = 300;

/// True for what stands between `:` and `@` of an address but is no password: a port with what follows it, or the tag
/// of an image before its digest.
fn is_no_password(value: &str, after: &str) -> bool {
    let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_port = (1..=5).contains(&digits) && value[digits..].starts_with(|c: char| "/?#),;]|'".contains(c));
    !(3..=LONGEST_PASSWORD).contains(&value.len()) || is_port || after.starts_with("@sha256:")
}

/// True for a private key that is only hinted at: nothing between its first and its last line is a line of a key.
fn is_outline_of_a_key(key: &str) -> bool {
    let within = key.splitn(3, "-----").nth(2).unwrap_or_default();
    let Some((within, _)) = within.split_once("-----END") else {
        return false;
    };
    !within.split(|c: char| !c.is_ascii_alphanumeric() && !"+/".contains(c)).any(|line| line.len() >= 16)
}

/// A token over several lines: as many parts of it as look like its own.
fn folded(text: &str, place: Range<usize>) -> (Option<Secret>, usize) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    let mut joined = String::new();
    let (mut end, mut first) = (place.start, place.end);
    let mut at = place.start;
    while at < place.end {
        let length = text[at..place.end].find(|c: char| !is_part(c)).unwrap_or(place.end - at);
        let part = &text[at..at + length];
        if !joined.is_empty() && !looks_random(part) {
            break;
        }
        joined.push_str(part);
        end = at + length;
        first = first.min(end);
        at = text[end..place.end].find(is_part).map_or(place.end, |gap| end + gap);
    }
    let pattern = PATTERN.as_ref().filter(|_| looks_random(&joined) && end > first);
    let whole = pattern.and_then(|pattern| pattern.captures(&joined)).map(|found| read(&joined, &found));
    match whole {
        Some((Some(Secret { what, range }), _)) if range.start == 0 => {
            (Some(Secret { what, range: place.start..end }), end)
        }
        _ => (None, first),
    }
}

/// True for letters that are no word: with a digit, or a capital after a small letter.
fn looks_random(part: &str) -> bool {
    let mut pairs = part.as_bytes().windows(2);
    part.contains(|c: char| c.is_ascii_digit())
        || pairs.any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}

/// A secret as it may be shown: its first four characters, and nothing more of it.
pub fn masked(secret: &str) -> String {
    let shown = if secret.chars().count() > 12 { 4 } else { 0 };
    secret.chars().take(shown).chain("****".chars()).collect()
}

/// A text in which no secret can be read. Every byte keeps its place, and every line its length.
pub fn mask(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for Secret { range, .. } in secrets {
        out.push_str(&text[at..range.start]);
        for c in text[range.clone()].chars() {
            match c {
                '\n' | '\r' => out.push(c),
                _ => out.extend(std::iter::repeat_n('*', c.len_utf8())),
            }
        }
        at = range.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Put together here, so that no scanner takes this file for a leak.
    fn samples() -> Vec<(&'static str, String)> {
        let long = "4fJ8kLm2Qw9ZxR7tYb3NcV6hGd1Sp5Ua0EiO";
        vec![
            (
                "a private key",
                format!("-----BEGIN RSA {0}-----\nMIIEow{long}\n-----END RSA {0}-----", "PRIVATE KEY"),
            ),
            ("a private key", format!("-----BEGIN {}-----", "PRIVATE KEY")),
            ("an AWS access key", format!("AKIA{}", "IOSF0DNN7QWERTYU")),
            ("a GitHub token", format!("ghp_{long}")),
            ("a GitHub token", format!("github_pat_{long}")),
            ("a GitLab token", format!("glpat-{}", &long[..20])),
            ("a Slack token", format!("xoxb-{}", &long[..20])),
            (
                "a Slack webhook",
                format!("https://hooks.slack.com/services/T0AB12CD3/B0AB12CD3/{}", &long[..24]),
            ),
            ("a Stripe key", format!("sk_live_{}", &long[..24])),
            ("a Google key", format!("AIza{}", &long[..35])),
            ("an API key", format!("sk-ant-{long}")),
            ("an npm token", format!("npm_{long}")),
            ("a PyPI token", format!("pypi-{long}{long}")),
            ("a SendGrid key", format!("SG.{}.{}", &long[..22], &long[..30])),
            ("a signed web token", format!("eyJ{0}.eyJ{0}.{0}", &long[..20])),
            ("a password in an address", "postgres://app:hunter2-Tr0ub4dor@db.internal:5432/app".to_owned()),
            ("a Slack token", format!("xapp-1-{}", &long[..20])),
            ("a Hugging Face token", format!("hf_{long}")),
            (
                "a DigitalOcean token",
                format!("dop_v1_{}", "0123456789abcdef".repeat(4).replace("0123", "4f7a")),
            ),
            ("a Docker token", format!("dckr_pat_{}", &long[..27])),
            ("a Shopify token", format!("shpat_{}", "4f7a9c21".repeat(4))),
            ("a Vault token", format!("hvs.{}", &long[..30])),
            ("a Grafana token", format!("glsa_{long}")),
            ("a GitLab token", format!("glptt-{}", &long[..20])),
            ("an API key", format!("gsk_{long}")),
            ("an Azure key", format!("AccountKey={long}{long}{}==", &long[..16])),
            // Words of placeholders within a secret make it none the less one.
            ("a password in an address", "redis://app:my-secret-4Tr0ub@cache".to_owned()),
            ("a password in an address", "redis://app:changeme2024@cache".to_owned()),
            ("a password in an address", "redis://app:admin1234567890@cache".to_owned()),
            ("a password in an address", "https://a.example/login?user=x&password=hunter2-Tr0ub4".to_owned()),
            ("a password in an address", "/login?token=4fJ8kLm2Qw9Z".to_owned()),
            // What stands in passwords as it is.
            ("a password in an address", "redis://app:p@ss/w0rd?#4@cache.internal/0".to_owned()),
            ("a password in an address", "redis://app:a4:b:c7@cache".to_owned()),
            ("a GitHub token", format!("ghp_example{long}")),
            // Over several lines, as YAML folds them.
            ("a GitHub token", format!("ghp_{}\\\n  {}", &long[..20], &long[20..])),
            ("a GitHub token", format!("ghp_{}\r\n    {}", &long[..12], &long[12..])),
            ("a GitLab token", format!("glpat-{} {}", &long[..10], &long[10..])),
        ]
    }

    /// A key whose last line is missing is hidden as far as it goes, and what follows it is not.
    #[test]
    fn a_key_without_its_end_is_hidden() {
        let line = "MIIEow4fJ8kLm2Qw9ZxR7tYb3NcV6hGd1Sp5Ua0EiO+/";
        let begin = format!("-----BEGIN RSA {}-----", "PRIVATE KEY");
        for (key, after) in [
            (format!("{begin}\n{line}\n{line}\nAbC9=="), "\n\nThe next paragraph."),
            (format!("{begin}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,4F7A\n\n{line}"), "\n\nNext."),
            (format!("{begin}\\n{line}\\n{line}"), "\", \"x\": 1"),
            (format!("{begin}\n  > {line}\n  > {line}"), "\n\nNext."),
        ] {
            let text = format!("Before {key}{after}");
            let hidden = mask(&text);
            assert!(!hidden.contains(&line[..8]) && !hidden.contains("AbC9"), "{hidden}");
            assert!(hidden.starts_with("Before *") && hidden.ends_with(after), "{hidden}");
        }
    }

    /// Each of these would take minutes if every place were looked at together with all that follows.
    #[test]
    fn many_beginnings_are_read_once() {
        for piece in [
            "a://b:c/",
            "a://b:1/@x",
            "://a:b@",
            "sk-a1b2c3 ",
            "-----BEGIN PRIVATE KEY-----\n",
            "sk-aaaaaa\n  ",
        ] {
            let text = piece.repeat(300_000 / piece.len());
            assert!(mask(&text).len() == text.len(), "{piece}");
        }
    }

    #[test]
    fn all_patterns_are_valid_and_every_kind_is_found_once() {
        assert!(PATTERN.is_some());
        for (what, sample) in samples() {
            let text = format!("Before {sample} after.");
            let found = secrets(&text);
            assert_eq!(found.iter().map(|secret| secret.what).collect::<Vec<_>>(), [what], "{sample}");
            let hidden = mask(&text);
            assert_eq!(hidden.len(), text.len());
            assert!(hidden.starts_with("Before ") && hidden.ends_with(" after."), "{hidden}");
            let secret = &text[found[0].range.clone()];
            assert!(!hidden.contains(secret) && !masked(secret).contains(&secret[5..]), "{hidden}");
            assert_eq!(hidden.matches('\n').count(), text.matches('\n').count());
        }
    }

    #[test]
    fn what_stands_for_a_secret_is_none() {
        for text in [
            "postgres://user:password@localhost/db",
            "postgres://user:pass@db and https://me:${TOKEN}@host and redis://:<secret>@host:6379",
            "redis://:$REDIS_PW@host and mysql://app:%DB_PW%@host and amqp://app:[pw]@host",
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "http://localhost:8000/health and mail@example.org, ratio 3:4@x",
            "sk-learn, ghp_, task-1234567890-abcdefghijklmnopqrstuvwxyz",
            "https://example.org:443/a@b",
            "http://localhost:8080/users/@me (http://host:3000)[x](mailto:a@b.org)",
            "docker://alpine:latest@sha256:4f7a ssh://git@host.example:org/repo@v1",
            "mysql://root:your-password-here@db and mysql://root:yourSecret@db",
            "The token ghp_4fJ8kLm2Qw9Zx was revoked by the team that runs it.",
            "glpat-short1\n  continues here with words, and glpat-abc1 more of the same kind",
            &["-----BEGIN PRIVATE ", "KEY-----\n(the key)\n-----END PRIVATE ", "KEY-----"].concat(),
        ] {
            assert_eq!(secrets(text), [], "{text}");
        }
    }

    /// What is looked for first finds no less than what it saves looking for.
    #[test]
    fn marks_are_seen_where_a_word_begins() {
        let token = &samples()[3].1;
        for before in ["", "\n", "²", "(", "/", "token-", "https://a.example/x "] {
            assert_eq!(secrets(&format!("{before}{token}")).len(), 1, "{before}");
        }
        assert!(!may_hold("task-1 and risk-2, https://a.example/x by ada@example.org"));
        assert!(may_hold("https://a.example/x and a://b:c@d"));
    }

    #[test]
    fn a_masked_secret_shows_its_kind_at_most() {
        assert_eq!(masked("ghp_4fJ8kLm2Qw9ZxR7tYb3N"), "ghp_****");
        assert_eq!(masked("hunter2"), "****");
    }
}
