select
    (select count(*) from kept) as attempts,
    (select count(*) from kept as attempt join response on response.attempt_id = attempt.id) as responses
