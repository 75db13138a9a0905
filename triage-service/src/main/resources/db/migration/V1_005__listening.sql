-- How far ingest's word reaches, as it said last. One row at most: where there is none, it was never told.
create table listening (
    one_row    boolean     primary key default true check (one_row),
    -- Since when ingest has accepted events without a gap.
    since_time timestamptz not null,
    -- What was accepted before it was handed over, and is folded.
    until_time timestamptz not null
);
