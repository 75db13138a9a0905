-- Which earlier episode stood for its alert in the same incident before this one did. An episode may go on in another incident: then
-- that one stands for the alert again. Until now an alert that left its group and came back was counted twice.
alter table episode add column supersedes uuid;

update episode e
   set supersedes = v.earlier, superseded = v.later
  from (select id,
               lag(id) over (partition by incident_id, alert_id order by number)                 as earlier,
               lead(id) over (partition by incident_id, alert_id order by number) is not null as later
          from episode) v
 where v.id = e.id and (v.earlier is not null or v.later <> e.superseded);

update incident i
   set alerts = counted.alerts
  from (select incident_id, count(*) as alerts from episode where not superseded group by incident_id) counted
 where counted.incident_id = i.id and counted.alerts <> i.alerts;
