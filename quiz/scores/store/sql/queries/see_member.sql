update membership set seen = :at, "left" = null where person = :person and code = :code
