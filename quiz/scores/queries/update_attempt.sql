update attempt set position = :position, time_left = :time_left, finished = :finished where id = :attempt
