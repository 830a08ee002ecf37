//! The data of a built site, for comparing it with another state of the book.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::folder::describe;
use crate::compile::ReadError;
use crate::export::data;
use crate::review::{Built, BuiltProject, BuiltSite};
use crate::text::visible;

/// Where the data are that a word names: in a site's folder, in its `data` folder, or beside the file with the whole book.
/// `None` where there are none; the error says why they cannot be used.
pub(super) fn find_data(word: &Path) -> Option<Result<Data, String>> {
    let version = format!("v{}", data::VERSION);
    let file = word.file_name().is_some_and(|name| name == PORTFOLIO) && word.is_file();
    let inside = [word.join("data").join(&version), word.join(&version), word.to_path_buf()];
    let folder = if file {
        word.parent().map(Path::to_path_buf)
    } else {
        inside.into_iter().find(|folder| folder.join(PORTFOLIO).is_file())
    };
    if let Some(folder) = folder {
        return Some(Ok(Data { folder }));
    }
    let other = other_version(&word.join("data")).or_else(|| other_version(word))?;
    Some(Err(format!(
        "`{}` holds built data of version {other}, and this program reads version {}: use the program that built them, or build the site anew",
        visible(&word.display().to_string()),
        data::VERSION
    )))
}

/// The document of the whole book, in the folder of a version.
const PORTFOLIO: &str = "portfolio.json";

/// The version of which a folder holds data.
fn other_version(folder: &Path) -> Option<String> {
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter(|entry| entry.path().join(PORTFOLIO).is_file())
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_prefix('v')?.to_owned()))
        .filter(|version| version.parse::<u32>().is_ok())
        .collect();
    found.sort();
    found.pop()
}

/// The folder of one version of data.
pub(super) struct Data {
    folder: PathBuf,
}

impl Data {
    /// Reads all of it. The error is one sentence with what to do.
    pub(super) fn read(&self) -> Result<BuiltSite, String> {
        let ids = self.document(&data::portfolio_path(), data::read_portfolio)?;
        let projects: Result<BTreeMap<String, BuiltProject>, String> =
            ids.into_par_iter().map(|id| Ok((id.clone(), self.project(&id)?))).collect();
        Ok(BuiltSite { projects: projects?, unread: Vec::new() })
    }

    fn project(&self, id: &str) -> Result<BuiltProject, String> {
        let (mut project, releases) = self.document(&data::project_path(id), data::read_project)?;
        for release in releases {
            let path = data::assessment_path(id, &release);
            let one: Built = self.document(&path, data::read_assessment)?;
            if one.id.project != id || one.id.release != release {
                return Err(self.wrong(&path, &format!("it is of {}", one.id)));
            }
            project.releases.push(one);
        }
        Ok(project)
    }

    /// Reads one document; `path` is as from the root of a site.
    fn document<T>(&self, path: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<T, String> {
        let within = path.strip_prefix(&format!("data/v{}/", data::VERSION)).unwrap_or(path);
        let file = self.folder.join(within);
        // A pipe or a device could keep the reader for ever.
        if std::fs::metadata(&file).is_ok_and(|found| !found.is_file()) {
            return Err(self.wrong(path, "it is no plain file"));
        }
        let text = std::fs::read_to_string(&file).map_err(|error| match describe(&error) {
            ReadError::Missing => self.wrong(
                path,
                "it is not there, so that the data are not whole: copy all of the folder `data`",
            ),
            ReadError::Unreadable(why) => self.wrong(path, &why),
        })?;
        read(&text).map_err(|why| self.wrong(path, &why))
    }

    fn wrong(&self, path: &str, why: &str) -> String {
        let folder = self.folder.display().to_string();
        format!("the built data in `{}` cannot be read: {}: {why}", visible(&folder), visible(path))
    }
}
