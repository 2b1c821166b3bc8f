select 1 from attempt where uid = :uid and deleted is not null
