select distinct learner from kept order by learner
