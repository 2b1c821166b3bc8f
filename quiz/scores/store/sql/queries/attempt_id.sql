select id from kept where uid = :uid
