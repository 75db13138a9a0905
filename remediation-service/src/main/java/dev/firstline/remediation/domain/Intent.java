package dev.firstline.remediation.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * The will to act once, committed before the target is touched. The target is given its id, so that it can be asked about it.
 *
 * @param id a UUID
 * @param position the step's
 * @param target the plan's
 * @param fence what the target refuses a late or second call by, and what it was then (Kubernetes' resourceVersion, generation and
 *     uid), in the action's own words; empty where the target has none
 * @param leaseNumber the number of the lease that it is dealt with under
 * @param leasedUntil until when only the lease's holder deals with it
 * @param handle what the target calls it, once it has taken it; empty before
 */
public record Intent(
        UUID id,
        int position,
        String target,
        String fence,
        long leaseNumber,
        Instant leasedUntil,
        IntentState state,
        String handle,
        Instant createdTime) {

    public Intent {
        Objects.requireNonNull(id);
        Objects.requireNonNull(state);
    }
}
