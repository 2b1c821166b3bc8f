select bank, questions, answered, score, possible from part where attempt_id = :attempt order by bank
