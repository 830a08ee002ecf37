//! What only stands for a secret: a placeholder, or the name of what is to be put there.

/// Words that placeholders are made of, in small letters.
const WORDS: [&str; 46] = [
    "a",
    "api",
    "auth",
    "change",
    "changeme",
    "credential",
    "credentials",
    "db",
    "dummy",
    "example",
    "fake",
    "foo",
    "bar",
    "goes",
    "here",
    "hidden",
    "insert",
    "key",
    "masked",
    "me",
    "my",
    "new",
    "none",
    "or",
    "pass",
    "passwd",
    "password",
    "placeholder",
    "pw",
    "pwd",
    "redacted",
    "removed",
    "replace",
    "sample",
    "secret",
    "some",
    "test",
    "the",
    "this",
    "to",
    "token",
    "user",
    "username",
    "with",
    "xxx",
    "your",
];

/// Parts that a token of some kind begins with; they say nothing of the rest.
const PREFIXES: [&str; 34] = [
    "ghp", "gho", "ghu", "ghs", "ghr", "github", "pat", "glpat", "xoxb", "xoxp", "xoxa", "xapp", "sk", "rk",
    "live", "ant", "proj", "hf", "dop", "doo", "dor", "v1", "npm", "pypi", "dckr", "shpat", "glsa", "gsk",
    "whsec", "SG", "hvs", "figd", "lin", "sbp",
];

/// True where a token is none.
pub(super) fn stands_in(secret: &str) -> bool {
    password_stands_in(secret) || secret.contains("1234567890")
}

/// True where a password is none: people do take figures in a row for one.
pub(super) fn password_stands_in(secret: &str) -> bool {
    is_placeholder(secret)
        || secret.contains("****")
        || secret.ends_with(['…', '•'])
        || secret.ends_with("...")
        || secret.ends_with("EXAMPLE")
        || repeats(secret)
        || words(secret)
}

/// `${NAME}`, `$NAME`, `%NAME%`, `{{ name }}`, `[name]` and their like.
fn is_placeholder(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    let within = |open: &str, close: &str| text.starts_with(open) && text.ends_with(close);
    [("${", "}"), ("$(", ")"), ("{", "}"), ("[", "]"), ("(", ")"), ("$[", "]")]
        .iter()
        .any(|(open, close)| within(open, close))
        || text.strip_prefix('$').is_some_and(is_name)
        || text.strip_prefix('%').and_then(|text| text.strip_suffix('%')).is_some_and(is_name)
}

/// True where one character fills the text, or eight places of it in a row.
fn repeats(text: &str) -> bool {
    let mut run = 0;
    let mut last = None;
    let mut all = true;
    for c in text.chars() {
        let same = last == Some(c);
        all &= same || last.is_none();
        run = if same { run + 1 } else { 1 };
        if run >= 8 {
            return true;
        }
        last = Some(c);
    }
    all
}

/// True where the text is made of the words of placeholders and of nothing else. A word within a secret, as in
/// `My5ecret-password`, does not make it one.
fn words(text: &str) -> bool {
    let mut parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    while parts.next_if(|part| PREFIXES.contains(part)).is_some() {}
    let mut some = false;
    for part in parts {
        some = true;
        let filled = part.len() > 2 && repeats(part);
        if !filled && !made_of_words(&part.to_lowercase()) {
            return false;
        }
    }
    some
}

/// True where one word follows the other, from the beginning to the end.
fn made_of_words(text: &str) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for at in 0..text.len() {
        let Some(rest) = text.get(at..).filter(|_| reached[at]) else {
            continue;
        };
        for word in WORDS.iter().filter(|word| rest.starts_with(*word)) {
            reached[at + word.len()] = true;
        }
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_told_from_secrets_that_hold_such_words() {
        for stand_in in [
            "password",
            "changeme",
            "change-me",
            "your_password",
            "yourPasswordHere",
            "<key>",
            "${DB_PASSWORD}",
            "$DB_PASSWORD",
            "%DB_PW%",
            "{{ password }}",
            "[pw]",
            "{password}",
            "xxxx",
            "••••",
            "hunt…",
            "****",
            "ghp_xxxxxxxxxxxx",
            "sk-proj-your-api-key-goes-here",
            "AKIAIOSFODNN7EXAMPLE",
            "0000",
        ] {
            let bare = stand_in.trim_matches(['<', '>']);
            assert!(stands_in(bare), "{stand_in}");
        }
        for real in [
            "My5ecret-password",
            "password1!",
            "example-4fJ8kLm2",
            "changeme2024",
            "$tr0ngPass",
            "%41bc",
            "secret99",
            "Yourmother1",
            "p@ss/word9",
        ] {
            assert!(!stands_in(real), "{real}");
        }
    }
}
