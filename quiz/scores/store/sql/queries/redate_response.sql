update response set day = :day, at = :at where id = :number
