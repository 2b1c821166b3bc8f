-- Numbers above that are spoilt: with the last that there can be SQLite would give out any others.
select coalesce(max(id), 0) from response where id < 1000000000000000
