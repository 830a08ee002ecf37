//! What a book takes in beside its own folder: `[history]` and `[[source]]` of `book.toml`.

use crate::diag::Span;
use crate::model::{Fact, valid_project};
use crate::source::{Fields, Node, Sink};
use crate::text::visible;

/// Which versions of a document that is overwritten are releases of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versions {
    /// Those that a tag holds.
    Tags,
    /// Every one that differs from the one before.
    Changes,
}

/// A project whose documents are kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Id of the project that they become.
    pub name: Fact<String>,
    /// Where they are kept.
    pub place: Place,
    /// The folder of them there, without `/` at its ends; empty where they are at the top.
    pub path: String,
}

/// Where documents are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder, relative to the book.
    Folder(String),
    /// A git repository.
    Git {
        /// Its address, or a folder that begins with `/`, `./` or `../`.
        url: String,
        /// A branch, a tag or a commit; its main branch where none is named.
        revision: String,
    },
}

/// Reads `[history]`: nothing, or which versions are asked for, with the place that asks for them.
pub(super) fn history(mut fields: Fields<'_>, sink: &Sink) -> Option<Fact<Versions>> {
    let (from, versions) = (fields.required_text("from"), fields.text("versions"));
    fields.finish();
    let unknown = |fact: &Fact<String>, message: String, words: &[&str]| {
        sink.push(sink.error("unknown-value", fact.span, message).one_of(&fact.value, words));
    };
    let mut of = Versions::Tags;
    if let Some(versions) = versions {
        match versions.value.as_str() {
            "tags" => {}
            "changes" => of = Versions::Changes,
            other => unknown(
                &versions,
                format!("`{other}` says of no version whether it is a release"),
                &["tags", "changes"],
            ),
        }
    }
    let from = from?;
    if from.value != "git" {
        unknown(&from, format!("releases cannot be taken from `{}`", from.value), &["git"]);
        return None;
    }
    Some(Fact::new(of, from.span))
}

/// Reads all `[[source]]`; each name once.
pub(super) fn sources(nodes: Vec<Node>, sink: &Sink) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for node in nodes {
        let Some(source) = Fields::new(node, "[[source]]", sink).and_then(|fields| source(fields, sink))
        else {
            continue;
        };
        let name = &source.name;
        if sources.iter().any(|other| other.name.value.eq_ignore_ascii_case(&name.value)) {
            let message = format!("a second source of the name `{}`", name.value);
            sink.push(
                sink.error("invalid-source", name.span, message)
                    .why("a source becomes the project of its name; of two, nobody could tell which one is meant")
                    .help("give one of them another name"),
            );
        } else {
            sources.push(source);
        }
    }
    sources
}

fn source(mut fields: Fields<'_>, sink: &Sink) -> Option<Source> {
    let span = fields.span();
    let name = fields.required_text("name");
    let (folder, git) = (fields.text("folder"), fields.text("git"));
    let (revision, path) = (fields.text("revision"), fields.text("path"));
    fields.finish();
    let name = name?;
    let wrong = |span: Span, message: String, help: &str| {
        sink.push(
            sink.error("invalid-source", span, message)
                .why("what is fetched is decided by these words alone, and must be what they say")
                .help(help),
        );
    };
    if let Err(why) = valid_project(&name.value) {
        let message = format!("a source cannot be named `{}`: {why}", visible(&name.value));
        wrong(
            name.span,
            message,
            "name it as the project that it becomes: letters, digits, `-`, `_` and `.`",
        );
        return None;
    }
    let path = match path.map(|path| (path.span, inner_path(&path.value))) {
        None => String::new(),
        Some((_, Some(path))) => path,
        Some((span, None)) => {
            wrong(
                span,
                "`path` leads out of the source".to_owned(),
                "name a folder in it, such as docs/readiness",
            );
            return None;
        }
    };
    let place = match (folder, git) {
        (Some(folder), None) => {
            if let Some(revision) = revision {
                wrong(
                    revision.span,
                    "a folder has no revision".to_owned(),
                    "remove `revision`, or name a repository with `git`",
                );
                return None;
            }
            Place::Folder(folder.value)
        }
        (None, Some(git)) => {
            if let Err(why) = safe_address(&git.value) {
                wrong(
                    git.span,
                    format!("`git` {why}"),
                    "write it as https://example.org/team/repository.git, git@example.org:team/repository.git, or a folder that begins with ../",
                );
                return None;
            }
            let revision = match revision {
                Some(revision) if !safe_revision(&revision.value) => {
                    let message = format!("`{}` is no revision", visible(&revision.value));
                    wrong(revision.span, message, "name a branch, a tag or a commit");
                    return None;
                }
                revision => revision.map_or_else(|| "HEAD".to_owned(), |revision| revision.value),
            };
            Place::Git { url: git.value, revision }
        }
        _ => {
            wrong(
                span,
                format!("the source `{}` is at no one place", name.value),
                "give it either `folder` or `git`",
            );
            return None;
        }
    };
    Some(Source { name, place, path })
}

/// A path below a folder without its needless parts; `None` where it leads out of it.
fn inner_path(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let inside = !path.starts_with('/') && !parts.contains(&"..") && !path.contains(['\\', ':']);
    (inside && !path.chars().any(char::is_control)).then(|| parts.join("/"))
}

/// Why git must not be given an address.
fn safe_address(url: &str) -> Result<(), &'static str> {
    if url.is_empty() || url.starts_with('-') {
        return Err("is no address");
    }
    if url.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err("holds spaces or control characters");
    }
    if url.contains("::") {
        return Err("asks for a transport that runs a program");
    }
    if ["/", "./", "../"].iter().any(|start| url.starts_with(start)) {
        return Ok(());
    }
    if let Some((scheme, rest)) = url.split_once("://") {
        let host = rest.split('/').next().unwrap_or_default();
        return match scheme {
            "https" | "http" if host.contains('@') => Err(
                "holds a name or a password: leave it to git's credential helpers, since it would be published",
            ),
            "ssh" if host.rsplit('@').next().is_none_or(|host| host.is_empty() || host.starts_with('-')) => {
                Err("names no host")
            }
            "https" | "http" if host.is_empty() || host.starts_with('-') => Err("names no host"),
            "https" | "http" | "ssh" | "file" => Ok(()),
            _ => Err("is of a kind that is not fetched: use https, http, ssh or file"),
        };
    }
    // As in `git@example.org:team/repository.git`.
    let host = url.split_once(':').and_then(|(host, path)| (!path.starts_with('-')).then_some(host));
    let host = host.map(|host| host.rsplit('@').next().unwrap_or(host));
    match host {
        Some(host) if !host.is_empty() && !host.starts_with('-') && !host.contains('/') => Ok(()),
        _ => Err("is no address"),
    }
}

fn safe_revision(revision: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "._-/+".contains(c);
    !revision.is_empty()
        && revision.chars().all(plain)
        && !revision.starts_with(['-', '/', '.', '+'])
        && !revision.contains("..")
        && !revision.ends_with(['/', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_could_make_git_do_something_else_are_refused() {
        for good in [
            "https://example.org/a/b.git",
            "ssh://git@example.org/a.git",
            "git@example.org:a/b.git",
            "file:///srv/a.git",
            "../a",
            "/srv/a",
        ] {
            assert_eq!(safe_address(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "-uexample",
            "--upload-pack=touch /tmp/x",
            "ext::sh -c x",
            "ext::x",
            "fd::3",
            "https://user:word@example.org/a.git",
            "https://",
            "ssh://-oProxyCommand=x/a",
            "git@-oProxyCommand=x:a",
            "ftp://example.org/a",
            "example.org/a",
            "https://example.org/a b",
            "https://example.org/a\nb",
        ] {
            assert!(safe_address(bad).is_err(), "{bad}");
        }
        for bad in ["", "-x", "a..b", "a b", "HEAD:x", "a~1", "a^", "+a:b", "@{1}", "a/"] {
            assert!(!safe_revision(bad), "{bad}");
        }
        for good in ["main", "v1.2.0", "release/1.x", "0123456789abcdef0123456789abcdef01234567", "HEAD"] {
            assert!(safe_revision(good), "{good}");
        }
        assert_eq!(inner_path("./docs//a/").as_deref(), Some("docs/a"));
        assert!(["/etc", "..", "a/../..", "a\\b", "c:x"].iter().all(|path| inner_path(path).is_none()));
    }
}
