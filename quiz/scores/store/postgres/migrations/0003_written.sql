-- What a learner wrote to an item before they saw the model answer; null where they have not seen it.
alter table item add column written text collate "C";
