-- A response came with a number of its own: what comes next gets a later one. `lock_numbers` came before.
select setval(name, greatest(:id, nextval(name))) from pg_get_serial_sequence('response', 'id') as name
