select person, code, role, joined, "left", seen from membership
where (cast(:code as text) is null or code = :code) and (cast(:person as text) is null or person = :person)
order by code, person
