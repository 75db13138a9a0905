package dev.firstline.e2e.standin.prometheus;

import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.StandIn;
import dev.firstline.e2e.standin.StandInServer;
import java.util.function.Function;

/**
 * Prometheus' instant queries, {@code GET} and {@code POST /api/v1/query}, answered by a function instead of a database: PromQL isn't
 * parsed, the function knows the queries that it will be asked. A query's kind is {@code query}; it has no effects.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus: HTTP API</a>
 */
public final class PrometheusStandIn implements StandIn {
    private final StandInServer server;

    private PrometheusStandIn(StandInServer server) {
        this.server = server;
    }

    /**
     * Starts.
     *
     * @param queries from a query's text to what it comes to at this moment; asked anew each time, from many threads
     */
    public static PrometheusStandIn start(Setup setup, Function<String, PrometheusAnswer> queries) {
        return new PrometheusStandIn(StandInServer.start(new PrometheusApi(queries, setup.clock()), setup));
    }

    @Override
    public StandInServer server() {
        return server;
    }
}
