select max(response.day)
from kept as attempt join response on response.attempt_id = attempt.id
where attempt.learner = :learner
