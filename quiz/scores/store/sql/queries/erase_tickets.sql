delete from ticket where person = :person
