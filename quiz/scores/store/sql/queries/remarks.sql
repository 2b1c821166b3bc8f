select uid, learner, bank, question, kind, text, at, attempt from remark
where
    (:learner is null or learner = :learner)
    and (:bank is null or bank = :bank)
    and (:since is null or at >= :since)
order by at, uid
