-- Sources that are expected to speak. What is heard is written down every few seconds, not with each request.
create table source_watch (
    source        text        primary key,
    -- When it was last heard, or since when somebody listens.
    heard_time    timestamptz not null,
    -- When a process last wrote down what it heard: while nobody listens, nobody can say that a source is silent.
    listened_time timestamptz not null,
    -- What heard_time was as an event said that it is silent; null while none does.
    silent_from   timestamptz
);
