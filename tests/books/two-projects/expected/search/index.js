readybook.index([[6,1]]);
