delete from aside
where
    (cast(:learner as text) is null or learner = :learner)
    and (cast(:bank as text) is null or bank = :bank)
