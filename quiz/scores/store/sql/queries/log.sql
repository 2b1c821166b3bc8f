select id, position, counts, retry, response, grade, fraction, points, confidence, seconds, at, day
from response
where attempt_id = :attempt
order by id
