//! What secrets look like.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

/// A private key without its last line: what looks like its own lines is taken to be it.
const PRIVATE_KEY: &str = r#"-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-[^-])*-----END [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----|(?:(?:\s|\\[nr]|[>|"'`#*])*(?:[0-9A-Za-z+/=]{16,}|(?:Proc-Type|DEK-Info|Version|Comment|Charset): [^\n\r]*))+(?:(?:[\r\n]|\\n)[> \t]*[0-9A-Za-z+/]{1,15}={0,2})?)?"#;

/// A password in an address: up to the last `@` before a space, a quote or the next address, since people write `@` and
/// `/` as they are.
const PASSWORD: &str =
    r#"://[^\s:/?#@`<>"]*:(?<v>(?:[^\s:`<>"]|:+(?:[^\s:/`<>"]|/[^\s:/`<>"]))+:*)@[0-9A-Za-z\[]"#;

/// Each kind of secret. The group `v` of a pattern, where it has one, is the secret itself. A pattern begins with fixed
/// letters wherever it can: these are looked for first, which is quick.
pub(super) const KINDS: [(&str, &str); 34] = [
    ("a private key", PRIVATE_KEY),
    ("a private key", r"\bAGE-SECRET-KEY-1[0-9A-Z]{50,}"),
    ("an AWS access key", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    ("a GitHub token", r"\b(?:gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{22,})"),
    ("a GitLab token", r"\b(?:glpat|glptt|gldt|glrt|glsoat|glcbt|glagent|glft|glimt)-[0-9A-Za-z_-]{20,}"),
    ("a Slack token", r"\b(?:xox[abeoprs]|xapp)-[0-9A-Za-z-]{10,}"),
    (
        "a Slack webhook",
        r"\bhooks\.slack\.com/services/(?<v>[0-9A-Za-z]{6,}/[0-9A-Za-z]{6,}/[0-9A-Za-z]{16,})",
    ),
    ("a Stripe key", r"\b(?:[rs]k_live_|whsec_)[0-9A-Za-z]{16,}"),
    ("a Google key", r"\b(?:AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{24,}|ya29\.[0-9A-Za-z_-]{30,})"),
    ("an API key", r"\bsk-(?:ant-|proj-|or-)?[0-9A-Za-z_-]{32,}"),
    ("an API key", r"\b(?:gsk_|pplx-|nvapi-|r8_)[0-9A-Za-z_-]{32,}"),
    ("a Hugging Face token", r"\bhf_[0-9A-Za-z]{30,}"),
    ("a DigitalOcean token", r"\bdo[opr]_v1_[0-9a-f]{40,}"),
    ("an npm token", r"\bnpm_[0-9A-Za-z]{36}\b"),
    ("a PyPI token", r"\bpypi-[0-9A-Za-z_-]{40,}"),
    ("a RubyGems key", r"\brubygems_[0-9a-f]{48}"),
    ("a Docker token", r"\bdckr_(?:pat|oat)_[0-9A-Za-z_-]{20,}"),
    ("a SendGrid key", r"\bSG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}"),
    ("a Brevo key", r"\bxkeysib-[0-9a-f]{40,}"),
    ("a Shopify token", r"\bshp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}"),
    ("a Square token", r"\bsq0(?:atp|csp)-[0-9A-Za-z_-]{22,}"),
    ("a Vault token", r"\bhv[sbr]\.[0-9A-Za-z_-]{24,}"),
    ("a Grafana token", r"\b(?:glsa|glc)_[0-9A-Za-z+/=_]{32,}"),
    ("a Sentry token", r"\bsntr(?:ys|yu)_[0-9A-Za-z+/=_]{40,}"),
    ("a New Relic key", r"\bNRAK-[0-9A-Z]{27}"),
    ("a Postman key", r"\bPMAK-[0-9A-Fa-f]{24}-[0-9A-Fa-f]{34}"),
    ("a Linear key", r"\blin_(?:api|oauth)_[0-9A-Za-z]{32,}"),
    ("a Figma token", r"\bfigd_[0-9A-Za-z_-]{36,}"),
    ("a Supabase key", r"\bsbp_[0-9a-f]{40}"),
    ("a Tailscale key", r"\btskey-[a-z]{3,10}-[0-9A-Za-z]{10,}-[0-9A-Za-z]{16,}"),
    ("an Atlassian token", r"\bATATT3[0-9A-Za-z_=-]{60,}"),
    ("an Azure key", r"\bAccountKey=(?<v>[0-9A-Za-z+/]{80,}={0,2})"),
    ("a signed web token", r"\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}"),
    ("a password in an address", PASSWORD),
];

/// The number of the kind whose end is not fixed.
pub(super) const OF_PASSWORDS: usize = KINDS.len() - 1;

/// The beginning of a token and up to four parts of it that follow on other lines or after spaces: only where the
/// beginning is no token by itself, and only if it is one with them.
const FOLDED: &str = r"\b(?:gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt|soat|cbt|agent)-|xox[abeoprs]-|xapp-|[rs]k_live_|sk-|hf_|do[opr]_v1_|npm_|pypi-|dckr_pat_|shp(?:at|ca|pa|ss)_|glsa_|gsk_)[0-9A-Za-z_-]{6,80}(?:\\?(?:\r\n|\r|\n)[ \t]*|[ \t]+)[0-9A-Za-z_-]{1,80}(?:(?:\\?(?:\r\n|\r|\n)[ \t]*|[ \t]+)[0-9A-Za-z_-]{1,80}){0,3}";

/// Letters of which every secret has some: nearly no text has any, and looking for them is quicker than for secrets.
const MARKS: [&str; 63] = [
    "PRIVATE KEY",
    "AGE-SECRET-KEY-",
    "AKIA",
    "ASIA",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "glptt-",
    "gldt-",
    "glrt-",
    "glsoat-",
    "glcbt-",
    "glagent-",
    "glft-",
    "glimt-",
    "xox",
    "xapp-",
    "hooks.slack.com",
    "rk_live_",
    "sk_live_",
    "whsec_",
    "AIza",
    "GOCSPX-",
    "ya29.",
    "sk-",
    "gsk_",
    "pplx-",
    "nvapi-",
    "r8_",
    "hf_",
    "doo_v1_",
    "dop_v1_",
    "dor_v1_",
    "npm_",
    "pypi-",
    "rubygems_",
    "dckr_",
    "SG.",
    "xkeysib-",
    "shpat_",
    "shpca_",
    "shppa_",
    "shpss_",
    "sq0",
    "hvs.",
    "hvb.",
    "hvr.",
    "glsa_",
    "glc_",
    "sntr",
    "NRAK-",
    "PMAK-",
    "lin_",
    "figd_",
    "sbp_",
    "tskey-",
    "ATATT3",
    "AccountKey=",
    "eyJ",
];

/// Finds what every text with a secret holds: a mark, or an address.
pub(super) static HINTS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(MARKS.iter().chain(&["://"])).ok());

/// All kinds at once, so that a text is gone through once: kind `n` is the group `kn`, its secret `vn`.
pub(super) static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let group = |(n, (_, pattern)): (usize, &(&str, &str))| {
        format!("(?<k{n}>{})", pattern.replace("(?<v>", &format!("(?<v{n}>")))
    };
    let kinds: Vec<String> = KINDS.iter().enumerate().map(group).collect();
    Regex::new(&format!("{}|(?<folded>{FOLDED})", kinds.join("|"))).ok()
});
