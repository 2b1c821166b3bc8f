update attempt set deleted = null where uid = :uid
