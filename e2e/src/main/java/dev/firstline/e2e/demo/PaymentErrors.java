package dev.firstline.e2e.demo;

import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import java.util.Map;

/** Payment errors that a restart mends, as Prometheus sees them. */
public final class PaymentErrors {

    private volatile Vendors vendors;

    /** From now on they end with the first rollout of payments/checkout. */
    public void endWithTheRolloutOf(Vendors known) {
        vendors = known;
    }

    /** The runbook's verify step asks for what is well again; its other questions ask for what is broken. */
    public PrometheusAnswer answer(String query) {
        Vendors known = vendors;
        boolean mended = known != null && known.kubernetes().rollouts("payments", "checkout") > 0;
        boolean asksForWell = query.contains("<");
        return mended == asksForWell ? PrometheusAnswer.one(Map.of("route", "/pay"), 4.2) : PrometheusAnswer.nothing();
    }
}
