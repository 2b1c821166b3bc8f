-- Every response of a learner to one question that counts, in the order of the history.
select attempt.id, item.bank, item.question, item.chance, response.fraction, response.confidence, response.day,
    response.seconds, response.at
from kept as attempt
join item on item.bank = :bank and item.question = :question and item.attempt_id = attempt.id
join response on response.attempt_id = item.attempt_id and response.position = item.position
where attempt.learner = :learner and response.counts = 1 and (attempt.mode <> 'exam' or attempt.finished is not null)
order by response.day, response.id
