package dev.firstline.ingest.testing;

import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** Narrow limits, and sources that take from some addresses only. The tests' own address is a proxy's. */
public class Hardened implements QuarkusTestProfile {

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(PostgresResource.class),
                new TestResourceEntry(
                        IngestResource.class,
                        Map.of(
                                "firstline.ingest.max-depth", "10",
                                "firstline.ingest.max-tokens", "500",
                                "firstline.ingest.max-text", "2000",
                                "firstline.ingest.max-name", "100",
                                "firstline.ingest.trusted-proxies", "127.0.0.0/8,::1",
                                "firstline.ingest.sources.builds.allow-from", "203.0.113.0/24,2001:db8::/32",
                                "firstline.ingest.sources.genie.allow-from", "203.0.113.0/24",
                                "firstline.ingest.sources.paged.allow-from", "203.0.113.0/24")));
    }
}
