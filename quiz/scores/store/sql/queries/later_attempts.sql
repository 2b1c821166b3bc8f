-- The attempts with a time after a certain one, and the times of their first and last response.
select attempt.id, attempt.uid, attempt.started, attempt.finished, min(response.at) as first, max(response.at) as last
from kept as attempt left join response on response.attempt_id = attempt.id
where attempt.started > :time or attempt.finished > :time
group by attempt.id, attempt.uid, attempt.started, attempt.finished
