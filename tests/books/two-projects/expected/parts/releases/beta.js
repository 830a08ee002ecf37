readybook.releases("beta",[["2026-01","","incomplete","0.0"]]);
