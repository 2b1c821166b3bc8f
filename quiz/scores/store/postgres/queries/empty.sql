-- The open attempts in which nothing was answered; of an exam the questions were seen.
select 1 from kept
where finished is null and answered = 0 and mode <> 'exam'
and not exists (select 1 from response where attempt_id = kept.id)
and not exists (select 1 from item where attempt_id = kept.id and written is not null)
and uid not in (select jsonb_array_elements_text(cast(:but as jsonb)))
limit 1
