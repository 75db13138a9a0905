package dev.firstline.platform.testing;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A real PostgreSQL at the end of a {@link Wire}. */
public class WiredPostgres extends PostgresResource {

    private static final String URL = "firstline.database.url";

    private static Wire wire;

    /** The way from the service under test to its database. */
    public static Wire wire() {
        return wire;
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(super.start());
        int port = URI.create(config.get(URL)).getPort();
        wire = new Wire(port);
        config.put(URL, config.get(URL).replace(":" + port + "/", ":" + wire.port() + "/"));
        return config;
    }

    @Override
    public void stop() {
        if (wire != null) wire.close();
        super.stop();
    }
}
