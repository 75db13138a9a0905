-- A delivery stands at the place where it was first accepted, and what each one said is kept as long as it is remembered: a copy
-- may be folded before its original, and then what stands between the two has to have its say after all.
alter table seen_delivery
    add column alert_key   uuid,
    add column place       bigint  not null default 0,
    add column place_index integer not null default 0,
    -- A firstline.common.v1.Event.
    add column event       bytea   not null default '';

create index seen_delivery_of_alert on seen_delivery (alert_key, place desc, place_index desc);
