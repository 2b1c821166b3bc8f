update response set counts = 1
where id = (select max(id) from response where attempt_id = :attempt and position = :position and retry = 0)
