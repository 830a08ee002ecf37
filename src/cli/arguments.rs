//! Arguments that name one of a list, such as a format.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Finds what a name stands for; help, completions and the message for another name list all names with their
/// summaries.
pub(super) fn one_of_these<T: Clone + Send + Sync + 'static>(
    names: impl Iterator<Item = (&'static str, &'static str)>,
    find: impl Fn(&str) -> Option<T> + Clone + Send + Sync + 'static,
) -> impl TypedValueParser<Value = T> {
    let values = names.map(|(name, summary)| PossibleValue::new(name).help(summary));
    PossibleValuesParser::new(values).try_map(move |name| find(&name).ok_or("it is not known"))
}
