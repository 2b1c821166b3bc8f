insert into response (
    id, attempt_id, position, counts, retry, response, grade, fraction, points, confidence, seconds, at, day
)
values (
    coalesce(cast(:id as bigint), nextval(pg_get_serial_sequence('response', 'id'))), :attempt, :position, :counts, :retry,
    :response, :grade, :fraction, :points, :confidence, :seconds, :at, :day
)
