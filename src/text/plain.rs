//! Text reduced to what it is recognised by.

/// What is between the marks around a text, in lower case.
pub fn bare(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Letters and digits only, in lower case.
pub fn letters(text: &str) -> String {
    text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_part_of_a_text() {
        assert_eq!(bare("**Go-Live?** ✅"), "go-live");
        assert_eq!(letters("**Go-Live?** ✅ 2"), "golive2");
        assert_eq!((bare("—"), letters("—")), (String::new(), String::new()));
    }
}
