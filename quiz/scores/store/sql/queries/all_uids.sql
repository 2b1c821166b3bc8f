select id, uid from kept
