-- Since when sources are listened to without a gap, whichever replicas did it. One row at most.
create table listening (
    one_row       boolean     primary key default true check (one_row),
    since_time    timestamptz not null,
    -- When a process that accepts what is sent last said so.
    listened_time timestamptz not null
);
