-- How the last round of Firstline's own dead man's switch went, whichever replica did it. One row at most.
create table dead_mans_switch (
    one_row    boolean     primary key default true check (one_row),
    tried_time timestamptz not null,
    -- The last time that the ping was answered well; null where it never was.
    ping_time  timestamptz,
    -- Why there was no ping; empty where there was one.
    problem    text        not null
);
