-- Every response of a learner that counts, in the order in which they were given. An exam counts once it is handed in.
-- Days never go back in what was answered here; in what came from another machine too only the days know the order.
select attempt.id, item.bank, item.question, item.chance, response.fraction, response.confidence, response.day,
    response.seconds, response.at
from kept as attempt
join response on response.attempt_id = attempt.id
join item on item.attempt_id = response.attempt_id and item.position = response.position
where attempt.learner = :learner and response.counts = 1 and (attempt.mode <> 'exam' or attempt.finished is not null)
order by response.day, response.id
