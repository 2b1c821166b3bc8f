update attempt set (answered, score) = (
    select count(*), coalesce(sum(points), 0) from response where attempt_id = :attempt and counts = 1
)
where id = :attempt
