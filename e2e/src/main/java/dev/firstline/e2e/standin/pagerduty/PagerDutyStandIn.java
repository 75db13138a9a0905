package dev.firstline.e2e.standin.pagerduty;

import dev.firstline.e2e.standin.RateWindow;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.StandIn;
import dev.firstline.e2e.standin.StandInServer;
import java.util.List;

/**
 * PagerDuty: the Events API v2, {@code POST /v2/enqueue}. A request's kind is its {@code event_action}; its effects are {@code opened},
 * {@code deduplicated}, {@code acknowledged} and {@code resolved}. A trigger whose dedup key was resolved opens a new incident; an
 * acknowledgement or a resolve that finds no open one is accepted and does nothing.
 *
 * <p>A routing key of the right form (32 letters and digits) that belongs to no integration gets 400 and the plain text
 * {@code Invalid routing key}; one of a wrong form gets 400 and JSON.
 *
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2/overview/">PagerDuty: Events API v2</a>
 * @see <a href="https://github.com/PagerDuty/api-schema/blob/main/reference/events-v2/openapiv3.json">PagerDuty: its schema, with the
 *     codes to be retried</a>
 * @see <a href="https://github.com/robusta-dev/robusta/issues/571">How an unknown routing key is answered</a>
 */
public final class PagerDutyStandIn implements StandIn {
    /** An integration that is there from the start. */
    public static final String ROUTING_KEY = "f1r57l1ne00000000000000000000001";

    private final PagerDutyApi api;
    private final StandInServer server;

    private PagerDutyStandIn(PagerDutyApi api, StandInServer server) {
        this.api = api;
        this.server = server;
    }

    /** Starts with {@link #ROUTING_KEY} and no limit: PagerDuty adjusts its own at will, and tells nobody. */
    public static PagerDutyStandIn start(Setup setup) {
        PagerDutyApi api = new PagerDutyApi(setup.clock());
        api.integrate(ROUTING_KEY);
        return new PagerDutyStandIn(api, StandInServer.start(api, setup));
    }

    @Override
    public StandInServer server() {
        return server;
    }

    /** Adds an integration. */
    public PagerDutyStandIn integration(String routingKey) {
        api.integrate(routingKey);
        return this;
    }

    /** Limits each integration's events. */
    public PagerDutyStandIn limit(RateWindow.Rate rate) {
        api.limit(rate);
        return this;
    }

    /** Every incident, oldest first. */
    public List<PagerDutyIncident> incidents() {
        return api.incidents();
    }

    /** The incidents of one dedup key, oldest first. */
    public List<PagerDutyIncident> incidents(String dedupKey) {
        return incidents().stream()
                .filter(incident -> incident.dedupKey().equals(dedupKey))
                .toList();
    }
}
