delete from snapshot where not exists (select 1 from item where snapshot_id = snapshot.id)
