select bank, lesson from aside where learner = :learner
