//! Long lists in pages: where each page goes, and which rows it holds.

use std::ops::Range;

use serde::Serialize;

/// Most rows of a page of figures and texts, whatever the book asks for: a page stays below 400 KB.
pub const MOST_ROWS: usize = 300;

/// One page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// Its number, from 1.
    pub number: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Number of its first row, from 1; 0 where there is none.
    pub first: usize,
    /// Number of its last row.
    pub last: usize,
    /// All rows of all pages.
    pub rows: usize,
    /// The page before, from the root.
    pub previous: Option<String>,
    /// The page after, from the root.
    pub next: Option<String>,
    #[serde(skip)]
    range: Range<usize>,
}

impl Pager {
    /// The pages of a list with so many rows: each with its path. There is one page at least, at `path`; further
    /// ones of `a.html` are `a-2.html`, and of `folder/a.html`, where `a-2` may be a name of its own, `folder/a/2.html`.
    pub fn all(path: &str, rows: usize, per_page: usize) -> Vec<(String, Pager)> {
        let per_page = per_page.max(1);
        let pages = rows.div_ceil(per_page).max(1);
        let (stem, extension) = path.rsplit_once('.').unwrap_or((path, "html"));
        let separator = if path.contains('/') { '/' } else { '-' };
        let name = |number: usize| match number {
            1 => path.to_owned(),
            number => format!("{stem}{separator}{number}.{extension}"),
        };
        let page = |number: usize| {
            let range = (number - 1) * per_page..rows.min(number * per_page);
            let one = Pager {
                number,
                pages,
                first: if rows == 0 { 0 } else { range.start + 1 },
                last: range.end,
                rows,
                previous: (number > 1).then(|| crate::text::uri_path(&name(number - 1))),
                next: (number < pages).then(|| crate::text::uri_path(&name(number + 1))),
                range,
            };
            (name(number), one)
        };
        (1..=pages).map(page).collect()
    }

    /// Sorting and filtering bring the rows of all its pages together: there are several, of so many rows at most.
    pub fn is_together(&self, most: usize) -> bool {
        self.pages > 1 && self.rows <= most
    }

    /// The places of its rows among all of them.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Its rows of all of them.
    pub fn of<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        all.get(self.range.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_on_one_page() {
        let all: Vec<usize> = (0..5).collect();
        let pages = Pager::all("findings.html", all.len(), 2);
        let shown: Vec<(&str, &[usize])> =
            pages.iter().map(|(path, pager)| (path.as_str(), pager.of(&all))).collect();
        let expected: [(&str, &[usize]); 3] =
            [("findings.html", &[0, 1]), ("findings-2.html", &[2, 3]), ("findings-3.html", &[4])];
        assert_eq!(shown, expected);
        let links = |pager: &Pager| (pager.previous.clone(), pager.next.clone());
        assert_eq!(links(&pages[0].1), (None, Some("findings-2.html".to_owned())));
        assert_eq!(links(&pages[2].1), (Some("findings-2.html".to_owned()), None));
    }

    #[test]
    fn rows_of_several_pages_come_together_unless_they_are_very_many() {
        let together = |rows| Pager::all("index.html", rows, 10)[0].1.is_together(30);
        assert_eq!([10, 11, 30, 31].map(together), [false, true, true, false]);
    }

    #[test]
    fn an_empty_list_has_a_page_and_a_page_in_a_folder_takes_no_name() {
        let pages = Pager::all("checks/a.html", 0, 2);
        assert_eq!((pages.len(), pages[0].1.first, pages[0].1.last), (1, 0, 0));
        assert_eq!(Pager::all("checks/a.html", 3, 2)[1].0, "checks/a/2.html");
    }
}
