select mode, options, banks from attempt where learner = :learner order by id desc limit 1
