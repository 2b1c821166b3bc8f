-- The questions of an attempt to which no response counts yet.
select attempt.id, item.bank, item.question
from kept as attempt
join item on item.attempt_id = attempt.id
where attempt.uid = :uid and not exists (
    select 1 from response
    where response.attempt_id = item.attempt_id and response.position = item.position and response.counts = 1
)
order by item.position
