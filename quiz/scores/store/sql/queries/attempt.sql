select id, uid, learner, mode, seed, options, started, finished, position, time_left, extended
from kept where uid = :uid
