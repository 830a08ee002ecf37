//! Assessments.

use super::{Cell, Row, Table, flag, identity, number, text, whole};
use crate::diag::Severity;
use crate::model::{Details, Visibility};
use crate::portfolio::{Assessed, Series};

pub(super) static TABLE: Table = Table {
    name: "assessments",
    about: "an assessment: a project in a release",
    columns: &[
        text("project", "id of the project"),
        text("release", "the release"),
        text("title", "title of the document"),
        text("date", "its day; empty where it is unknown"),
        flag("date_inferred", "the day is not stated by a source"),
        flag("latest", "no later release of the project has been assessed"),
        text("environment", "what it was assessed for"),
        text("owner", "who owns the project"),
        text("tier", "tier of the project"),
        text("rubric", "id of the rubric"),
        whole("rubric_version", "its version"),
        text("rubric_hash", "its hash: scores compare only under the same"),
        text("as_of", "the day as of which it is judged"),
        number("score", "earned and claimed points"),
        number("earned", "points answered and met"),
        number("claimed", "points declared and not answered"),
        number("unanswered", "points neither answered nor declared"),
        number("lost", "points answered and not met"),
        text("verdict", "ready, conditional, incomplete or not-ready"),
        text("verdict_without_waivers", "what it were without any waiver"),
        text("level", "the level reached"),
        text("declared_score", "what the authors declare, as written"),
        text("declared_verdict", "the verdict that they declare"),
        whole("open_findings", "how many findings are open"),
        whole("errors", "how many errors the document has"),
        whole("warnings", "how many warnings it has"),
        flag("draft", "it is a draft"),
        flag("internal", "it is kept out of published sites"),
        text("path", "path of the document in the book"),
        text("sha256", "hash of the document"),
        text("sealed_on", "the day it was sealed"),
        flag("seal_intact", "it is what was sealed"),
    ],
    rows,
};

fn rows<'a>(series: &'a Series, one: &'a Assessed, _: &'a Details) -> Vec<Row<'a>> {
    let (assessment, card) = (&one.assessment, &one.card);
    let points = &card.points;
    let count = |severity| one.diagnostics.iter().filter(|d| d.severity == severity).count();
    let latest = series.latest().is_some_and(|latest| latest.assessment.id == assessment.id);
    let mut row = Row::from(identity(one));
    row.extend([
        (&assessment.title).into(),
        assessment.date.known().into(),
        assessment.date_inferred.into(),
        latest.into(),
        assessment.environment.as_ref().into(),
        series.owner().into(),
        series.project.tier.as_ref().into(),
        (&card.rubric.id).into(),
        Cell::Whole(card.rubric.version.into()),
        (&card.rubric.hash).into(),
        card.as_of.into(),
        (&points.score()).into(),
        (&points.earned).into(),
        (&points.claimed).into(),
        (&points.unanswered).into(),
        (&points.lost).into(),
        card.verdict.id().into(),
        card.verdict_without_waivers.id().into(),
        card.level.reached_title().into(),
        assessment.score.as_ref().map(|score| &score.value.text).into(),
        assessment.verdict.as_ref().map(|verdict| verdict.value.id()).into(),
        Cell::Whole(assessment.open_findings.total.into()),
        count(Severity::Error).into(),
        count(Severity::Warning).into(),
        assessment.draft.into(),
        (assessment.visibility == Visibility::Internal).into(),
        (&*assessment.path).into(),
        crate::text::hex(&assessment.hash).into(),
        one.seal.as_ref().map(|seal| &seal.on).into(),
        one.seal.as_ref().map(|seal| seal.intact).into(),
    ]);
    vec![row]
}
