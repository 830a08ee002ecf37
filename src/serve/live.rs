//! The site that is served now: planned, and made page by page as they are looked at.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::watch;

use super::texts::Texts;
use crate::cache::Digest;
use crate::compile::Files;
use crate::load::Folder;
use crate::preview::{Host, State, with_live};
use crate::render::{Fingerprint, Page, Theme};

/// Most pages that are kept as they were made.
const MOST_MADE: usize = 2000;

/// A site that can be served.
pub(super) struct Site {
    pages: BTreeMap<String, Page>,
    /// Its scripts are those of the default theme.
    known_scripts: bool,
    texts: Arc<Texts>,
    folder: Folder,
}

/// What scripts say, in the language of the site.
const WORDS: &str = "assets/words.js";

/// True for a script of the default theme, and for the data that its scripts load.
fn is_known_script(page: &Page) -> bool {
    let is_asset = page.path.starts_with("assets/") && &*page.path != WORDS;
    !is_asset
        || Theme::defaults()
            .any(|(path, bytes)| path == &*page.path && page.hash() == Some(Digest::of(bytes).0))
}

impl Site {
    pub(super) fn new(pages: Vec<Page>, texts: Arc<Texts>, folder: Folder) -> Site {
        let known_scripts =
            pages.iter().filter(|page| page.path.strip_suffix(".js").is_some()).all(is_known_script);
        let pages = pages.into_iter().map(|page| (page.path.to_string(), page)).collect();
        Site { pages, known_scripts, texts, folder }
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.pages.contains_key(path)
    }

    /// True while a document that it is made from is not in its place.
    pub(super) fn misses_some(&self) -> bool {
        self.texts.keys().any(|path| self.folder.is_own(path) && !self.folder.root().join(&**path).exists())
    }

    /// True where the document that a page is made from is another one than was read.
    fn is_outdated(&self, page: &str) -> bool {
        let source = self.pages.get(page).and_then(|page| page.source.as_ref());
        source
            .and_then(|source| self.texts.get(&source.path)?.seen.map(|seen| (source, seen)))
            .is_some_and(|(source, seen)| self.folder.stamp(&source.path).is_some_and(|stamp| stamp != seen))
    }

    fn make(&self, page: &Page) -> Result<Vec<u8>, String> {
        let made =
            |source: Option<&[u8]>| page.make(source).map(Cow::into_owned).map_err(|error| error.to_string());
        let Some(source) = &page.source else { return made(None) };
        if let Some(text) = self.texts.get(&*source.path) {
            return made(Some(&text.bytes));
        }
        let bytes = self.folder.read(&source.path).map_err(|error| format!("{}: {error}", source.path))?;
        made(Some(&bytes))
    }
}

/// A page as it was made.
#[derive(Clone)]
pub(super) struct Made {
    pub(super) bytes: Arc<[u8]>,
    /// Tells it apart from the page of another build.
    pub(super) tag: String,
}

/// All that the server knows.
pub(super) struct Live {
    /// Where it is served.
    pub(super) host: Host,
    site: RwLock<Arc<Site>>,
    made: Mutex<BTreeMap<String, (Fingerprint, Made)>>,
    state: watch::Sender<State>,
    /// The page that was asked for last.
    asked: Mutex<String>,
}

impl Live {
    pub(super) fn new(host: Host) -> Live {
        let empty = Site::new(Vec::new(), Arc::default(), Folder::open(std::path::Path::new("")));
        Live {
            host,
            site: RwLock::new(Arc::new(empty)),
            made: Mutex::default(),
            state: watch::Sender::new(State::default()),
            asked: Mutex::default(),
        }
    }

    /// The site as it is now.
    pub(super) fn site(&self) -> Arc<Site> {
        Arc::clone(&self.site.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// True where the page that was asked for last is not what its document says now.
    pub(super) fn is_outdated(&self) -> bool {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.site().is_outdated(&asked)
    }

    /// News of builds, beginning with the last.
    pub(super) fn news(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    /// How the last build ended.
    pub(super) fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Serves another site from now on, and gives the one before, which takes a while to drop.
    pub(super) fn replace(&self, site: Site) -> Arc<Site> {
        let mut own = self.site.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut own, Arc::new(site))
    }

    /// Tells pages how a build ended.
    pub(super) fn tell(&self, problems: String) {
        self.state.send_modify(|state| {
            state.build += 1;
            state.problems = problems;
        });
    }

    /// Tells pages that one of them cannot be made.
    fn fail(&self, why: &str) {
        self.state.send_if_modified(|state| {
            let is_news = state.problems.is_empty();
            if is_news {
                why.clone_into(&mut state.problems);
            }
            is_news
        });
    }

    /// A page of a site; made once as long as it stays the same. One that cannot be made is as it was before.
    pub(super) fn page(&self, site: &Site, path: &str) -> Result<Option<Made>, String> {
        let Some(page) = site.pages.get(path) else { return Ok(None) };
        path.clone_into(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner));
        let all = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, made)) = all().get(path)
            && *of == page.fingerprint
            && page.is_known()
        {
            return Ok(Some(made.clone()));
        }
        let bytes = match site.make(page) {
            Ok(bytes) => bytes,
            Err(why) => {
                self.fail(&why);
                return match all().get(path) {
                    Some((_, made)) => Ok(Some(made.clone())),
                    None => Err(why),
                };
            }
        };
        let tag = Fingerprint::of([bytes.as_slice()]).to_string();
        let is_page = path.strip_suffix(".html").is_some();
        let bytes = if is_page { with_live(bytes, &tag, site.known_scripts) } else { bytes };
        let made = Made { bytes: bytes.into(), tag };
        let mut all = all();
        if all.len() >= MOST_MADE {
            all.clear();
        }
        all.insert(path.to_owned(), (page.fingerprint, made.clone()));
        Ok(Some(made))
    }
}
