-- Of one person and class there is one ticket: a new one takes the place of those before.
delete from ticket where expires < :at or (person = :person and code = :code)
