select item.position, item.bank, item.presentation, item.flagged, item.hinted, snapshot.body
from item join snapshot on snapshot.id = item.snapshot_id
where item.attempt_id = :attempt
order by item.position
