-- What a person who is served chose for themselves, such as the colours.
create table preference (
    person  text not null,
    name    text not null,
    value   text not null,
    primary key (person, name)
) strict, without rowid;
