-- The days of a learner up to a certain day and before a certain response, the latest first.
select min(response.attempt_id), response.day
from kept as attempt join response on response.attempt_id = attempt.id
where attempt.learner = :learner and response.day <= :day and response.id < :number
group by response.day
order by response.day desc
