-- The best of the attempts among which previous.sql finds the last one.
select earlier.id, earlier.uid, earlier.banks, earlier.mode, earlier.learner, earlier.seed, earlier.started,
    earlier.finished, earlier.questions, earlier.answered, earlier.score, earlier.possible
from kept as this
join kept as earlier
    on unlikely(earlier.learner = this.learner) and (earlier.started, earlier.id) < (this.started, this.id)
    and earlier.mode = this.mode and earlier.banks = this.banks and earlier.questions = this.questions
    and earlier.finished is not null
where this.uid = :uid
order by earlier.score / earlier.possible desc, earlier.started desc, earlier.id desc
