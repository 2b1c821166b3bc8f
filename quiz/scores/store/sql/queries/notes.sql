select learner, bank, question, text, star, at from note
where
    (:learner is null or learner = :learner)
    and (:bank is null or bank = :bank)
    and (:since is null or at >= :since)
order by learner, bank, question
