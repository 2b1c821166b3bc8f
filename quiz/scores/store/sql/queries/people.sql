-- How many people there are by mode, of those who were asked a question of a bank. An exam counts once it is handed in.
select attempt.mode, count(distinct attempt.learner)
from part
join kept as attempt on attempt.id = part.attempt_id
where part.bank = :bank and (attempt.mode <> 'exam' or attempt.finished is not null)
    and (attempt.finished is not null or part.answered > 0)
group by attempt.mode
