delete from membership where person = :person
