//! A progress bar, on a terminal only, for what takes longer than half a second.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What takes less shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts what is done; shows them once it takes long.
pub(super) struct Progress {
    started: Instant,
    total: u64,
    what: &'static str,
    bar: OnceLock<ProgressBar>,
    terminal: bool,
}

impl Progress {
    /// Begins to count towards a total of such things.
    pub(super) fn new(started: Instant, total: usize, what: &'static str) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        Progress { started, total: total as u64, what, bar: OnceLock::new(), terminal }
    }

    /// So many more are done.
    pub(super) fn tick(&self, done: usize, so_far: usize) {
        if !self.terminal || (self.bar.get().is_none() && self.started.elapsed() < PATIENCE) {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let bar = ProgressBar::with_draw_target(Some(self.total), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template(&format!("{{bar:30}} {{pos}}/{{len}} {}", self.what));
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.inc((so_far - done) as u64);
            bar
        });
        bar.inc(done as u64);
    }

    /// Removes the bar.
    pub(super) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
