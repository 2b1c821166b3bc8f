insert into snapshot (digest, body) values (:digest, :body) on conflict (digest) do nothing
