//! Geometry of charts. Templates draw them as inline SVG, so that colours and words stay with the theme.

use serde::Serialize;

use crate::model::Exact;
use crate::score::Points;

/// The score bar: four pieces on a scale of 100, in this order, with the figures they stand for.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// Answered and met.
    pub earned: Piece,
    /// Declared, not answered.
    pub claimed: Piece,
    /// Neither answered nor declared.
    pub unanswered: Piece,
    /// Answered and not met.
    pub lost: Piece,
    /// Earned and claimed, with one decimal, cut off.
    pub score: String,
    /// The lowest that the score can still become: what is earned.
    pub low: String,
    /// The highest: 100 - lost.
    pub high: String,
}

/// One piece of a bar.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// Points with one decimal, cut off.
    pub points: String,
    /// Where it begins, 0 to 100.
    pub x: String,
    /// How wide it is, 0 to 100.
    pub width: String,
}

impl Bar {
    /// The bar of some points that sum to 100.
    pub fn of(points: &Points) -> Bar {
        let mut x = Exact::zero();
        let mut piece = |points: &Exact| {
            let piece = Piece { points: points.truncated(1), x: x.truncated(2), width: points.truncated(2) };
            x = &x + points;
            piece
        };
        Bar {
            earned: piece(&points.earned),
            claimed: piece(&points.claimed),
            unanswered: piece(&points.unanswered),
            lost: piece(&points.lost),
            score: points.score().truncated(1),
            low: points.earned.truncated(1),
            high: points.reachable().truncated(1),
        }
    }
}

/// A small line chart of scores over releases, in a box of `width` by 100: 100 points are the top.
#[derive(Clone, Debug, Serialize)]
pub struct Trend {
    /// Width of the box.
    pub width: usize,
    /// Corners of the line, as SVG writes them: `x,y x,y`.
    pub line: String,
    /// The points.
    pub points: Vec<TrendPoint>,
}

/// A point of a trend.
#[derive(Clone, Debug, Serialize)]
pub struct TrendPoint {
    /// From the left.
    pub x: String,
    /// From the top.
    pub y: String,
    /// Name of the release.
    pub release: String,
    /// Its date, if known.
    pub date: Option<String>,
    /// Its score.
    pub score: String,
    /// Id of its verdict.
    pub verdict: &'static str,
    /// Word of its verdict.
    pub verdict_word: &'static str,
    /// Its page.
    pub href: String,
    /// The verdict is another one than that of the release before.
    pub changed: bool,
}

impl Trend {
    /// Places points, which come without coordinates, evenly.
    pub fn of(mut points: Vec<TrendPoint>, scores: &[Exact], width: usize) -> Trend {
        let steps = i64::try_from(points.len().saturating_sub(1).max(1)).unwrap_or(1);
        let whole = Exact::from(i64::try_from(width).unwrap_or(100));
        for (at, (point, score)) in points.iter_mut().zip(scores).enumerate() {
            let at = Exact::from(i64::try_from(at).unwrap_or(0));
            let x = if scores.len() > 1 { &whole * &(at / steps) } else { whole.half() };
            point.x = x.truncated(1);
            point.y = (Exact::hundred() - score.clone()).truncated(1);
        }
        let line: Vec<String> = points.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
        Trend { width, line: line.join(" "), points }
    }
}
