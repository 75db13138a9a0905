package dev.firstline.triage.loop;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.Applied;
import dev.firstline.triage.domain.Certainty;
import dev.firstline.triage.domain.EpisodeNews;
import dev.firstline.triage.domain.Policies;
import dev.firstline.triage.store.CaseStore;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes into an incident's story that no runbook is for it, and which ones were looked at. Once an incident and reason: a storm's
 * thousand alerts are one incident, and each of them would say the same.
 */
@Singleton
public class MissingRunbooks {

    private static final String KIND = "incident.runbook-missing";
    private static final String REMEDIATION = "remediation";

    /** How many incidents and reasons are remembered, so that a storm's alerts needn't ask the database. */
    private static final int MOST = 10_000;

    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Transactions transactions;
    private final Applied applied;
    private final Policies policies;
    private final CaseStore cases;
    private final InstantSource clock;

    public MissingRunbooks(
            Transactions transactions, Applied applied, Policies policies, CaseStore cases, InstantSource clock) {
        this.transactions = transactions;
        this.applied = applied;
        this.policies = policies;
        this.cases = cases;
        this.clock = clock;
    }

    /**
     * Says it, unless it was said.
     *
     * @param news the episode for which one was wanted
     * @param reason remediation's words
     */
    void tell(EpisodeNews news, String reason) {
        UUID digest = UUID.nameUUIDFromBytes(reason.getBytes(StandardCharsets.UTF_8));
        String key = news.incidentId() + "/" + digest;
        if (said.contains(key)) return;
        transactions.run(tx -> {
            if (applied.first(tx, KIND, key, 1)) write(tx, news, reason);
        });
        if (said.size() >= MOST) said.clear();
        said.add(key);
    }

    private void write(Tx tx, EpisodeNews news, String reason) {
        Instant now = clock.instant();
        String text = "No runbook is for " + news.alert().content().name() + ": " + reason + ".";
        cases.open(tx, news.incidentId(), List.of(), policies.current(), now).ifPresent(book -> {
            book.incident(news.incidentId())
                    .note(
                            now,
                            "runbook.missing",
                            REMEDIATION,
                            text,
                            Certainty.NONE,
                            news.alert().id());
            cases.close(tx, book, now);
        });
    }
}
