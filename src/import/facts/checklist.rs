//! The checklist: task list items outside of fences.

use crate::import::blocks::Kind;
use crate::import::model::Checklist;
use crate::import::report::Report;

/// Counts the items.
pub fn read(report: &Report<'_>) -> Checklist {
    let mut list = Checklist { confidence: 1, ..Checklist::default() };
    for (at, block) in report.blocks.iter().enumerate() {
        if let Kind::Item { task: Some(done), .. } = block.kind {
            list.total += 1;
            list.done += usize::from(done);
            list.line.get_or_insert_with(|| report.line(at));
        }
    }
    list
}
