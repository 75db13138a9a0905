-- Events that were read again out of a stored payload make a batch of their own, at the place of the one that holds the payload, and
-- made in the same millisecond by its id: so both are found together, and dropped together.
alter table batch
    -- The batch that holds the payloads; null for a batch as it was accepted.
    add column origin      uuid,
    -- The index of its first event in the order of acceptance: behind all that was read out of those payloads before.
    add column first_index integer not null default 0;
