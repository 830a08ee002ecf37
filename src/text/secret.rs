//! Text that looks like a live secret: where it is, what it seems to be, and how to show the rest.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Something that looks like a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it seems to be, such as `a GitHub token`.
    pub what: &'static str,
    /// Where the secret itself is, in bytes of the text.
    pub range: Range<usize>,
}

/// What secrets look like. The group `v` of a pattern, where it has one, is the secret itself.
const KINDS: [(&str, &str); 14] = [
    (
        "a private key",
        r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-[^-])*-----END [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----)?",
    ),
    ("an AWS access key", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    ("a GitHub token", r"\b(?:gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{22,})"),
    ("a GitLab token", r"\bglpat-[0-9A-Za-z_-]{20,}"),
    ("a Slack token", r"\bxox[abeoprs]-[0-9A-Za-z-]{10,}"),
    (
        "a Slack webhook",
        r"\bhooks\.slack\.com/services/(?<v>[0-9A-Za-z]{6,}/[0-9A-Za-z]{6,}/[0-9A-Za-z]{16,})",
    ),
    ("a Stripe key", r"\b[rs]k_live_[0-9A-Za-z]{16,}"),
    ("a Google API key", r"\bAIza[0-9A-Za-z_-]{35}"),
    ("an API key", r"\bsk-(?:ant-|proj-|or-)?[0-9A-Za-z_-]{32,}"),
    ("an npm token", r"\bnpm_[0-9A-Za-z]{36}\b"),
    ("a PyPI token", r"\bpypi-[0-9A-Za-z_-]{40,}"),
    ("a SendGrid key", r"\bSG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}"),
    ("a signed web token", r"\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}"),
    ("a password in an address", r"://[^\s:/?#@`<>]{0,200}:(?<v>[^\s/?#@`<>]{3,200})@[0-9A-Za-z\[]"),
];

/// Parts of what only stands for a secret, in lower case.
const STAND_INS: [&str; 18] = [
    "example",
    "xxxx",
    "****",
    "....",
    "…",
    "your",
    "placeholder",
    "redacted",
    "changeme",
    "change-me",
    "password",
    "passwd",
    "secret",
    "dummy",
    "${",
    "{{",
    "$(",
    "1234567890",
];

/// All kinds at once, so that a text is gone through once: kind `n` is the group `kn`, its secret `vn`.
static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let kinds = KINDS.iter().enumerate();
    let group = |(n, (_, pattern)): (usize, &(&str, &str))| {
        format!("(?<k{n}>{})", pattern.replace("(?<v>", &format!("(?<v{n}>")))
    };
    Regex::new(&kinds.map(group).collect::<Vec<_>>().join("|")).ok()
});

/// Everything in a text that looks like a secret, in its order.
pub fn secrets(text: &str) -> Vec<Secret> {
    let all = PATTERN.iter().flat_map(|pattern| pattern.captures_iter(text));
    all.filter_map(|captures| secret(&captures)).collect()
}

fn secret(captures: &Captures<'_>) -> Option<Secret> {
    let (n, (what, _)) = KINDS.iter().enumerate().find(|(n, _)| captures.name(&format!("k{n}")).is_some())?;
    let found = captures.name(&format!("v{n}")).or(captures.get(0))?;
    let lower = found.as_str().to_lowercase();
    let stands_in = STAND_INS.iter().any(|part| lower.contains(part))
        || matches!(&*lower, "pass" | "pwd" | "pw" | "user")
        || lower.starts_with(['$', '%', '['])
        || lower.bytes().all(|byte| byte == lower.as_bytes()[0]);
    (!stands_in).then(|| Secret { what, range: found.range() })
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
            ("a Google API key", format!("AIza{}", &long[..35])),
            ("an API key", format!("sk-ant-{long}")),
            ("an npm token", format!("npm_{long}")),
            ("a PyPI token", format!("pypi-{long}{long}")),
            ("a SendGrid key", format!("SG.{}.{}", &long[..22], &long[..30])),
            ("a signed web token", format!("eyJ{0}.eyJ{0}.{0}", &long[..20])),
            ("a password in an address", "postgres://app:hunter2-Tr0ub4dor@db.internal:5432/app".to_owned()),
        ]
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
        ] {
            assert_eq!(secrets(text), [], "{text}");
        }
    }

    #[test]
    fn a_masked_secret_shows_its_kind_at_most() {
        assert_eq!(masked("ghp_4fJ8kLm2Qw9ZxR7tYb3N"), "ghp_****");
        assert_eq!(masked("hunter2"), "****");
    }
}
