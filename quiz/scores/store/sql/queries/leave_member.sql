update membership set seen = :at, "left" = :at where person = :person and code = :code
