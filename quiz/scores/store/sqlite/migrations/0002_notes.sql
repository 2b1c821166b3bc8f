-- What a learner keeps of a question for themselves. No row says nothing: it has a text, a star or both.
create table note (
    learner   text not null,
    bank      text not null,
    question  text not null,
    text      text not null,
    star      integer not null check (star in (0, 1)),
    at        text not null,
    primary key (learner, bank, question)
) strict, without rowid;

-- What a learner reported of a question. Its attempt may be on another machine, or deleted.
create table remark (
    uid       text not null primary key,
    learner   text not null,
    bank      text not null,
    question  text not null,
    kind      text not null check (kind in ('wrong-key', 'unclear', 'out-of-date', 'slip', 'other')),
    text      text not null,
    at        text not null,
    attempt   text
) strict, without rowid;
