insert into response (
    attempt_id, position, counts, retry, response, grade, fraction, points, confidence, seconds, at, day
)
values (
    :attempt, :position, :counts, :retry, :response, :grade, :fraction, :points, :confidence, :seconds, :at, :day
)
