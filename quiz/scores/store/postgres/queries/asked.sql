-- Every question of a bank that was asked, learner by learner and attempt by attempt, oldest first, with the response
-- that counts. An exam is in it once it is handed in.
select attempt.learner, attempt.id, attempt.finished is not null, item.question, response.fraction, response.response
from kept as attempt
join item on item.attempt_id = attempt.id and item.bank = :bank
left join response
    on response.attempt_id = item.attempt_id and response.position = item.position and response.counts = 1
where (cast(:mode as text) is null or attempt.mode = :mode)
    and (cast(:code as text) is null or attempt.learner in (select person from membership where code = :code))
    and (attempt.mode <> 'exam' or attempt.finished is not null)
order by attempt.learner, attempt.started, attempt.id
