select id, mode, options, banks from kept where learner = :learner order by started desc, id desc
