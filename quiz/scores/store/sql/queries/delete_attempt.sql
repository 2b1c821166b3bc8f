update attempt set deleted = :at where uid = :uid and deleted is null
