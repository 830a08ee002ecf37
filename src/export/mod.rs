//! What leaves a book as data or text: each format is one file that gives bytes or text and writes nothing. Pure.

pub mod badge;
pub mod data;
pub mod schema;
pub mod scores;
