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
    /// Its page.
    pub href: String,
    /// The verdict is another one than that of the release before.
    pub changed: bool,
    /// It was given under another rubric, and is scored under that of the latest release here.
    pub rescored: bool,
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

/// A share in percent; nought of nothing.
pub fn share(part: usize, whole: usize) -> Exact {
    let number = |n: usize| Exact::from(i64::try_from(n).unwrap_or(i64::MAX));
    (&number(part) * &Exact::hundred()).checked_div(&number(whole)).unwrap_or_else(Exact::zero)
}

/// Shares over time, in a box of `width` by 100: 100 percent are the top.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    /// Width of the box.
    pub width: usize,
    /// Corners of the line, as SVG writes them.
    pub line: String,
    /// Corners of the area below it.
    pub area: String,
    /// The corners, each from the left and from the top.
    pub points: Vec<(String, String)>,
}

impl Timeline {
    /// Places shares in percent, each with its day counted from the first one.
    pub fn of(shares: &[(i32, Exact)], width: usize) -> Timeline {
        let whole = Exact::from(i64::try_from(width).unwrap_or(100));
        let last = shares.last().map_or(0, |(day, _)| *day);
        let place = |(day, share): &(i32, Exact)| {
            let x = (&whole * &Exact::from(i64::from(*day))).checked_div(&Exact::from(i64::from(last)));
            let x = x.unwrap_or_else(|| whole.half());
            (x.truncated(1), (Exact::hundred() - share.clone()).truncated(1))
        };
        let points: Vec<(String, String)> = shares.iter().map(place).collect();
        let line: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let area = match (points.first(), points.last()) {
            (Some((first, _)), Some((last, _))) => format!("{first},100 {} {last},100", line.join(" ")),
            _ => String::new(),
        };
        Timeline { width, line: line.join(" "), area, points }
    }
}

/// How scores spread: how many there are in each tenth of the scale, as columns in a box of `width` by 100.
#[derive(Clone, Debug, Serialize)]
pub struct Spread {
    /// Width of the box.
    pub width: usize,
    /// The tenths, the lowest first.
    pub columns: Vec<SpreadColumn>,
}

/// A tenth of the scale.
#[derive(Clone, Debug, Serialize)]
pub struct SpreadColumn {
    /// Its lowest score.
    pub from: usize,
    /// How many scores there are.
    pub count: usize,
    /// From the left.
    pub x: usize,
    /// From the top.
    pub y: String,
    /// How wide it is.
    pub width: usize,
    /// How high it is.
    pub height: String,
}

impl Spread {
    /// Counts scores from 0 to 100; 100 is in the last tenth.
    pub fn of(scores: &[Exact], width: usize) -> Spread {
        let tenth = |score: &Exact| (score.clone() / 10).truncated(0).parse::<usize>().unwrap_or(0).min(9);
        let mut counts = [0_usize; 10];
        for score in scores {
            counts[tenth(score)] += 1;
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let column = |(at, count): (usize, usize)| {
            let height = share(count, most);
            SpreadColumn {
                from: at * 10,
                count,
                x: at * width / 10,
                y: (Exact::hundred() - height.clone()).truncated(1),
                width: width / 10 - 2,
                height: height.truncated(1),
            }
        };
        Spread { width, columns: counts.into_iter().enumerate().map(column).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stand_where_their_days_are() {
        let points = Timeline::of(&[(0, Exact::zero()), (25, Exact::from(50)), (100, Exact::hundred())], 200);
        assert_eq!(points.line, "0.0,100.0 50.0,50.0 200.0,0.0");
        assert_eq!(points.area, "0.0,100 0.0,100.0 50.0,50.0 200.0,0.0 200.0,100");
        assert_eq!(Timeline::of(&[(0, Exact::from(25))], 200).line, "100.0,75.0", "one stands in the middle");
        assert_eq!(Timeline::of(&[], 200).area, "");
    }

    #[test]
    fn every_score_is_in_one_tenth() {
        let spread = Spread::of(&[0, 9, 10, 99, 100].map(Exact::from), 100);
        let counts: Vec<usize> = spread.columns.iter().map(|column| column.count).collect();
        assert_eq!(counts, [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!((spread.columns[0].y.as_str(), spread.columns[1].height.as_str()), ("0.0", "50.0"));
    }
}
