update part set (answered, score) = (
    select count(*), coalesce(sum(response.points), 0)
    from response join item using (attempt_id, position)
    where response.attempt_id = :attempt and response.counts = 1 and item.bank = part.bank
)
where attempt_id = :attempt
