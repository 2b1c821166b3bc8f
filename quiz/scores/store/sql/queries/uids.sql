select uid from kept where uid >= :prefix and uid < :after order by id desc limit 3
