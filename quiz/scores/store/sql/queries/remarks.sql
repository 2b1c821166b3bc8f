select uid, learner, bank, question, kind, text, at, attempt from remark
where
    (cast(:learner as text) is null or learner = :learner)
    and (cast(:bank as text) is null or bank = :bank)
    and (cast(:since as text) is null or at >= :since)
    and (cast(:code as text) is null or learner in (select person from membership where code = :code))
order by at, uid
