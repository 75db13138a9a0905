-- What triage last told about an alert's episode. Whoever is about to act reads it under a shared lock.
create table episode (
    id              text        primary key,
    version         bigint      not null,
    incident_id     text        not null,
    alert_id        text        not null,
    wanted          boolean     not null,
    unwanted_reason text        not null,
    told_time       timestamptz not null
);

-- The texts that executions began with, by the hash of their content.
create table runbook_text (
    hash            text        primary key,
    name            text        not null,
    content         text        not null,
    first_used_time timestamptz not null
);

-- One run of a runbook for one episode of an alert.
create table execution (
    id               uuid        primary key,
    version          bigint      not null,
    episode_id       text        not null references episode,
    incident_id      text        not null,
    alert_id         text        not null,
    runbook          text        not null,
    runbook_hash     text        not null references runbook_text,
    mode             text        not null,
    state            text        not null,
    verdict          text        not null,
    reason           text        not null,
    alert            jsonb       not null,
    plan             jsonb,
    plan_hash        text        not null default '',
    plan_time        timestamptz,
    plan_expire_time timestamptz,
    approved_by      text        not null default '',
    approved_time    timestamptz,
    approved_hash    text        not null default '',
    deadline_time    timestamptz not null,
    last_seq         bigint      not null default 0,
    confirmed_seq    bigint      not null default 0,
    started_time     timestamptz not null,
    ended_time       timestamptz
) with (fillfactor = 70);

-- What was cancelled has touched nothing, so an episode that comes back may begin anew.
create unique index execution_once on execution (episode_id, runbook) where state <> 'CANCELLED';
create index execution_list on execution (started_time desc, id desc);
create index execution_of_incident on execution (incident_id, started_time desc, id desc);
create index execution_of_runbook on execution (runbook, started_time desc, id desc);
create index execution_in_state on execution (state, started_time desc, id desc);

create table step (
    execution_id uuid        not null references execution,
    position     integer     not null,
    id           text        not null,
    kind         text        not null,
    state        text        not null,
    summary      text        not null default '',
    result       jsonb,
    holds_since  timestamptz,
    outcome      text        not null default 'NONE',
    started_time timestamptz,
    ended_time   timestamptz,
    primary key (execution_id, position)
);

-- Every answer of every guard, each time that they were asked (round).
create table guard_answer (
    execution_id uuid        not null references execution,
    position     integer     not null,
    round        integer     not null,
    ordinal      integer     not null,
    guard        text        not null,
    passed       boolean     not null,
    reason       text        not null,
    asked_time   timestamptz not null,
    primary key (execution_id, position, round, ordinal)
);

-- What can be acted upon: who is at it, under which lease, and how it went lately.
create table target (
    name           text        primary key,
    lease_number   bigint      not null default 0,
    leased_until   timestamptz not null,
    holder         uuid        references execution,
    failures       integer     not null default 0,
    blocked_until  timestamptz,
    succeeded_time timestamptz,
    succeeded_by   uuid
);

-- The will to act once, committed before the target is touched.
create table intent (
    id           uuid        primary key,
    execution_id uuid        not null references execution,
    position     integer     not null,
    target       text        not null references target,
    plan_hash    text        not null,
    fence        text        not null,
    lease_number bigint      not null,
    state        text        not null,
    handle       text        not null default '',
    detail       text        not null default '',
    created_time timestamptz not null,
    closed_time  timestamptz
);

create index intent_of_execution on intent (execution_id, created_time);
create unique index intent_under_way on intent (target) where state in ('OPEN', 'STARTED');

create table kill_switch (
    scope    text        not null,
    name     text        not null,
    is_on    boolean     not null,
    reason   text        not null,
    actor    text        not null,
    set_time timestamptz not null,
    primary key (scope, name)
);

-- The gate: whoever sets any switch locks this row, whoever writes an intent shares it.
insert into kill_switch (scope, name, is_on, reason, actor, set_time) values ('EVERYTHING', '', false, '', 'firstline', now());

-- An execution's story, told to triage. Immutable.
create table entry (
    execution_id uuid        not null references execution,
    seq          bigint      not null,
    entry_time   timestamptz not null,
    kind         text        not null,
    actor        text        not null,
    text         text        not null,
    certainty    text        not null,
    primary key (execution_id, seq)
);
