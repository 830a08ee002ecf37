//! What else an assessment states otherwise than before: what its authors declare, and who may see it.

use crate::model::Visibility;
use crate::portfolio::Assessed;

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

/// What is stated otherwise. A new release has a date of its own, which is no news.
pub(super) fn stated(old: &Assessed, new: &Assessed) -> Vec<Stated> {
    let (old, new) = (&old.assessment, &new.assessment);
    let same_release = old.id == new.id;
    let verdict =
        |one: &crate::model::Assessment| one.verdict.as_ref().map(|verdict| verdict.value.word().to_owned());
    let score = |one: &crate::model::Assessment| one.score.as_ref().map(|score| score.value.text.clone());
    let date = |one: &crate::model::Assessment| {
        one.date.known().filter(|_| same_release).map(|date| date.to_string())
    };
    let yes = |is: bool| is.then(|| "true".to_owned());
    let internal = |one: &crate::model::Assessment| {
        (one.visibility == Visibility::Internal).then(|| "internal".to_owned())
    };
    let suppressed = |one: &crate::model::Assessment| {
        let mut rules: Vec<&str> = one.suppressions.iter().map(|allowed| allowed.rule.as_str()).collect();
        rules.sort_unstable();
        (!rules.is_empty()).then(|| rules.join(", "))
    };
    let all = [
        ("verdict", verdict(old), verdict(new)),
        ("score", score(old), score(new)),
        ("date", date(old), date(new)),
        ("owner", old.owner.clone(), new.owner.clone()),
        ("draft", yes(old.draft), yes(new.draft)),
        ("visibility", internal(old), internal(new)),
        ("allowed rules", suppressed(old), suppressed(new)),
    ];
    let changed = all.into_iter().filter(|(_, before, after)| before != after);
    changed.map(|(what, before, after)| Stated { what, before, after }).collect()
}
