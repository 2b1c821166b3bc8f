select max(response.day)
from attempt join response on response.attempt_id = attempt.id
where attempt.learner = :learner
