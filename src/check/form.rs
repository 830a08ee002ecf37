//! What reading itself reports: mistakes of form, in documents and in the book around them. A book cannot set
//! these, since nothing can be trusted that is not read as it was meant.

use crate::diag::Severity::{Error, Warning};
use crate::diag::render::RuleDoc;

const fn error(id: &'static str, summary: &'static str, why: &'static str, help: &'static str) -> RuleDoc {
    RuleDoc { id, summary, why, help, severity: Error }
}

/// All of them, sorted by id.
pub static FORM: &[RuleDoc] = &[
    error(
        "altered-source",
        "what was collected of a source is not what readybook.lock pins any more",
        "nobody has seen what it claims now",
        "run `readybook collect`, which brings in what is pinned",
    ),
    error(
        "broken-ledger",
        "a line of a ledger of seals is torn, was changed, or does not follow the line before it",
        "what was sealed can only be trusted as long as no line before it was changed",
        "put the ledger back as it was; record a correction with `readybook seal --amend`",
    ),
    error(
        "broken-seal",
        "a sealed assessment, or the rubric that it was scored under, is not what was sealed",
        "who relies on a sealed release has to find what was claimed then",
        "put the file back as it was, or record the correction with `readybook seal --amend --reason`",
    ),
    error(
        "broken-template",
        "a template of the theme does not parse, or fails while it renders",
        "pages that it makes would be missing or half made",
        "mend the template at the place that is named, or remove it: the embedded one then takes its place",
    ),
    error(
        "changed-rubric",
        "a published rubric is not what rubrics/rubrics.lock says",
        "scores that were given under it could not be reproduced any more",
        "put the file back as it was, and make the change in a next version with its own `version` and `from`",
    ),
    error(
        "colliding-source",
        "a source would be the same project as one that stands in the book",
        "of a project that is kept in two places, nobody could tell which one holds",
        "give the source another name, or remove the folder of that name",
    ),
    error(
        "duplicate-assessment",
        "two documents are of the same project and release",
        "both would be the same page, and nobody could tell which one holds",
        "remove one of the two, or give it another `release`",
    ),
    error(
        "duplicate-id",
        "an id or a name of a rubric occurs twice",
        "answers refer to it by this name",
        "rename or remove one of the two",
    ),
    error(
        "empty-document",
        "a document is empty",
        "an assessment without content can be neither identified nor scored",
        "write an assessment into it, such as the one that `readybook new` begins, or remove the file",
    ),
    error(
        "empty-level",
        "a level of a rubric is asked for by no check",
        "a level that asks for nothing cannot be told from the one below it",
        "give a check that level, or remove the level",
    ),
    error(
        "extends-cycle",
        "rubrics extend each other in a circle",
        "none of them says what it begins with",
        "remove `extends` from one of them",
    ),
    error(
        "invalid-address",
        "an address of book.toml is no web address",
        "links that are made from it would lead nowhere",
        "write it with its scheme, such as \"https://example.org/readiness/\"",
    ),
    error(
        "invalid-date",
        "a date is no day of the calendar",
        "ages, due dates and the order of releases are counted from it",
        "write year, month and day, such as 2026-01-21",
    ),
    error(
        "invalid-id",
        "a name cannot be an id, or the name of a project or a release",
        "ids become folders of the site and parts of its addresses",
        "use small letters, digits and `-`; releases may also have capitals, `.`, `_` and `+`",
    ),
    error(
        "invalid-source",
        "a `[[source]]` of book.toml, or its entry in readybook.lock, is not what can be collected",
        "what is fetched is decided by these words alone, and must be what they say",
        "correct it as the message says; docs/collect.md shows how a source is written",
    ),
    error(
        "malformed-front-matter",
        "the front matter is not closed, is no YAML, or is too large",
        "nothing of a document can be trusted whose front matter cannot be read",
        "mend the line that is named; texts that contain `: ` or ` #` need quotes",
    ),
    error(
        "malformed-toml",
        "book.toml, a rubric or the lock is no valid TOML",
        "nothing of it can be trusted until it is read as it was meant",
        "mend the place that is named; texts need quotes, and a key may occur once in a table",
    ),
    error(
        "misnamed-document",
        "a file is Markdown by its name, but ends in something other than .md",
        "it would be left out without a word",
        "rename it so that it ends in .md",
    ),
    error(
        "misplaced-document",
        "a document is not in content/<project>/<release>.md",
        "its folder and its name say what it assesses",
        "move it there; files that documents refer to may stand anywhere below content/",
    ),
    error(
        "missing-field",
        "a field that has to be there is missing or empty",
        "what depends on it cannot be told",
        "add it; `readybook new` shows where each belongs",
    ),
    error(
        "missing-front-matter",
        "a document does not begin with front matter",
        "front matter states what is assessed, when, and with what result; only then can it be compared",
        "put a line `---`, `format: 1` and a line `---` before everything else",
    ),
    error(
        "missing-rubric",
        "rubrics/rubrics.lock names a rubric that is not there",
        "scores that were given under it could not be reproduced any more",
        "put the file of the rubric back",
    ),
    RuleDoc {
        id: "missing-source-root",
        summary: "the `source-root` of a project does not exist",
        why: "no path that is named as evidence can be looked up, and none is shown as verified",
        help: "correct `source-root` in project.md, or leave it out where the code is elsewhere",
        severity: Warning,
    },
    error(
        "no-book",
        "there is no book.toml, in this folder or above it",
        "book.toml is what makes a folder a book",
        "go to the folder of a book, name one with `--book DIR`, or make one with `readybook init`",
    ),
    error(
        "no-content",
        "the book has no documents",
        "a site without assessments has nothing to say",
        "begin one with `readybook new PROJECT RELEASE`",
    ),
    error(
        "no-history",
        "releases are asked for from git, and there is no git history to take them from",
        "without it, all releases but the last would be missing without a word",
        "build in a full clone (`fetch-depth: 0`), or take `[history]` out of book.toml",
    ),
    error(
        "exceeded-limit",
        "a body, a file beside documents or the whole site goes beyond a limit",
        "what a stranger's text may cost has to be bounded",
        "make it smaller, or raise the limit that is named in `[limits]` of book.toml",
    ),
    error(
        "not-a-file",
        "a folder has the name of a document",
        "what is in it would be left out without a word",
        "rename the folder, so that it does not end in .md",
    ),
    error(
        "not-utf8",
        "a file is not UTF-8",
        "read with a wrong encoding, its words would be damaged on every page",
        "save the file as UTF-8",
    ),
    error(
        "out-of-range",
        "a number of a rubric is outside of its range, or thresholds are in the wrong order",
        "verdicts would be capped where nobody expects it",
        "give it a value within the range that is named",
    ),
    error(
        "oversized-document",
        "a document is longer than `limits.document-size`, 4 MiB where a book sets nothing else",
        "nobody reads so much, and every build would wait for it",
        "put logs and exports into files of their own beside the document, and link to them",
    ),
    error(
        "project-mismatch",
        "a document names another project than its folder does",
        "the folder says which project a document belongs to; two answers make one of them wrong",
        "correct `project`, leave it out, or move the file",
    ),
    error(
        "refused-link",
        "a symbolic link is not followed",
        "what it leads to is not part of the book, and may not be meant to be published",
        "put the file itself into the book",
    ),
    error(
        "rubric-file-name",
        "the name of a rubric's file does not say its id and version",
        "every published version is kept beside the others, each under its name",
        "name it <id>@<version>.toml",
    ),
    error(
        "sealed-twice",
        "two branches sealed the same release with different content",
        "nobody could tell which of the two holds",
        "decide, make the document so, and record it with `readybook seal --amend --reason`",
    ),
    error(
        "theme-version",
        "a theme is written for another version of what templates are given",
        "its templates would ask for what is not there, or show what means something else now",
        "hold its templates to docs/themes.md, and say the version of this program in theme.toml",
    ),
    error(
        "uncollected-source",
        "a source was not collected yet from where book.toml says",
        "its project would be missing without a word",
        "run `readybook collect`",
    ),
    error(
        "unknown-format",
        "a document is of a format that this program does not read",
        "read as another format, its facts could mean something else",
        "write `format: 1`, or use a newer readybook",
    ),
    error(
        "unknown-key",
        "a key is not known at its place",
        "an unknown key is refused, so that a slip of the pen never drops a fact unnoticed",
        "use the spelling that is suggested; what a team adds of its own stands under `extra`",
    ),
    error(
        "unknown-place",
        "a text holds a place in braces that nobody fills",
        "readers, or whoever follows the address, would see it as it is written",
        "write one of the places that are named, or remove it",
    ),
    error(
        "unknown-reference",
        "a name refers to a finding, a release or a part of a rubric that does not exist",
        "what it is meant for is not affected by it",
        "use a name that exists, such as the one that is suggested",
    ),
    error(
        "unknown-rubric",
        "a rubric is asked for that the book does not have",
        "what is asked of a project would be something else",
        "use a rubric of the book; `readybook rubric list` names them",
    ),
    error(
        "unknown-rule",
        "book.toml sets a rule that does not exist",
        "the setting would have no effect",
        "use a rule that `readybook rules` lists",
    ),
    error(
        "unknown-theme",
        "the theme that book.toml asks for has no files",
        "pages would look otherwise than the book wants",
        "name a folder of themes/, or `default`",
    ),
    error(
        "unknown-value",
        "a value is none of the words that its key takes",
        "nobody could tell what it means",
        "use one of the words that are named",
    ),
    RuleDoc {
        id: "unlocked-rubric",
        summary: "a rubric of the book is not in rubrics/rubrics.lock",
        why: "a change of it would change published scores unnoticed",
        help: "run `readybook rubric lock` once it is published",
        severity: Warning,
    },
    error(
        "unmerged-ledger",
        "two branches sealed the same project, and no line of its ledger names both ends",
        "one of the ends could be cut off and nobody would see it",
        "keep the lines of both and join them with `readybook seal --merge PROJECT`",
    ),
    error(
        "unreadable-file",
        "a file of the book cannot be read",
        "it would be left out without a word",
        "make it a file that you may read, or remove it",
    ),
    RuleDoc {
        id: "unreadable-version",
        summary: "earlier versions of a document, in the git history, cannot be read",
        why: "what they claimed is missing among the releases",
        help: "nothing has to be done: history stays as it is",
        severity: crate::diag::Severity::Note,
    },
    error(
        "unreproduced-score",
        "a sealed score does not come about from what was sealed",
        "a score that nobody can work out again proves nothing",
        "use the version of readybook that the seal names; where the ledger was changed, put it back as it was",
    ),
    error(
        "unused-template",
        "a template of the theme takes no other's place, and no other asks for it",
        "a slip of its name leaves the page as it was, and nobody notices",
        "give it the name of a template of the default theme (`readybook theme list`), or remove it",
    ),
    error(
        "weightless-rubric",
        "all weights of a rubric, or of a category's checks, are 0",
        "a score is a weighted sum; without weights there is none",
        "give something a weight above 0",
    ),
    error(
        "wrong-type",
        "a value has another shape than its key takes: a text, a list, a mapping, a number",
        "nobody could tell what it means",
        "write it in the shape that is named",
    ),
];
