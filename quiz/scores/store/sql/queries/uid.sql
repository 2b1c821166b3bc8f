select uid from attempt where id = :attempt
