package dev.firstline.remediation.step;

import dev.firstline.remediation.domain.Connector;
import dev.firstline.remediation.domain.Connector.Measured;
import dev.firstline.remediation.domain.Measurement;
import dev.firstline.remediation.domain.Template;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** Whom runbooks may ask. What isn't configured can't be reached: a runbook names a connector, never an address. */
@Singleton
public class Connectors {

    private final Map<String, Connector> byName = new TreeMap<>();

    public Connectors(ConnectorsConfig config) {
        config.byName().forEach((name, one) -> {
            if (!one.type().equals(PrometheusConnector.TYPE)) {
                throw new IllegalArgumentException("firstline.remediation.connectors." + name + ".type is '"
                        + one.type() + "'; right would be " + PrometheusConnector.TYPE);
            }
            byName.put(name, new PrometheusConnector(name, one));
        });
    }

    /** Asks one, with the placeholders filled in. */
    public Measured ask(Measurement measurement, Map<String, String> values) {
        Connector connector = byName.get(measurement.connector());
        if (connector == null) {
            return new Measured.Refused("the connector '" + measurement.connector() + "' is not configured; there "
                    + (byName.isEmpty() ? "are none" : "are " + String.join(", ", byName.keySet())));
        }
        Template.Rendered expression = measurement.expr().render(values);
        if (!expression.missing().isEmpty()) {
            return new Measured.Refused("the alert has no " + String.join(", no ", expression.missing()));
        }
        return connector.ask(expression.text());
    }
}
