update item set flagged = :flagged, hinted = :hinted, written = :written
where attempt_id = :attempt and position = :position
