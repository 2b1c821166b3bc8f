-- The days of a learner, the latest first.
select min(response.attempt_id), response.day
from kept as attempt join response on response.attempt_id = attempt.id
where attempt.learner = :learner
group by response.day
order by response.day desc
