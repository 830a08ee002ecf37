readybook.projects(1,[["alpha","Alpha","1.10.0"],["beta","beta","2026-01"]]);
