-- What has to follow from a change of state, and from when on anyone may take it. One row a (kind, key): state, not messages.
create table due_work (
    kind        text        not null,
    key         text        not null,
    version     bigint      not null,
    take_time   timestamptz not null,
    attempt     integer     not null,
    traceparent text        not null,
    body        bytea       not null,
    -- Since when the oldest state that nobody has heard of waits; for a timer, when it was to fire.
    born_time   timestamptz not null default statement_timestamp(),
    primary key (kind, key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

create index due_work_take_time on due_work (kind, take_time);

-- Each arming of a timer is a new version, also after the timer's row was deleted in between. Never leaves the database.
create sequence due_work_arming;

-- Which version of a key this service has taken in: fence, lock and memory in one.
create table applied (
    kind         text        not null,
    key          text        not null,
    version      bigint      not null,
    applied_time timestamptz not null,
    primary key (kind, key)
);

create index applied_time on applied (applied_time);

-- What its receiver refuses for good, or what could not be read; kept until a person has it replayed.
create table dead_letter (
    id            uuid        primary key,
    kind          text        not null,
    key           text        not null,
    version       bigint      not null,
    traceparent   text        not null,
    body          bytea       not null,
    reason        text        not null,
    created_time  timestamptz not null,
    replayed_time timestamptz
);

create index dead_letter_list on dead_letter (created_time desc, id desc);

-- Policies, catalogues and runbooks by the hash of their content. One of a kind is active.
create table config_version (
    kind            text        not null,
    hash            text        not null,
    content         text        not null,
    first_seen_time timestamptz not null,
    primary key (kind, hash)
);

create table config_active (
    kind           text        primary key,
    hash           text        not null,
    activated_time timestamptz not null,
    foreign key (kind, hash) references config_version (kind, hash)
);

-- The first answer to a caller's request_id, so that a repeat gets it again.
create table request (
    request_id   text        not null,
    method       text        not null,
    actor        text        not null,
    subject      text        not null,
    request_time timestamptz not null,
    primary key (method, actor, request_id)
);

create index request_time on request (request_time);

-- Who did what, from where, with which answer. Append only.
create table audit (
    id         uuid        primary key,
    audit_time timestamptz not null,
    actor      text        not null,
    method     text        not null,
    subject    text        not null,
    peer       text        not null,
    answer     text        not null
);
