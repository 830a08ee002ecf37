readybook.block(0,["rubrics/tiny-1","projects/alpha","projects/beta","reports/alpha/1.10.0","reports/beta/2026-01","reports/alpha/1.9.0"]);
