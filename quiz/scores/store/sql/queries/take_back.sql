delete from aside where learner = :learner and bank = :bank and lesson = :lesson
