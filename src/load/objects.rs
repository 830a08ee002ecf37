//! Objects of a git repository, from one `git cat-file --batch` that is asked for one after another.

use std::io::{BufRead as _, BufReader, Error, Read as _, Result, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::git::command;

/// A `git cat-file --batch`.
pub(super) struct Objects {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Objects {
    /// Begins to read the repository that a folder is in.
    pub(super) fn open(folder: &Path) -> Result<Objects> {
        let mut command = command(folder);
        command
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(ask), Some(answer)) => Ok(Objects { child, ask, answer: BufReader::new(answer) }),
            _ => Err(Error::other("git cannot be talked to")),
        }
    }

    /// The bytes of a file by its object id, or a name such as `HEAD:./path`; `None` where the repository holds no such
    /// file.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        if name.contains('\n') {
            return Ok(None);
        }
        self.ask.write_all(format!("{name}\n").as_bytes())?;
        self.ask.flush()?;
        answer(&mut self.answer)
    }

    /// The bytes of many files, in the order of their names.
    pub(super) fn read_all(&mut self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>> {
        let is_name = |name: &&String| !name.contains('\n');
        let wanted: String = names.iter().filter(is_name).flat_map(|name| [name.as_str(), "\n"]).collect();
        let (ask, from) = (&mut self.ask, &mut self.answer);
        std::thread::scope(|scope| {
            // From a thread of its own: git answers before it has read all, and neither may wait for the other.
            let asking = scope.spawn(move || ask.write_all(wanted.as_bytes()).and_then(|()| ask.flush()));
            let found = names.iter().map(|name| if is_name(&name) { answer(from) } else { Ok(None) });
            let found: Result<Vec<_>> = found.collect();
            asking.join().map_err(|_| Error::other("git stopped listening"))??;
            found
        })
    }
}

/// Reads what git answers to one name.
fn answer(from: &mut BufReader<ChildStdout>) -> Result<Option<Vec<u8>>> {
    let mut head = String::new();
    if from.read_line(&mut head)? == 0 {
        return Err(Error::other("git stopped answering"));
    }
    let head = head.trim_end();
    if head.ends_with(" missing") || head.ends_with(" ambiguous") {
        return Ok(None);
    }
    let mut parts = head.rsplit(' ');
    let (Some(size), Some(kind)) = (parts.next().and_then(|size| size.parse().ok()), parts.next()) else {
        return Err(Error::other("git answered something else"));
    };
    // The bytes end with a line end that is not theirs.
    let mut bytes = vec![0; usize::saturating_add(size, 1)];
    from.read_exact(&mut bytes)?;
    bytes.pop();
    Ok((kind == "blob").then_some(bytes))
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends by itself when nobody can ask any more; nobody waits for one that does not.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
