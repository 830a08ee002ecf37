//! An assessment as people name it to a command: `PROJECT RELEASE`, or `PROJECT@RELEASE` in one.

/// The project and the release that two arguments name.
pub(super) fn named<'a>(
    project: &'a str,
    release: Option<&'a str>,
) -> Result<(&'a str, Option<&'a str>), String> {
    let (id, behind) = project.split_once('@').map_or((project, None), |(p, r)| (p, Some(r)));
    if id.is_empty() {
        return Err(format!("`{project}` names no project"));
    }
    if behind == Some("") {
        return Err(format!("the release is missing behind `{project}`"));
    }
    match (behind, release) {
        (Some(first), Some(second)) => {
            Err(format!("`{project}` names the release {first} already: leave `{second}` out"))
        }
        (behind, release) => Ok((id, behind.or(release))),
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
        assert_eq!(named("@1.0", None).unwrap_err(), "`@1.0` names no project");
        assert_eq!(named("shop@", None).unwrap_err(), "the release is missing behind `shop@`");
        let twice = named("shop@1.0", Some("1.1")).unwrap_err();
        assert_eq!(twice, "`shop@1.0` names the release 1.0 already: leave `1.1` out");
    }
}
