-- The version that somebody has to hear of: the first notice's, later a higher impact's or a reopening's; 0 before the first. Where it ends
-- before notify has confirmed that version, its timeline says so.
alter table incident add column called_version bigint not null default 0;
update incident set called_version = 1 where told;
alter table incident drop column told;
