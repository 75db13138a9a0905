package dev.firstline.remediation.loop;

import dev.firstline.remediation.domain.Run;
import dev.firstline.remediation.domain.Verdict;
import dev.firstline.remediation.store.Change;
import dev.firstline.remediation.store.ExecutionStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** How executions end: written, counted, logged. */
@Singleton
public class Endings {

    private static final Logger LOG = Logger.getLogger(Endings.class);

    private final ExecutionStore executions;
    private final MeterRegistry meters;

    public Endings(ExecutionStore executions, MeterRegistry meters) {
        this.executions = executions;
        this.meters = meters;
    }

    /** Ends an execution that still stands as it was seen, with what else changes. */
    Progress finish(Run run, Verdict verdict, String reason, Consumer<Change> also) {
        boolean written = executions.change(run, change -> {
            also.accept(change);
            change.finish(verdict, reason, run.runbook().guards());
        });
        if (!written) return Progress.go();
        return finished(run, verdict, reason);
    }

    /** Counts and logs an end that is written. */
    Progress finished(Run run, Verdict verdict, String reason) {
        meters.counter("firstline.remediation.executions", "verdict", verdict.name())
                .increment();
        LOG.infof("execution %s of %s: %s: %s", run.id(), run.runbook().name(), verdict, reason);
        return new Progress.Over();
    }

    /** Stops an execution that has touched nothing. */
    Progress cancel(Run run, String reason) {
        boolean written = executions.change(run, change -> change.cancel(reason));
        return written ? cancelled(run, reason) : Progress.go();
    }

    /** Counts and logs a stop that is written. */
    Progress cancelled(Run run, String reason) {
        meters.counter("firstline.remediation.executions", "verdict", "CANCELLED")
                .increment();
        LOG.infof("execution %s of %s is cancelled: %s", run.id(), run.runbook().name(), reason);
        return new Progress.Over();
    }
}
