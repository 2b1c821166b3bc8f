-- What a person who is served chose for themselves, such as the colours.
create table preference (
    person  text collate "C" not null,
    name    text collate "C" not null,
    value   text collate "C" not null,
    primary key (person, name)
);
