//! An assessment as people name it to a command: `PROJECT RELEASE`, or `PROJECT@RELEASE` in one.

/// The project and the release that two arguments name.
pub(super) fn named<'a>(
    project: &'a str,
    release: Option<&'a str>,
) -> Result<(&'a str, Option<&'a str>), String> {
    match (project.split_once('@'), release) {
        (Some((_, first)), Some(second)) => {
            Err(format!("`{project}` names the release {first} already: leave `{second}` out"))
        }
        (Some((project, release)), None) => Ok((project, Some(release))),
        (None, release) => Ok((project, release)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_named_apart_or_behind_an_at() {
        assert_eq!(named("shop", None), Ok(("shop", None)));
        assert_eq!(named("shop", Some("1.0")), Ok(("shop", Some("1.0"))));
        assert_eq!(named("shop@1.0", None), Ok(("shop", Some("1.0"))));
        let twice = named("shop@1.0", Some("1.1")).unwrap_err();
        assert_eq!(twice, "`shop@1.0` names the release 1.0 already: leave `1.1` out");
    }
}
