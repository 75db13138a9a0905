package dev.firstline.e2e.standin;

import dev.firstline.e2e.standin.kubernetes.KubernetesStandIn;
import dev.firstline.e2e.standin.pagerduty.PagerDutyStandIn;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.e2e.standin.prometheus.PrometheusStandIn;
import dev.firstline.e2e.standin.slack.SlackStandIn;
import dev.firstline.e2e.standin.ssm.SsmStandIn;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Runs stand-ins in a process of their own:
 * {@code StandIns --slack PORT --pagerduty PORT --ssm PORT --kubernetes PORT --prometheus PORT --journal DIR}.
 *
 * <p>Only those that are named are started; port 0 means any free one. One line of JSON on standard output says where they listen, once all
 * do. What they hold is set up through {@code POST /_control} of each. They end with the process.
 */
public final class StandIns {
    private static final Map<String, Function<Setup, StandIn>> KINDS = new TreeMap<>(Map.of(
            "slack", SlackStandIn::start,
            "pagerduty", PagerDutyStandIn::start,
            "ssm", SsmStandIn::start,
            "kubernetes", KubernetesStandIn::start,
            "prometheus", setup -> PrometheusStandIn.start(setup, query -> PrometheusAnswer.nothing())));

    private StandIns() {}

    /** Starts what the arguments name; ends with 2 where they make no sense, with 1 where a port is taken. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            Map<String, StandIn> started = start(arguments);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> started.values().forEach(StandIn::close)));
            Map<String, String> addresses = new LinkedHashMap<>();
            started.forEach((name, standIn) -> addresses.put(name, standIn.baseUrl()));
            System.out.println(Json.line(Json.tree(addresses)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage() + ": " + e.getCause().getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    /**
     * Starts what the arguments name.
     *
     * @return by name
     * @throws IllegalArgumentException where the arguments make no sense
     */
    static Map<String, StandIn> start(String... arguments) {
        Map<String, String> options = options(arguments);
        Optional<Path> folder = Optional.ofNullable(options.remove("journal")).map(Path::of);
        if (options.isEmpty())
            throw new IllegalArgumentException("name at least one of --" + String.join(", --", KINDS.keySet()));
        Map<String, StandIn> started = new TreeMap<>();
        try {
            options.forEach((name, port) -> {
                Setup setup = Setup.anyPort().at(port(name, port));
                Setup written = folder.map(path -> setup.journal(path.resolve(name + ".jsonl")))
                        .orElse(setup);
                started.put(name, KINDS.get(name).apply(written));
            });
        } catch (RuntimeException e) {
            started.values().forEach(StandIn::close);
            throw e;
        }
        return started;
    }

    private static Map<String, String> options(String... arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!name.equals("journal") && !KINDS.containsKey(name)) {
                throw new IllegalArgumentException(
                        "\"" + arguments[i] + "\" is not --journal or one of --" + String.join(", --", KINDS.keySet()));
            }
            if (i + 1 == arguments.length) throw new IllegalArgumentException(arguments[i] + " needs a value");
            options.put(name, arguments[i + 1]);
        }
        return options;
    }

    private static int port(String name, String value) {
        if (!value.matches("\\d{1,5}"))
            throw new IllegalArgumentException("--" + name + " " + value + " is not a port");
        return Integer.parseInt(value);
    }
}
