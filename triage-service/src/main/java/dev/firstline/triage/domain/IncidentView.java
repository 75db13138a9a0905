package dev.firstline.triage.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An incident as others see it.
 *
 * @param head the incident
 * @param alerts the worst ones; none in a list of incidents
 */
public record IncidentView(IncidentHead head, List<AlertView> alerts) {

    /** How many links an incident shows. */
    private static final int LINKS = 20;

    public IncidentView {
        alerts = List.copyOf(alerts);
    }

    /** Where to read on: the service's runbook, then what the alerts say, each once. */
    public List<Link> links(Catalogue catalogue) {
        Set<Link> links = new LinkedHashSet<>();
        String runbook = catalogue.service(head.owner().service()).runbook();
        if (!runbook.isEmpty()) links.add(new Link(Link.Kind.RUNBOOK, "", runbook));
        for (AlertView alert : alerts) links.addAll(alert.content().links());
        return new ArrayList<>(links).subList(0, Math.min(LINKS, links.size()));
    }
}
