//! What a document states, as one hash: the same for documents that differ in their prose, or in where things stand. Pages
//! about more than one document are made from it, and stay where only a sentence was mended.

use std::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};

use super::{Assessment, Details, Fact, Finding, Heading, Task};

impl Assessment {
    /// SHA-256 of all that it and its details state: but for where, and for what only its own page and its diagnostics are
    /// made from.
    pub fn hash_of_facts(&self, details: &Details) -> [u8; 32] {
        let Assessment {
            id,
            path,
            title,
            date,
            date_inferred,
            verdict,
            score,
            rubric,
            environment,
            owner,
            authors,
            reviewers,
            signoff,
            commit,
            supersedes,
            draft,
            visibility,
            waivers,
            objectives,
            limits,
            actions,
            prose,
            // Its text, and where it stands.
            hash: _,
            facts_hash: _,
            // What follows from its findings.
            finding_count: _,
            open_findings: _,
            date_span: _,
            links: _,
            details: _,
            body: _,
            origin: _,
        } = self;
        let Details {
            categories,
            checks,
            findings,
            checklist,
            headings,
            anchors: _,
            statuses: _,
            disagreements: _,
            totals: _,
            passages: _,
            code: _,
            suppressions: _,
        } = details;
        let mut hasher = OverRuns(Sha256::new());
        (id, path, title, date, date_inferred, verdict, score, rubric).hash(&mut hasher);
        (environment, owner, authors, reviewers, signoff, commit, supersedes).hash(&mut hasher);
        (draft, visibility, categories, checks, findings, waivers).hash(&mut hasher);
        (objectives, limits, actions, checklist, headings, prose).hash(&mut hasher);
        hasher.0.finalize().into()
    }
}

/// Hashes to a digest that holds between runs of one program; another one makes all pages anew.
struct OverRuns(Sha256);

impl Hasher for OverRuns {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// A part of the digest.
    fn finish(&self) -> u64 {
        let digest: [u8; 32] = self.0.clone().finalize().into();
        u64::from_le_bytes(std::array::from_fn(|at| digest[at]))
    }
}

/// By its value, wherever it stands.
impl<T: Hash> Hash for Fact<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

/// By all but its place.
impl Hash for Finding {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Finding {
            id,
            title,
            category,
            severity,
            priority,
            status,
            effort,
            impact,
            owner,
            due,
            evidence,
            anchor,
            span: _,
        } = self;
        (id, title, category, severity, priority, status).hash(state);
        (effort, impact, owner, due, evidence, anchor).hash(state);
    }
}

/// By its text and whether it is ticked.
impl Hash for Task {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Task { text, done, span: _ } = self;
        (text, done).hash(state);
    }
}

/// By all but its place.
impl Hash for Heading {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Heading { level, text, anchor, span: _ } = self;
        (level, text, anchor).hash(state);
    }
}
