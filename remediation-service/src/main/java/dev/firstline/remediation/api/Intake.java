package dev.firstline.remediation.api;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestRequest;
import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestResponse;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Runbook;
import dev.firstline.remediation.domain.RunbookSet;
import dev.firstline.remediation.store.EpisodeStore;
import dev.firstline.remediation.store.Runbooks;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Takes in what triage tells of an episode. */
@Singleton
public class Intake {

    private static final int MAX_ID_CHARACTERS = 200;

    private final Transactions transactions;
    private final EpisodeStore episodes;
    private final Runbooks runbooks;

    public Intake(Transactions transactions, EpisodeStore episodes, Runbooks runbooks) {
        this.transactions = transactions;
        this.episodes = episodes;
        this.runbooks = runbooks;
    }

    ReceiveExecutionRequestResponse receive(ReceiveExecutionRequestRequest request) {
        check(request);
        AlertFacts alert = AlertProtos.facts(request);
        RunbookSet inForce = runbooks.current();
        List<Runbook> matching = request.getWanted() ? inForce.matching(alert) : List.of();
        EpisodeStore.Told told = new EpisodeStore.Told(
                request.getEpisodeId(),
                request.getVersion(),
                request.getIncidentId(),
                request.getAlert().getId(),
                request.getWanted(),
                request.getWanted() ? "" : unwantedReason(request));
        boolean begun = transactions.call(tx -> {
            episodes.receive(tx, told, alert, matching);
            return episodes.hasExecution(tx, told.episodeId());
        });
        // What an earlier set of runbooks began goes on, and a repeat of this call is answered as the first one was.
        boolean none = told.wanted() && matching.isEmpty() && !begun;
        return ReceiveExecutionRequestResponse.newBuilder()
                .setNoRunbookReason(none ? inForce.whyNone() : "")
                .build();
    }

    private static String unwantedReason(ReceiveExecutionRequestRequest request) {
        return request.getUnwantedReason().isBlank() ? "the alert has ended" : request.getUnwantedReason();
    }

    private static void check(ReceiveExecutionRequestRequest request) {
        List<Problem.Violation> violations = new ArrayList<>();
        checkId(violations, "episode_id", request.getEpisodeId());
        checkId(violations, "incident_id", request.getIncidentId());
        checkId(violations, "alert.id", request.getAlert().getId());
        if (request.getVersion() < 1) violations.add(new Problem.Violation("version", "is below 1"));
        if (!violations.isEmpty()) throw Problem.invalid(violations);
    }

    private static void checkId(List<Problem.Violation> violations, String field, String id) {
        if (id.isBlank() || id.length() > MAX_ID_CHARACTERS || id.indexOf('\0') >= 0) {
            violations.add(
                    new Problem.Violation(field, "is missing or longer than " + MAX_ID_CHARACTERS + " characters"));
        }
    }
}
