readybook.document("projects/alpha",{"title":"Alpha","href":"projects/alpha/index.html","project":"Alpha","places":[["project","Alpha","","alpha team-a http The first project; see its report."]]});
