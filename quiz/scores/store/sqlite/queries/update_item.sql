update item set flagged = :flagged, hinted = :hinted where attempt_id = :attempt and position = :position
