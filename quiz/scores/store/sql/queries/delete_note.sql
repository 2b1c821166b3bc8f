delete from note where learner = :learner and bank = :bank and question = :question
