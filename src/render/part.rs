//! Parts of a site that its pages load when they need them: scripts that hand a value over, which works from a file
//! system and under a strict policy, as reading data would not.

use serde::Serialize;

/// The folder that all of them stand in.
pub(super) const FOLDER: &str = "parts/";

/// Where a part stands, by the steps of its path.
pub(super) fn path(steps: &[&str]) -> String {
    format!("{FOLDER}{}.js", steps.join("/"))
}

/// The script that hands a value over, by a key, to the page that loads it.
pub(super) fn script<K: Serialize, T: Serialize>(
    callback: &str,
    key: &K,
    value: &T,
) -> Result<Vec<u8>, String> {
    let text = |error: serde_json::Error| error.to_string();
    let key = serde_json::to_string(key).map_err(text)?;
    let value = serde_json::to_string(value).map_err(text)?;
    Ok(format!("readybook.{callback}({key},{value});\n").into_bytes())
}
