delete from attempt where uid = :uid
