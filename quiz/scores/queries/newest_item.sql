-- The newest snapshot of a question that a learner met.
select item.position, item.bank, item.presentation, item.flagged, item.hinted, snapshot.body
from kept as attempt
cross join item on item.attempt_id = attempt.id -- a learner's own are fewer than everybody's to that question
join snapshot on snapshot.id = item.snapshot_id
where item.bank = :bank and item.question = :question and attempt.learner = :learner
order by item.attempt_id desc
limit 1
