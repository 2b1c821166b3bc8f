select id, uid, banks, mode, learner, seed, started, finished, questions, answered, score, possible from kept
