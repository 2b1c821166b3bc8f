select pg_try_advisory_lock(1364543834, hashtext(current_schema()))
