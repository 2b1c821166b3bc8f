select response.id
from kept as attempt join response on response.attempt_id = attempt.id
where attempt.uid = :uid
order by response.id
