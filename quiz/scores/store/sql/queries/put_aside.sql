insert into aside (learner, bank, lesson, at)
values (:learner, :bank, :lesson, :at)
on conflict (learner, bank, lesson) do nothing
