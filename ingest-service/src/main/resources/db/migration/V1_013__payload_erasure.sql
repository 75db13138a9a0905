-- How far the payloads of a source that keeps them for a shorter time are erased.
create table payload_erasure (
    source    text primary key,
    -- Batches up to this id hold none of its payloads any more.
    erased_to uuid not null
);
