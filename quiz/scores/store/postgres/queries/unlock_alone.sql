select pg_advisory_unlock(1364543834, hashtext(current_schema()))
