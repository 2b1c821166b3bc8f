select name, value from preference where person = :person order by name
