-- The order of acceptance. Taken inside the accepting transaction; never cached, so that a later commit has a greater one.
create sequence place cache 1;

-- What was accepted: one row a batch of at most 500 events, written once, never changed. Its days are partitions: the id is a UUID
-- of version 7, which begins with its time, so the day comes from the id alone.
create table batch (
    id            uuid        primary key,
    place         bigint      not null,
    accepted_time timestamptz not null,
    event_count   integer     not null,
    sources       text[]      not null,
    -- A deflated firstline.ingest.v1.EventBatch, and the deflated firstline.ingest.v1.PayloadBatch that it was read from.
    events        bytea       not null,
    payloads      bytea       not null
) partition by range (id);

-- They come compressed.
alter table batch alter column events set storage external, alter column payloads set storage external;

-- Payloads of known senders that no normalizer could read, kept until a person has them replayed.
create table unread_payload (
    id            uuid        primary key,
    source        text        not null,
    content_type  text        not null,
    headers       jsonb       not null,
    body          bytea       not null,
    reason        text        not null,
    -- Reserved at the first acceptance, one for each batch that may come out of it: a replay keeps them.
    places        bigint[]    not null,
    accepted_time timestamptz not null,
    traceparent   text        not null,
    replayed_time timestamptz
);

create index unread_payload_source on unread_payload (source, id);
