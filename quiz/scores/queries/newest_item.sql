-- The newest snapshot of a question that a learner met.
select item.position, item.bank, item.presentation, item.flagged, item.hinted, snapshot.body
from item
join kept as attempt on attempt.id = item.attempt_id
join snapshot on snapshot.id = item.snapshot_id
where item.bank = :bank and item.question = :question and attempt.learner = :learner
order by item.attempt_id desc
limit 1
