select id, uid, learner, mode, seed, options, started, finished, position, time_left from attempt where uid = :uid
