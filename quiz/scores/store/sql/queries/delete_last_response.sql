delete from response where id = (select max(id) from response where attempt_id = :attempt)
returning position, counts, at
