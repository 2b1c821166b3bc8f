update attempt set deleted = :at
where deleted is null and finished is null and answered = 0 and mode <> 'exam'
and not exists (select 1 from response where attempt_id = attempt.id)
and not exists (select 1 from item where attempt_id = attempt.id and written is not null)
and uid not in (select jsonb_array_elements_text(cast(:but as jsonb)))
