-- What is known of each incident: the newest snapshot that triage sent, as JSON.
create table incident (
    id            uuid        primary key,
    version       bigint      not null,
    state         text        not null,
    confirmed_seq bigint      not null,
    received_time timestamptz not null
) with (fillfactor = 80);

-- The incident's story, line by line. A line never changes, so whichever version brings it first is right.
create table entry (
    incident_id uuid        not null,
    seq         bigint      not null,
    entry_time  timestamptz not null,
    kind        text        not null,
    actor       text        not null,
    body        text        not null,
    certainty   text        not null,
    primary key (incident_id, seq)
);

-- What one destination of one channel was told about one incident, and who is telling it now.
create table conversation (
    incident_id   uuid        not null,
    channel       text        not null,
    destination   text        not null,
    -- The highest line of the story that it knows, and the channel's own facts (a root's ts, open pages …).
    told_seq      bigint      not null default 0,
    told          jsonb       not null default '{}',
    -- Counts the leases; every write of a result carries its number. Nobody else sends before lease_time.
    lease_number  bigint      not null default 0,
    lease_time    timestamptz,
    -- The intent under way: set before a call, cleared by its result.
    attempt_id    uuid,
    attempt_time  timestamptz,
    -- When the oldest attempt began whose end nobody saw, until the truth is restored; from settle_time on that can be done.
    doubt_time    timestamptz,
    settle_time   timestamptz,
    -- Whether to look at the vendor's side before something is sent there that would be seen twice.
    look          boolean     not null default false,
    -- Its place among those who wait for a budget.
    wait_scope    text,
    wait_priority integer,
    wait_since    timestamptz,
    wait_time     timestamptz,
    primary key (incident_id, channel, destination)
) with (fillfactor = 70);

create index conversation_waiting on conversation (wait_scope, wait_priority, wait_since) where wait_scope is not null;

-- Every attempt to bring something to somebody.
create table delivery (
    id               uuid        primary key,
    incident_id      uuid        not null,
    channel          text        not null,
    destination      text        not null,
    operation        text        not null,
    summary          text        not null,
    outcome          text        not null,
    detail           text        not null,
    receipt          text        not null,
    incident_version bigint      not null,
    lease_number     bigint      not null,
    started_time     timestamptz not null,
    ended_time       timestamptz
) with (fillfactor = 80);

create index delivery_list on delivery (started_time desc, id desc);
create index delivery_of_incident on delivery (incident_id, started_time desc, id desc);
create index delivery_of_channel on delivery (channel, started_time desc, id desc);

-- How often all replicas together may call a vendor: one row a scope.
create table rate (
    scope        text        primary key,
    -- Where the calls so far, one interval each, reach to (the "theoretical arrival time" of GCRA).
    next_time    timestamptz not null,
    -- Until when the vendor asked for silence.
    blocked_time timestamptz not null
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
