-- How many people there are by mode, of those who were asked a question of a bank. An exam counts once it is handed in.
select attempt.mode, count(distinct attempt.learner)
from part
join kept as attempt on attempt.id = part.attempt_id
where part.bank = :bank and (attempt.mode <> 'exam' or attempt.finished is not null)
    and (attempt.finished is not null or part.answered > 0)
    and (cast(:code as text) is null or attempt.learner in (select person from membership where code = :code))
group by attempt.mode
