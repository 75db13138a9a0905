package dev.firstline.triage.api;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Problem.Violation;
import dev.firstline.proto.triage.v1.ReceiveListeningRequest;
import dev.firstline.triage.domain.Listening;
import dev.firstline.triage.store.ListeningStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Takes in how far ingest's word reaches. */
@Singleton
public class ListeningIntake {

    private final ListeningStore listening;
    private final Transactions transactions;

    public ListeningIntake(ListeningStore listening, Transactions transactions) {
        this.listening = listening;
        this.transactions = transactions;
    }

    /** @throws Problem (INVALID_ARGUMENT) where a time is missing */
    void receive(ReceiveListeningRequest request) {
        List<Violation> missing = new ArrayList<>();
        if (!request.hasSinceTime()) missing.add(new Violation("since_time", "is missing"));
        if (!request.hasUntilTime()) missing.add(new Violation("until_time", "is missing"));
        if (!missing.isEmpty()) throw Problem.invalid(missing);
        Listening said = new Listening(Protos.time(request.getSinceTime()), Protos.time(request.getUntilTime()));
        transactions.single(tx -> {
            listening.keep(tx, said);
            return null;
        });
    }
}
