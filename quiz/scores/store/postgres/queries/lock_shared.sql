select pg_try_advisory_lock_shared(1364543834, hashtext(current_schema()))
