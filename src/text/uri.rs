//! Paths in addresses.

use std::fmt::Write as _;

/// A relative path with what an address cannot hold percent-encoded; `/` stays.
pub fn uri_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_what_an_address_can_hold_is_left() {
        assert_eq!(super::uri_path("a b/é#1.md"), "a%20b/%C3%A9%231.md");
    }
}
