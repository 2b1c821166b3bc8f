select item.position, item.bank, item.question, item.type, item.chance, item.points, item.presentation, item.flagged,
    item.hinted, item.written, snapshot.digest, snapshot.body
from item join snapshot on snapshot.id = item.snapshot_id
where item.attempt_id = :attempt
order by item.position
