//! The JSON that the endpoint badges of shields.io read.

use serde_json::json;

use super::Badge;

/// A badge as such JSON.
pub fn endpoint(badge: &Badge) -> String {
    let all = json!({
        "schemaVersion": 1, "label": badge.label, "message": badge.message, "color": badge.tone.colour(),
    });
    crate::text::visible_json(&all.to_string()).into_owned() + "\n"
}
