//! A site as a plan: pages that know their path and what they are made from, and can make their bytes.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};

/// Hash of all that a page is made from; equal fingerprints mean equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 32]);

impl Fingerprint {
    /// The fingerprint of some parts, each told apart from its neighbours.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Fingerprint {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Fingerprint(hasher.finalize().into())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::text::hex(&self.0))
    }
}

/// A file of the book whose bytes a page needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRef {
    /// Its path, relative to the book.
    pub path: Arc<str>,
    /// SHA-256 of the bytes that were parsed; `None` for files that are copied unread.
    pub hash: Option<[u8; 32]>,
}

/// Why a page could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderError {
    /// The page.
    pub page: String,
    /// What went wrong; for templates with file, line and column.
    pub message: String,
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.page, self.message)
    }
}

impl std::error::Error for RenderError {}

/// What a page is made from in truth, as a hash: it takes time to work out.
type Closer = Box<dyn Fn() -> Fingerprint + Send + Sync>;

/// Makes the bytes of a page from the bytes of its source, where it has one.
pub type Make = Box<dyn Fn(Option<&[u8]>) -> Result<Vec<u8>, String> + Send + Sync>;

/// One file of the site, not yet made.
pub struct Page {
    /// Where it goes, relative to the site's root, with `/` between its parts; never absolute, never `..`.
    pub path: Box<str>,
    /// What it is made from.
    pub fingerprint: Fingerprint,
    /// The file whose bytes have to be handed in again.
    pub source: Option<Box<SourceRef>>,
    content: Content,
}

/// Where the bytes of a page come from.
enum Content {
    /// They are made when they are asked for.
    Made(Make),
    /// So are these, and it can be told more closely what from.
    Closely(Box<(Make, Closer)>),
    /// They are here already; the fingerprint is their SHA-256.
    Held(Box<[u8]>),
}

impl Page {
    /// Plans a page that needs no source.
    pub fn new(
        path: impl Into<Box<str>>,
        fingerprint: Fingerprint,
        make: impl Fn() -> Result<Vec<u8>, String> + Send + Sync + 'static,
    ) -> Page {
        Page {
            path: path.into(),
            fingerprint,
            source: None,
            content: Content::Made(Box::new(move |_| make())),
        }
    }

    /// Plans a page whose fingerprint changes more often than its bytes, as it is made from little of what many documents
    /// state. Where it changed, `closer` tells whether the page did: equal values mean equal bytes.
    pub fn closely(
        path: impl Into<Box<str>>,
        fingerprint: Fingerprint,
        closer: impl Fn() -> Fingerprint + Send + Sync + 'static,
        make: impl Fn() -> Result<Vec<u8>, String> + Send + Sync + 'static,
    ) -> Page {
        let content = Content::Closely(Box::new((Box::new(move |_| make()), Box::new(closer))));
        Page { path: path.into(), fingerprint, source: None, content }
    }

    /// Plans a page whose bytes are known.
    pub fn held(path: impl Into<Box<str>>, bytes: impl Into<Vec<u8>>) -> Page {
        let bytes = bytes.into().into_boxed_slice();
        let fingerprint = Fingerprint(Sha256::digest(&bytes).into());
        Page { path: path.into(), fingerprint, source: None, content: Content::Held(bytes) }
    }

    /// Plans a page that is made from the bytes of a file.
    pub fn with_source(
        path: impl Into<Box<str>>,
        fingerprint: Fingerprint,
        source: SourceRef,
        make: impl Fn(&[u8]) -> Result<Vec<u8>, String> + Send + Sync + 'static,
    ) -> Page {
        let make: Make = Box::new(move |bytes| make(bytes.unwrap_or_default()));
        Page { path: path.into(), fingerprint, source: Some(Box::new(source)), content: Content::Made(make) }
    }

    /// True where the fingerprint speaks for all bytes: not for a file that is copied unread, which is read in
    /// every build and written only if it changed.
    pub fn is_known(&self) -> bool {
        self.source.as_ref().is_none_or(|source| source.hash.is_some())
    }

    /// The SHA-256 of the bytes, where it is known without making them.
    pub fn hash(&self) -> Option<[u8; 32]> {
        matches!(self.content, Content::Held(_)).then_some(self.fingerprint.0)
    }

    /// The closer fingerprint, where it has one. It is worked out with each call.
    pub fn closer(&self) -> Option<Fingerprint> {
        match &self.content {
            Content::Closely(closely) => Some(closely.1()),
            Content::Made(_) | Content::Held(_) => None,
        }
    }

    /// Makes the bytes, or lends those that are there. `source` is what [`Page::source`] names; it is refused where it is not what was parsed.
    pub fn make(&self, source: Option<&[u8]>) -> Result<Cow<'_, [u8]>, RenderError> {
        let error = |message: String| RenderError { page: self.path.to_string(), message };
        if let Some(SourceRef { path, hash: Some(hash) }) = self.source.as_deref() {
            let given: [u8; 32] = Sha256::digest(source.unwrap_or_default()).into();
            if given != *hash {
                return Err(error(format!("{path} was changed while the site was being built; build again")));
            }
        }
        match &self.content {
            Content::Made(make) => make(source).map(Cow::Owned).map_err(error),
            Content::Closely(closely) => closely.0(source).map(Cow::Owned).map_err(error),
            Content::Held(bytes) => Ok(Cow::Borrowed(bytes)),
        }
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").field("path", &self.path).field("source", &self.source).finish_non_exhaustive()
    }
}
