insert into attempt (uid, learner, mode, seed, options, banks, started, position, time_left, questions, possible)
values (:uid, :learner, :mode, :seed, :options, :banks, :started, :position, :time_left, :questions, :possible)
returning id
