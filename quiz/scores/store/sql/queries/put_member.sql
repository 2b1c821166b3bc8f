insert into membership (person, code, role, joined, "left", seen)
values (:person, :code, :role, :joined, :left, :seen)
on conflict (person, code) do nothing
