delete from ticket where digest = :digest returning person, code, role, expires
