//! What else an assessment states otherwise than before: what its authors declare, and who may see it.

use crate::model::{Assessment, Visibility};

/// Something that is stated otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What it is, as the front matter calls it.
    pub what: &'static str,
    /// Before, where it was stated.
    pub before: Option<String>,
    /// After, where it is stated.
    pub after: Option<String>,
}

/// What somebody states, with its name.
pub(super) type Statement = (&'static str, Option<String>);

/// What an assessment states beside its facts.
pub(super) fn statements(one: &Assessment) -> Vec<Statement> {
    let yes = |is: bool| is.then(|| "true".to_owned());
    let mut allowed: Vec<&str> = one.suppressions.iter().map(|allowed| allowed.rule.as_str()).collect();
    allowed.sort_unstable();
    vec![
        ("verdict", one.verdict.as_ref().map(|verdict| verdict.value.word().to_owned())),
        ("score", one.score.as_ref().map(|score| score.value.text.clone())),
        ("rubric", one.rubric.as_ref().map(|asked| asked.value.clone())),
        ("date", one.date.known().map(|date| date.to_string())),
        ("owner", one.owner.clone()),
        ("draft", yes(one.draft)),
        ("visibility", (one.visibility == Visibility::Internal).then(|| "internal".to_owned())),
        ("allowed rules", (!allowed.is_empty()).then(|| allowed.join(", "))),
    ]
}

/// What is stated otherwise; both lists name the same things in the same order. A new release has a date of its own,
/// which is no news.
pub(super) fn between(before: &[Statement], after: &[Statement], same_release: bool) -> Vec<Stated> {
    let pairs = before.iter().zip(after).filter(|(before, after)| before.1 != after.1);
    let news = pairs.filter(|((what, _), _)| same_release || *what != "date");
    news.map(|((what, before), (_, after))| Stated { what, before: before.clone(), after: after.clone() })
        .collect()
}
