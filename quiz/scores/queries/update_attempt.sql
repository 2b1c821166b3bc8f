update attempt set position = :position, time_left = :time_left, extended = :extended, finished = :finished where id = :attempt
