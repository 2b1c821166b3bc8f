-- The responses on days after a certain one, of one learner or of all for null, in the order in which they were given.
select attempt.id, attempt.uid, attempt.learner, response.id as number, response.at, response.day
from kept as attempt join response on response.attempt_id = attempt.id
where (cast(:learner as text) is null or attempt.learner = :learner) and response.day > :day
order by response.id
