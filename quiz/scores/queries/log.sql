select position, retry, response, grade, confidence, seconds, at, day
from response
where attempt_id = :attempt
order by id
