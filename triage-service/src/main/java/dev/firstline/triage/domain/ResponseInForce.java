package dev.firstline.triage.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an incident means for customers, and what follows from it until either changes.
 *
 * @param impact what it means now
 * @param peak the highest impact that it ever had
 * @param kind how loudly the response speaks
 * @param channels whom it was meant for, ever: whoever heard of it hears the end
 * @param policyHash the policy under which it was last assessed
 */
record ResponseInForce(Impact impact, Impact peak, Kind kind, List<String> channels, String policyHash) {

    ResponseInForce {
        channels = List.copyOf(channels);
    }

    /** What follows from an impact, under a policy that may have changed, too. */
    ResponseInForce to(Impact newest, PolicyInForce in) {
        Response response = in.policy().response(newest);
        Set<String> ever = new LinkedHashSet<>(channels);
        ever.addAll(response.channels());
        return new ResponseInForce(newest, peak.or(newest), response.kind(), List.copyOf(ever), in.hash());
    }

    boolean tellsSomebody() {
        return !channels.isEmpty();
    }

    /** What the policy wants for the impact, as a line for people says it. */
    String words(PolicyInForce in) {
        Response response = in.policy().response(impact);
        String told =
                response.channels().isEmpty() ? "tells nobody" : "tells " + String.join(", ", response.channels());
        return response.kind() + ", " + told
                + (response.runbook() ? ", a matching runbook starts" : ", starts no runbook");
    }
}
