select mode, options, banks from kept where learner = :learner order by id desc limit 1
