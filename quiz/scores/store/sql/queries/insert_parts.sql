insert into part (attempt_id, bank, questions, possible)
select attempt_id, bank, count(*), sum(points) from item where attempt_id = :attempt group by attempt_id, bank
