-- The snapshots of a question that a learner met, the newest first.
select attempt.id, item.bank, item.question, item.presentation, snapshot.digest, snapshot.body
from kept as attempt
join item on item.attempt_id = attempt.id
join snapshot on snapshot.id = item.snapshot_id
where item.bank = :bank and item.question = :question and attempt.learner = :learner
order by item.attempt_id desc
