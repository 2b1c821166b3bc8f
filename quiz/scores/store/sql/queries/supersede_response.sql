-- In an exam a changed answer takes the place of the one before; that one stays in the log.
update response set counts = 0 where attempt_id = :attempt and position = :position and counts = 1
