insert into preference (person, name, value) values (:person, :name, :value)
on conflict (person, name) do update set value = excluded.value
