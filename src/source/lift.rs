//! Documents of older formats, lifted to the one that is read: a step for each format, from it to the next.

use std::sync::Arc;

use super::assessment::{FORMAT, read_front_matter, unknown_format};
use super::{Fields, Limits, Sink};
use crate::diag::Diagnostic;

/// A step from one format to the next: the text of the new document.
type Step = fn(&str) -> String;

/// Steps by the format that they lift, from format 1 on. Format 1 is the first, and the latest.
const STEPS: &[Step] = &[];

/// What a document came to.
#[derive(Debug)]
pub enum Lifted {
    /// It is of the format that is read.
    Current,
    /// Its text in the format that is read.
    To(String),
    /// It is of a format that cannot be told, or that is newer.
    Unknown(Box<Diagnostic>),
}

/// Lifts a document.
pub fn lift(path: &Arc<str>, text: &str) -> Lifted {
    lift_by(path, text, STEPS)
}

fn lift_by(path: &Arc<str>, text: &str, steps: &[Step]) -> Lifted {
    let node = match read_front_matter(path, text, &Limits::most()) {
        Ok((node, _)) => node,
        Err(diagnostic) => return Lifted::Unknown(diagnostic),
    };
    let sink = Sink::document(path);
    let format =
        Fields::new(node, "the front matter", &sink).and_then(|mut fields| fields.required_text("format"));
    let latest = steps.len() + FORMAT as usize - STEPS.len();
    let Some(format) = format else {
        let untold = || Diagnostic::structural("missing-field", path, "the front matter cannot be read");
        return Lifted::Unknown(Box::new(sink.into_diagnostics().into_iter().next().unwrap_or_else(untold)));
    };
    let number = match format.value.parse::<usize>() {
        Ok(number) if number == latest => return Lifted::Current,
        Ok(number) if (1..latest).contains(&number) => number,
        _ => return Lifted::Unknown(Box::new(unknown_format(path, &format, latest))),
    };
    let lifted = steps[number - 1..].iter().fold(text.to_owned(), |text, step| step(&text));
    Lifted::To(lifted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lifted(text: &str, steps: &[Step]) -> Lifted {
        lift_by(&"content/p/1.md".into(), text, steps)
    }

    #[test]
    fn a_document_goes_through_every_step_from_its_own_format_on() {
        let steps: [Step; 2] =
            [|text| text.replace("format: 1", "format: 2"), |text| text.replace("format: 2", "format: 3")];
        let text = |format: u32| format!("---\nformat: {format}\n---\n# R\n");
        assert!(matches!(lifted(&text(1), &steps), Lifted::To(new) if new == text(3)));
        assert!(matches!(lifted(&text(2), &steps), Lifted::To(new) if new == text(3)));
        assert!(matches!(lifted(&text(3), &steps), Lifted::Current));
        assert!(matches!(lifted(&text(4), &steps), Lifted::Unknown(_)));
        assert!(matches!(lifted(&text(1), STEPS), Lifted::Current));
        for (format, help) in [
            ("1.0", "write `format: 3`"),
            ("0", "write `format: 3`"),
            ("-1", "write `format: 3`"),
            ("one", "write `format: 3`"),
            ("4", "use a newer readybook, which reads that format"),
        ] {
            let Lifted::Unknown(told) = lifted(&format!("---\nformat: {format}\n---\n"), &steps) else {
                panic!("{format}");
            };
            let says = format!("this document is of format {format}; this program reads format 3");
            assert_eq!((told.message, told.help.as_deref()), (says, Some(help)));
            assert_eq!(told.span.map(|span| span.start), Some(12), "it has its place");
        }
        assert!(matches!(lifted("---\ndate: x\n---\n", STEPS), Lifted::Unknown(_)));
        assert!(matches!(lifted("no front matter", STEPS), Lifted::Unknown(_)));
    }
}
