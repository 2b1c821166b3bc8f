-- The lessons that a learner does not want offered.
create table aside (
    learner  text not null,
    bank     text not null,
    lesson   text not null,
    at       text not null,
    primary key (learner, bank, lesson)
) strict, without rowid;
