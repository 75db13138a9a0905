-- Which execution's action blocks a target because nobody knows how it ended.
alter table target add column unknown_by uuid references execution;
