select uid from kept
