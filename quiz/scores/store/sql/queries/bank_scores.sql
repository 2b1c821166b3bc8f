-- Each bank's points in the finished attempts of a learner, the newest last.
select attempt.id, part.bank, part.score, part.possible
from kept as attempt join part on part.attempt_id = attempt.id
where attempt.learner = :learner and attempt.finished is not null and attempt.mode in ('practice', 'exam')
order by attempt.started, attempt.id
