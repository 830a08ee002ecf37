//! Text as such: encodings, repair of damaged text, slugs, nearest spellings, secrets, and what makes a text safe to
//! show. Pure.

mod ascii;
mod attachment;
mod csv;
mod direction;
pub mod encoding;
mod hex;
mod html_extent;
mod lines;
pub mod link;
mod markdown;
mod markup;
mod media_type;
mod nearest;
mod plain;
pub mod repair;
mod secret;
mod slug;
mod uri;
mod visible;

pub use ascii::in_ascii;
pub use attachment::{is_svg, published_as};
pub use csv::{csv_row, push_csv_cell};
pub use direction::{is_right_to_left, isolated};
pub use hex::hex;
pub use html_extent::HtmlExtent;
pub use lines::lines;
pub use markdown::markdown_text;
pub use markup::{html_attribute, html_text, xml};
pub use media_type::media_type;
pub use nearest::{nearest, one_of, respelled, slip_of};
pub use plain::{bare, letters};
pub use secret::{Secret, mask, masked, secrets};
pub use slug::{Slugs, slug};
pub use uri::uri_path;
pub use visible::{visible, visible_json};
