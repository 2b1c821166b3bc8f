-- The lessons that a learner does not want offered.
create table aside (
    learner  text collate "C" not null,
    bank     text collate "C" not null,
    lesson   text collate "C" not null,
    at       text collate "C" not null,
    primary key (learner, bank, lesson)
);
