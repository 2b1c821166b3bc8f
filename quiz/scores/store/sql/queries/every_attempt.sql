-- Every attempt, those too that were deleted and can be taken back.
select id, uid, learner, mode, seed, options, banks, started, finished, position, time_left, extended, questions, answered,
    score, possible, deleted
from attempt
order by id
