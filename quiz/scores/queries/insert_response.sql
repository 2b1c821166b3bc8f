insert into response (
    id, attempt_id, position, counts, retry, response, grade, fraction, points, confidence, seconds, at, day
)
values (
    :id, :attempt, :position, :counts, :retry, :response, :grade, :fraction, :points, :confidence, :seconds, :at, :day
)
