-- A question of a bank in an attempt, which knows the title that the bank had when it was drawn.
select attempt.id, snapshot.body
from kept as attempt
join item on item.attempt_id = attempt.id and item.bank = :bank
join snapshot on snapshot.id = item.snapshot_id
where attempt.uid = :uid
order by item.position
limit 1
