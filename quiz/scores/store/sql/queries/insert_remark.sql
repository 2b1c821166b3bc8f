insert into remark (uid, learner, bank, question, kind, text, at, attempt)
values (:uid, :learner, :bank, :question, :kind, :text, :at, :attempt)
on conflict do nothing
