delete from preference where person = :person
