-- The row is locked until the change is whole: two windows that go on with one attempt come one after the other.
select id from attempt where uid = :uid for update
