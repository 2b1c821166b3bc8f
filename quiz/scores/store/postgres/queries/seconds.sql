-- How long some attempts took, retries too.
select kept.id, kept.uid, (select coalesce(sum(seconds), 0) from response where attempt_id = kept.id)
from jsonb_array_elements_text(cast(:uids as jsonb)) as asked (uid)
join kept on kept.uid = asked.uid
