//! What a browser that looks at a site being written is answered: which requests are taken, what they ask for, and how a
//! page learns of the next build. Pure.

mod live;
mod request;
mod state;

pub use live::{EVENTS, LIVE_CSS, LIVE_JS, SCRIPT, STYLE, with_live};
pub use request::{Asked, Host, Refused, asked};
pub use state::State;
