-- How long some attempts took, retries too.
select kept.id, kept.uid, (select coalesce(sum(seconds), 0) from response where attempt_id = kept.id)
from json_each(:uids) as asked
join kept on kept.uid = asked.value
