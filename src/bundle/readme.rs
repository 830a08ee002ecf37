//! What an archive says of itself, to whoever finds it.

/// How the seals are verified without this program: the documented lines are the first of shell.
const DOCS: &str = include_str!("../../docs/archive.md");

/// The text. Ends of ledgers may be in an archive without the ledgers themselves.
pub(super) fn readme(with_heads: bool, with_ledgers: bool) -> String {
    let mut text = "Readiness assessments, archived by readybook\n\n\
        <project>/<release>.html   the assessment with its whole arithmetic: open it in any browser\n\
        content/                   the documents as they were written, and the files that they name\n\
        rubrics/                   what they were scored under\n\
        data/                      their facts as JSON, with the JSON Schema\n\
        SHA256SUMS                 hashes of all other files: sha256sum -c SHA256SUMS\n"
        .to_owned();
    if with_heads {
        text.push_str("ledger-heads.txt           the end of each ledger of seals when this archive was made: the SHA-256 of its last line\n");
    }
    if with_ledgers {
        text.push_str(
            "content/*/ledger.jsonl     the seals of a project, one a line: the SHA-256 of the document and of its rubric as they were\n                           \
             sealed, the score, and the SHA-256 of the line before\n\n\
             To verify the seals, save the lines below as verify.sh beside this file and run: sh verify.sh\n\
             They print the end of each ledger, which has to be the one in ledger-heads.txt, and in what was kept elsewhere; or they say\n\
             what is wrong. Documents of other releases may be sealed and not be in this archive: those are not looked at.\n\n",
        );
        text.push_str(&shell());
    }
    text
}

/// The documented lines, for a folder that need not hold all that is sealed.
fn shell() -> String {
    let lines = DOCS.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
    lines.replace("sha256sum --quiet -c", "sha256sum --quiet --ignore-missing -c")
}
