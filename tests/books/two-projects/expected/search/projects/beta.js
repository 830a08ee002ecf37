readybook.document("projects/beta",{"title":"beta","href":"projects/beta/index.html","project":"beta","places":[["project","beta","","beta"]]});
