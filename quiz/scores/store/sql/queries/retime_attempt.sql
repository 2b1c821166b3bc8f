update attempt set started = :started, finished = :finished where uid = :uid
