//! What pages are told of a build.

use serde_json::json;

/// How the last build ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// How many builds there were.
    pub build: u64,
    /// What is wrong, as in a terminal without colours; empty where the site that is served is the newest.
    pub problems: String,
}

impl State {
    /// It for a page's script, in one line.
    pub fn json(&self) -> String {
        json!({ "build": self.build, "problems": self.problems }).to_string()
    }
}
