-- Who belongs to a class, and as what; the class is the code by which its people come in.
create table membership (
    person  text not null,
    code    text not null,
    role    text not null check (role in ('learner', 'teacher')),
    joined  text not null,
    "left"  text,
    seen    text not null,
    primary key (person, code)
) strict, without rowid;

create index membership_by_code on membership (code, person);

-- What lets one person in once. The ticket itself is nowhere, only what it comes to.
create table ticket (
    digest   blob not null primary key,
    person   text not null,
    code     text not null,
    role     text not null check (role in ('learner', 'teacher')),
    expires  text not null
) strict, without rowid;
