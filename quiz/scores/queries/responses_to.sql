-- Every response of a learner to one question, retries too, the newest first.
select response.at, response.response, response.fraction, response.confidence, response.seconds, response.retry,
    attempt.uid, attempt.mode
from item
join kept as attempt on attempt.id = item.attempt_id
join response on response.attempt_id = item.attempt_id and response.position = item.position
where item.bank = :bank and item.question = :question and attempt.learner = :learner
    and (response.counts = 1 or response.retry = 1)
order by response.id desc
limit :limit
