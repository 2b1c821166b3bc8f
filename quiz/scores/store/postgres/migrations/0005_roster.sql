-- Who belongs to a class, and as what; the class is the code by which its people come in.
create table membership (
    person  text collate "C" not null,
    code    text collate "C" not null,
    role    text collate "C" not null check (role in ('learner', 'teacher')),
    joined  text collate "C" not null,
    "left"  text collate "C",
    seen    text collate "C" not null,
    primary key (person, code)
);

create index membership_by_code on membership (code, person);

-- What lets one person in once. The ticket itself is nowhere, only what it comes to.
create table ticket (
    digest   bytea not null primary key,
    person   text collate "C" not null,
    code     text collate "C" not null,
    role     text collate "C" not null check (role in ('learner', 'teacher')),
    expires  text collate "C" not null
);
