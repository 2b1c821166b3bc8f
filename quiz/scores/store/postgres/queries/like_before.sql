-- The finished attempts before this one on the same banks in the same mode, by the same learner. A round of mistakes is
-- shorter than the set they come from: only attempts of as many questions are compared.
select earlier.id, earlier.uid, earlier.banks, earlier.mode, earlier.learner, earlier.seed, earlier.started,
    earlier.finished, earlier.questions, earlier.answered, earlier.score, earlier.possible, earlier.options
from kept as this
join kept as earlier
    on earlier.learner = this.learner and (earlier.started, earlier.id) < (this.started, this.id)
    and earlier.mode = this.mode and earlier.banks = this.banks and earlier.questions = this.questions
    and earlier.finished is not null
where this.uid = :uid
