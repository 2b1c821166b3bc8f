-- Every response of a learner to one question that counts, in the order of the history.
select attempt.id, item.bank, item.question, item.chance, response.fraction, response.confidence, response.day,
    response.seconds, response.at
from item
cross join kept as attempt on attempt.id = item.attempt_id -- from the index of questions: it must be quick
join response on response.attempt_id = item.attempt_id and response.position = item.position
where item.bank = :bank and item.question = :question and attempt.learner = :learner and response.counts = 1
    and (attempt.mode <> 'exam' or attempt.finished is not null)
order by response.day, response.id
