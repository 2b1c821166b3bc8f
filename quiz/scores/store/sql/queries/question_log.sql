-- Every response of a learner to one question that counts, in the order of the history.
-- A learner's own attempts are fewer than everybody's to that question, and the index tells at once which have it.
select attempt.id, item.bank, item.question, item.chance, response.fraction, response.confidence, response.day,
    response.seconds, response.at
from kept as attempt
cross join item indexed by item_by_question
    on item.bank = :bank and item.question = :question and item.attempt_id = attempt.id
join response on response.attempt_id = item.attempt_id and response.position = item.position
where attempt.learner = :learner and response.counts = 1 and (attempt.mode <> 'exam' or attempt.finished is not null)
order by response.day, response.id
