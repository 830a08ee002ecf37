readybook.releases("alpha",[["1.10.0","2026-01-20","ready","83.7"],["1.9.0","2026-01-10","not-ready","25.0"]]);
