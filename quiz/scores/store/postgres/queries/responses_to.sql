-- Every response of a learner to one question, retries too, the newest first. An open exam tells nothing.
select attempt.id, response.at, response.response, response.fraction, response.confidence, response.seconds, response.retry,
    attempt.uid, attempt.mode
from kept as attempt
join item on item.attempt_id = attempt.id
join response on response.attempt_id = item.attempt_id and response.position = item.position
where item.bank = :bank and item.question = :question and attempt.learner = :learner
    and (response.counts = 1 or response.retry = 1) and (attempt.mode <> 'exam' or attempt.finished is not null)
order by response.id desc
limit :limit
