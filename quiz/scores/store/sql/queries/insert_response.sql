-- Numbers above that are spoilt: with the last that there can be SQLite would give out any others.
insert into response (
    id, attempt_id, position, counts, retry, response, grade, fraction, points, confidence, seconds, at, day
)
values (
    coalesce(:id, (select coalesce(max(id), 0) + 1 from response where id < 1000000000000000)), :attempt, :position,
    :counts, :retry, :response, :grade, :fraction, :points, :confidence, :seconds, :at, :day
)
