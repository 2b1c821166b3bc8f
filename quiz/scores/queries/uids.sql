select uid from attempt where uid >= :prefix and uid < :after order by id desc limit 3
