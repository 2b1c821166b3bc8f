-- What a learner keeps of a question for themselves. No row says nothing: it has a text, a star or both.
create table note (
    learner   text collate "C" not null,
    bank      text collate "C" not null,
    question  text collate "C" not null,
    text      text collate "C" not null,
    star      integer not null check (star in (0, 1)),
    at        text collate "C" not null,
    primary key (learner, bank, question)
);

-- What a learner reported of a question. Its attempt may be on another machine, or deleted.
create table remark (
    uid       text collate "C" not null primary key,
    learner   text collate "C" not null,
    bank      text collate "C" not null,
    question  text collate "C" not null,
    kind      text collate "C" not null check (kind in ('wrong-key', 'unclear', 'out-of-date', 'slip', 'other')),
    text      text collate "C" not null,
    at        text collate "C" not null,
    attempt   text collate "C"
);
