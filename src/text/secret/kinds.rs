//! What secrets look like.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;

/// A private key without its last line: what looks like its own lines is taken to be it.
const PRIVATE_KEY: &str = r#"-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-[^-])*-----END [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----|(?:(?:\s|\\[nr]|[>|"'`#*])*(?:[0-9A-Za-z+/=]{16,}|(?:Proc-Type|DEK-Info|Version|Comment|Charset): [^\n\r]*))+(?:(?:[\r\n]|\\n)[> \t]*[0-9A-Za-z+/]{1,15}={0,2})?)?"#;

/// A password in an address: up to the last `@` before a space, a quote or the next address, since people write `@` and
/// `/` as they are.
const PASSWORD: &str =
    r#"://[^\s:/?#@`<>"]*:(?<v>(?:[^\s:`<>"]|:+(?:[^\s:/`<>"]|/[^\s:/`<>"]))+:*)@[0-9A-Za-z\[]"#;

/// A password among the parameters of an address.
const PARAMETER: &str = r#"[?&](?:password|passwd|pwd|secret|client_secret|token|access_token|auth_token)=(?<v>[^\s&"'`<>()\[\]|,;#]{6,})"#;

/// A kind of secret.
pub(super) struct Kind {
    /// What it is, for messages.
    pub(super) what: &'static str,
    /// Letters of which every one of them has some. Nearly no text has any of all kinds, and looking for them is
    /// quicker than for secrets: without one a kind is never found.
    marks: &'static [&'static str],
    /// What it looks like. The group `v`, where there is one, is the secret itself. It begins with fixed letters
    /// wherever it can: these are looked for first, which is quick.
    pattern: &'static str,
}

const fn kind(what: &'static str, marks: &'static [&'static str], pattern: &'static str) -> Kind {
    Kind { what, marks, pattern }
}

/// Each kind of secret.
pub(super) const KINDS: [Kind; 35] = [
    kind("a private key", &["PRIVATE KEY"], PRIVATE_KEY),
    kind("a private key", &["AGE-SECRET-KEY-"], r"\bAGE-SECRET-KEY-1[0-9A-Z]{50,}"),
    kind("an AWS access key", &["AKIA", "ASIA"], r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    kind(
        "a GitHub token",
        &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
        r"\b(?:gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{22,})",
    ),
    kind(
        "a GitLab token",
        &["glpat-", "glptt-", "gldt-", "glrt-", "glsoat-", "glcbt-", "glagent-", "glft-", "glimt-"],
        r"\b(?:glpat|glptt|gldt|glrt|glsoat|glcbt|glagent|glft|glimt)-[0-9A-Za-z_-]{20,}",
    ),
    kind("a Slack token", &["xox", "xapp-"], r"\b(?:xox[abeoprs]|xapp)-[0-9A-Za-z-]{10,}"),
    kind(
        "a Slack webhook",
        &["hooks.slack.com"],
        r"\bhooks\.slack\.com/services/(?<v>[0-9A-Za-z]{6,}/[0-9A-Za-z]{6,}/[0-9A-Za-z]{16,})",
    ),
    kind("a Stripe key", &["rk_live_", "sk_live_", "whsec_"], r"\b(?:[rs]k_live_|whsec_)[0-9A-Za-z]{16,}"),
    kind(
        "a Google key",
        &["AIza", "GOCSPX-", "ya29."],
        r"\b(?:AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{24,}|ya29\.[0-9A-Za-z_-]{30,})",
    ),
    kind("an API key", &["sk-"], r"\bsk-(?:ant-|proj-|or-)?[0-9A-Za-z_-]{32,}"),
    kind("an API key", &["gsk_", "pplx-", "nvapi-", "r8_"], r"\b(?:gsk_|pplx-|nvapi-|r8_)[0-9A-Za-z_-]{32,}"),
    kind("a Hugging Face token", &["hf_"], r"\bhf_[0-9A-Za-z]{30,}"),
    kind("a DigitalOcean token", &["doo_v1_", "dop_v1_", "dor_v1_"], r"\bdo[opr]_v1_[0-9a-f]{40,}"),
    kind("an npm token", &["npm_"], r"\bnpm_[0-9A-Za-z]{36}\b"),
    kind("a PyPI token", &["pypi-"], r"\bpypi-[0-9A-Za-z_-]{40,}"),
    kind("a RubyGems key", &["rubygems_"], r"\brubygems_[0-9a-f]{48}"),
    kind("a Docker token", &["dckr_"], r"\bdckr_(?:pat|oat)_[0-9A-Za-z_-]{20,}"),
    kind("a SendGrid key", &["SG."], r"\bSG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}"),
    kind("a Brevo key", &["xkeysib-"], r"\bxkeysib-[0-9a-f]{40,}"),
    kind(
        "a Shopify token",
        &["shpat_", "shpca_", "shppa_", "shpss_"],
        r"\bshp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}",
    ),
    kind("a Square token", &["sq0"], r"\bsq0(?:atp|csp)-[0-9A-Za-z_-]{22,}"),
    kind("a Vault token", &["hvs.", "hvb.", "hvr."], r"\bhv[sbr]\.[0-9A-Za-z_-]{24,}"),
    kind("a Grafana token", &["glsa_", "glc_"], r"\b(?:glsa|glc)_[0-9A-Za-z+/=_]{32,}"),
    kind("a Sentry token", &["sntr"], r"\bsntr(?:ys|yu)_[0-9A-Za-z+/=_]{40,}"),
    kind("a New Relic key", &["NRAK-"], r"\bNRAK-[0-9A-Z]{27}"),
    kind("a Postman key", &["PMAK-"], r"\bPMAK-[0-9A-Fa-f]{24}-[0-9A-Fa-f]{34}"),
    kind("a Linear key", &["lin_"], r"\blin_(?:api|oauth)_[0-9A-Za-z]{32,}"),
    kind("a Figma token", &["figd_"], r"\bfigd_[0-9A-Za-z_-]{36,}"),
    kind("a Supabase key", &["sbp_"], r"\bsbp_[0-9a-f]{40}"),
    kind("a Tailscale key", &["tskey-"], r"\btskey-[a-z]{3,10}-[0-9A-Za-z]{10,}-[0-9A-Za-z]{16,}"),
    kind("an Atlassian token", &["ATATT3"], r"\bATATT3[0-9A-Za-z_=-]{60,}"),
    kind("an Azure key", &["AccountKey="], r"\bAccountKey=(?<v>[0-9A-Za-z+/]{80,}={0,2})"),
    kind(
        "a signed web token",
        &["eyJ"],
        r"\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}",
    ),
    kind("a password in an address", &["password=", "passwd=", "pwd=", "secret=", "token="], PARAMETER),
    kind("a password in an address", &[ADDRESS], PASSWORD),
];

/// The number of the kind whose end is not fixed.
pub(super) const OF_PASSWORDS: usize = KINDS.len() - 1;

/// The number of the kind that stands among parameters.
pub(super) const OF_PARAMETERS: usize = KINDS.len() - 2;

/// The beginning of a token and up to four parts of it that follow on other lines or after spaces: only where the
/// beginning is no token by itself, and only if it is one with them.
const FOLDED: &str = r"\b(?:gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt|soat|cbt|agent)-|xox[abeoprs]-|xapp-|[rs]k_live_|sk-|hf_|do[opr]_v1_|npm_|pypi-|dckr_pat_|shp(?:at|ca|pa|ss)_|glsa_|gsk_)[0-9A-Za-z_-]{6,80}(?:\\?(?:\r\n|\r|\n)[ \t]*|[ \t]+)[0-9A-Za-z_-]{1,80}(?:(?:\\?(?:\r\n|\r|\n)[ \t]*|[ \t]+)[0-9A-Za-z_-]{1,80}){0,3}";

/// Before an address in which a password may stand.
const ADDRESS: &str = "://";

/// Finds the marks of all kinds, and says of each what has to stand around it.
struct Marks {
    all: AhoCorasick,
    /// Of each mark whether a word begins with it, or it is none.
    begins_word: Vec<bool>,
}

static MARKS: LazyLock<Option<Marks>> = LazyLock::new(|| {
    let of_kind =
        |kind: &'static Kind| kind.marks.iter().map(|mark| (*mark, kind.pattern.starts_with(r"\b")));
    let (marks, begins_word): (Vec<&str>, Vec<bool>) = KINDS.iter().flat_map(of_kind).unzip();
    let all = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(marks).ok()?;
    Some(Marks { all, begins_word })
});

/// False for a text without a secret, which is nearly every one: no mark stands in it as in a secret. It is quicker to say
/// so than to look for secrets.
pub(super) fn may_hold(text: &str) -> bool {
    let Some(marks) = MARKS.as_ref() else { return true };
    let in_word = |c: char| c.is_alphabetic() || c.is_ascii_digit() || c == '_';
    let mut end_of_address = 0;
    marks.all.find_iter(text).any(|mark| {
        if &text[mark.range()] != ADDRESS {
            let begins_word = marks.begins_word[mark.pattern()];
            return !begins_word || !text[..mark.start()].ends_with(in_word);
        }
        if mark.start() < end_of_address {
            return false;
        }
        let rest = &text[mark.start()..];
        let length = rest.find(|c: char| c.is_whitespace() || "`<>\"".contains(c)).unwrap_or(rest.len());
        end_of_address = mark.start() + length;
        rest[..length].contains('@')
    })
}

/// All kinds at once, so that a text is gone through once: kind `n` is the group `kn`, its secret `vn`.
pub(super) static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let group = |(n, kind): (usize, &Kind)| {
        format!("(?<k{n}>{})", kind.pattern.replace("(?<v>", &format!("(?<v{n}>")))
    };
    let kinds: Vec<String> = KINDS.iter().enumerate().map(group).collect();
    Regex::new(&format!("{}|(?<folded>{FOLDED})", kinds.join("|"))).ok()
});

#[cfg(test)]
mod tests {
    use super::*;

    /// A mark that is none, since no word begins with it, hides no other that begins within it.
    #[test]
    fn no_mark_begins_within_another() {
        let marks: Vec<(&str, bool)> = KINDS
            .iter()
            .flat_map(|kind| kind.marks.iter().map(|mark| (*mark, kind.pattern.starts_with(r"\b"))))
            .collect();
        for (outer, _) in &marks {
            for at in 1..outer.len() {
                let within_word = outer[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
                let hidden = marks.iter().find(|(inner, begins_word)| {
                    let begins = outer[at..].starts_with(inner) || inner.starts_with(&outer[at..]);
                    begins && !(*begins_word && within_word)
                });
                assert_eq!(hidden, None, "within {outer}");
            }
        }
    }
}
