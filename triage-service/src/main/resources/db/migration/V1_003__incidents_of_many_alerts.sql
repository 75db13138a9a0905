-- What an incident of very many alerts costs must not grow with them: how many it has and how many fire are kept under its group's
-- lock, and an index has its worst alerts first.
alter table incident
    add column alerts integer not null default 0,
    add column firing integer not null default 0;

alter table episode
    add column impact     text    not null default 'UNKNOWN',
    -- A later episode of the same alert belongs to the same incident, and stands for the alert there.
    add column superseded boolean not null default false;

-- 0 is the worst.
create function gravity(impact text) returns smallint language sql immutable parallel safe return
    case impact when 'LARGE' then 0 when 'MEDIUM' then 1 when 'UNKNOWN' then 2 else 3 end;

update episode e
   set impact = coalesce(a.impact, 'UNKNOWN'),
       superseded = exists (select from episode later
                             where later.incident_id = e.incident_id and later.alert_id = e.alert_id and later.number > e.number)
  from alert a where a.id = e.alert_id;

update incident i
   set alerts = (select count(*) from episode e where e.incident_id = i.id and not e.superseded),
       firing = (select count(*) from episode e where e.incident_id = i.id and e.ended_time is null);

create index episode_worst on episode (incident_id, (ended_time is null) desc, gravity(impact), started_time desc, id)
    where not superseded;

drop index episode_of_incident;
drop index episode_open_of_incident;
