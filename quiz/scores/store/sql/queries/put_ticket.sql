insert into ticket (digest, person, code, role, expires) values (:digest, :person, :code, :role, :expires)
