select id, uid, banks, mode, learner, seed, started, finished, questions, answered, score, possible, options from kept
