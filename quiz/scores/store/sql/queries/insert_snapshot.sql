-- What stands there under the same digest is the same, unless it was spoilt: then it is put right.
insert into snapshot (digest, body) values (:digest, :body)
on conflict (digest) do update set body = excluded.body where snapshot.body <> excluded.body
