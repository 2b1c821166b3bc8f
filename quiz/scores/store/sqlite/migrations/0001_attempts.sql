-- A question as it was drawn. The same text is kept once, however often it is drawn.
create table snapshot (
    id      integer primary key,
    digest  blob not null unique,
    body    text not null
) strict;

-- A sitting. The totals repeat what its responses say, so that lists need not add them up.
create table attempt (
    id         integer primary key,
    uid        text not null unique,
    learner    text not null,
    mode       text not null check (mode in ('practice', 'exam', 'review', 'mistakes')),
    seed       integer not null,
    options    text not null,
    banks      text not null,
    started    text not null,
    finished   text,
    position   integer not null default 0,
    time_left  real,
    extended   real not null default 0,
    questions  integer not null,
    answered   integer not null default 0,
    score      real not null default 0,
    possible   real not null,
    deleted    text
) strict;

-- What is deleted can be taken back for a day; until then only this view knows that it is gone.
create view kept as select * from attempt where deleted is null;

create index attempt_by_time on attempt (started, id) where deleted is null;
create index attempt_by_learner on attempt (learner, started, id) where deleted is null;
create index attempt_by_mode on attempt (mode, started, id) where deleted is null;
create index attempt_open on attempt (learner, started, id) where deleted is null and finished is null;
create index attempt_by_share
on attempt (case when finished is not null then score / possible end, started, id) where deleted is null;
create index attempt_deleted on attempt (deleted) where deleted is not null;

create table item (
    attempt_id    integer not null references attempt (id) on delete cascade,
    position      integer not null,
    snapshot_id   integer not null references snapshot (id),
    bank          text not null,
    question      text not null,
    type          text not null,
    chance        real not null,
    points        real not null,
    presentation  text not null,
    flagged       integer not null default 0,
    hinted        integer not null default 0,
    primary key (attempt_id, position)
) strict, without rowid;

create index item_by_question on item (bank, question);
create index item_by_snapshot on item (snapshot_id);

-- The part of an attempt that one bank has in it.
create table part (
    attempt_id  integer not null references attempt (id) on delete cascade,
    bank        text not null,
    questions   integer not null,
    answered    integer not null default 0,
    score       real not null default 0,
    possible    real not null,
    primary key (attempt_id, bank)
) strict, without rowid;

create index part_by_bank on part (bank, attempt_id);

-- The log. Its order is that of the ids, whatever the clock said. A response counts unless it is a retry or was replaced.
create table response (
    id          integer primary key,
    attempt_id  integer not null references attempt (id) on delete cascade,
    position    integer not null,
    counts      integer not null check (counts in (0, 1)),
    retry       integer not null check (retry in (0, 1)),
    response    text not null,
    grade       text not null,
    fraction    real not null check (fraction between 0 and 1),
    points      real not null,
    confidence  text check (confidence in ('guess', 'unsure', 'sure')),
    seconds     real not null,
    at          text not null,
    day         text not null,
    foreign key (attempt_id, position) references item (attempt_id, position) on delete cascade
) strict;

create index response_by_item on response (attempt_id, position);
create unique index response_that_counts on response (attempt_id, position) where counts = 1;
