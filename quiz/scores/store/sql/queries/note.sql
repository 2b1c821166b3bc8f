select learner, bank, question, text, star, at from note
where learner = :learner and bank = :bank and question = :question
