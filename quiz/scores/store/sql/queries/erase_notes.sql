delete from note
where
    (:learner is null or learner = :learner)
    and (:bank is null or bank = :bank)
