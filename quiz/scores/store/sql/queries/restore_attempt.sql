update attempt set deleted = null where uid = :uid and deleted is not null
