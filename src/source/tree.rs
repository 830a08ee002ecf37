//! A tree of mappings, lists and scalars with spans: what YAML and TOML have in common.

use crate::diag::Span;
use crate::model::Fact;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where, in bytes of the file.
    pub span: Span,
}

/// One of the shapes that a value can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing: an empty value or `null`.
    Null,
    /// A scalar by its source text, so that `1.10` stays `1.10` and `no` stays `no`; quotes and escapes
    /// are undone.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file; keys are unique.
    Map(Vec<(Fact<String>, Node)>),
}

impl Value {
    /// What it is, with its article, for messages.
    pub fn noun(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Scalar(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}
