package dev.firstline.triage.domain;

import java.util.Map;

/**
 * The services and whose they are.
 *
 * @param services by name
 */
public record Catalogue(Map<String, Service> services) {

    /**
     * A service.
     *
     * @param team who owns it
     * @param slackChannel where the team is told; empty for notify's default
     * @param pagerdutyService the name of notify's PagerDuty service for the team; empty for notify's default
     * @param runbook an address to read; empty where there is none
     */
    public record Service(String team, String slackChannel, String pagerdutyService, String runbook) {}

    private static final Service NOBODYS = new Service("", "", "", "");

    public Catalogue {
        services = Map.copyOf(services);
    }

    /** What is known of a service; all empty where the catalogue doesn't name it. */
    public Service service(String name) {
        return services.getOrDefault(name, NOBODYS);
    }
}
