-- The living thing that events speak of: one row for life. Its newest episode stands here as well, so that a repeat reads and
-- writes one row. No index on what a repeat changes: its update stays in the page (HOT).
create table alert (
    id                    uuid        primary key,
    source                text        not null,
    fingerprint           text        not null,
    -- The position of the newest event folded into it.
    newest_order          bigint,
    newest_batch          bigint      not null,
    newest_index          integer     not null,
    first_seen_time       timestamptz not null,
    last_seen_time        timestamptz not null,
    event_count           bigint      not null,
    late_count            bigint      not null,
    occurrences           bigint      not null,
    -- What its newest firing said, and a digest of it.
    content_id            uuid        not null,
    content               jsonb       not null,
    earlier_keys          jsonb       not null,
    -- Its newest episode; null where it never fired.
    episode_id            uuid,
    episode_number        integer,
    episode_keys          jsonb,
    episode_started_time  timestamptz,
    episode_stretch_time  timestamptz,
    episode_ended_time    timestamptz,
    episode_flaps         integer,
    group_key             text,
    -- What it means for customers; null where it never fired.
    impact                text,
    impact_reason         text,
    policy_hash           text,
    -- A person's judgement, remembered until it is decided anew.
    decided_impact        text,
    decided_reason        text,
    decided_by            text,
    decided_time          timestamptz
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create unique index alert_key on alert (source, fingerprint);

-- One stretch of an alert from firing to resolved. Which incident it belongs to, its verdict and what remediation has to know
-- change only under the lock of the incident's group.
create table episode (
    id              uuid        primary key,
    alert_id        uuid        not null,
    number          integer     not null,
    keys            jsonb       not null,
    started_time    timestamptz not null,
    ended_time      timestamptz,
    flaps           integer     not null,
    incident_id     uuid        not null,
    verdict         text        not null,
    request_version bigint      not null,
    wanted          boolean     not null,
    unwanted_reason text        not null
) with (fillfactor = 80);

create unique index episode_open on episode (alert_id) where ended_time is null;
create index episode_of_incident on episode (incident_id, alert_id, number desc);
create index episode_open_of_incident on episode (incident_id) where ended_time is null;

-- What alerts that belong together have in common. The row is the lock of all its incidents.
create table incident_group (
    group_key   text primary key,
    incident_id uuid
) with (fillfactor = 70);

create table incident (
    id                    uuid        primary key,
    version               bigint      not null,
    group_key             text        not null,
    phase                 text        not null,
    title                 text        not null,
    service               text        not null,
    team                  text        not null,
    slack_channel         text        not null,
    pagerduty_service     text        not null,
    impact                text        not null,
    peak_impact           text        not null,
    kind                  text        not null,
    channels              text        not null,
    started_time          timestamptz not null,
    acknowledged_time     timestamptz,
    acknowledged_by       text        not null,
    resolved_time         timestamptz,
    resolved_by           text        not null,
    reopen_count          integer     not null,
    policy_hash           text        not null,
    last_seq              bigint      not null,
    -- When the first notice may leave; whether it has been handed over; when the last hand-over was due.
    notify_time           timestamptz not null,
    told                  boolean     not null,
    handed_time           timestamptz,
    -- What notify's last answer confirmed.
    confirmed_version     bigint      not null default 0,
    confirmed_seq         bigint      not null default 0,
    -- Alerts that joined and stand on no line yet.
    joins_count           bigint      not null,
    joins_named           jsonb       not null,
    joins_lined_time      timestamptz
) with (fillfactor = 70);

create unique index incident_open on incident (group_key) where resolved_time is null;
create index incident_list on incident (started_time desc, id desc);
create index incident_list_open on incident (started_time desc, id desc) where resolved_time is null;
create index incident_list_service on incident (service, started_time desc, id desc);
create index incident_list_impact on incident (impact, started_time desc, id desc);

-- An incident's story. Never updated, never deleted while the incident stands.
create table timeline_entry (
    incident_id uuid        not null,
    seq         bigint      not null,
    entry_time  timestamptz not null,
    kind        text        not null,
    actor       text        not null,
    text        text        not null,
    certainty   text        not null,
    alert_id    uuid,
    primary key (incident_id, seq)
);

-- Executions as remediation reported them, and how far their own entries have come without a gap.
create table execution (
    id            uuid   primary key,
    incident_id   uuid   not null,
    alert_id      uuid   not null,
    episode_id    uuid   not null,
    runbook       text   not null,
    verdict       text   not null,
    confirmed_seq bigint not null
);

create table execution_entry (
    execution_id uuid        not null,
    seq          bigint      not null,
    entry_time   timestamptz not null,
    kind         text        not null,
    actor        text        not null,
    text         text        not null,
    certainty    text        not null,
    primary key (execution_id, seq)
);

-- The vendors' own deliveries of the last seven days, by a digest of source, delivery id and fingerprint: the same one out of
-- another payload is a redelivery.
create table seen_delivery (
    key        uuid        primary key,
    payload_id text        not null,
    seen_time  timestamptz not null
);

create index seen_delivery_time on seen_delivery (seen_time);
