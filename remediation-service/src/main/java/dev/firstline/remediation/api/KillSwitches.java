package dev.firstline.remediation.api;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Requests;
import dev.firstline.platform.security.Caller;
import dev.firstline.proto.remediation.v1.KillSwitch;
import dev.firstline.proto.remediation.v1.ListRunbooksResponse;
import dev.firstline.proto.remediation.v1.Runbook;
import dev.firstline.proto.remediation.v1.SetKillSwitchRequest;
import dev.firstline.proto.remediation.v1.SetKillSwitchResponse;
import dev.firstline.proto.remediation.v1.VerdictCount;
import dev.firstline.remediation.domain.GuardFacts.Scope;
import dev.firstline.remediation.domain.Verdict;
import dev.firstline.remediation.store.ExecutionViews;
import dev.firstline.remediation.store.KillSwitchStore;
import dev.firstline.remediation.store.Runbooks;
import dev.firstline.remediation.store.SwitchEffects;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What may be done at all: the runbooks in force, and the switches that stop them. */
@Singleton
public class KillSwitches {

    private static final Logger LOG = Logger.getLogger(KillSwitches.class);
    private static final int MAX_NAME_CHARACTERS = 500;

    private final Transactions transactions;
    private final Requests requests;
    private final Caller caller;
    private final KillSwitchStore store;
    private final SwitchNames names;
    private final SwitchEffects effects;
    private final Runbooks runbooks;
    private final ExecutionViews views;

    public KillSwitches(
            Transactions transactions,
            Requests requests,
            Caller caller,
            KillSwitchStore store,
            SwitchNames names,
            SwitchEffects effects,
            Runbooks runbooks,
            ExecutionViews views) {
        this.transactions = transactions;
        this.requests = requests;
        this.caller = caller;
        this.store = store;
        this.names = names;
        this.effects = effects;
        this.runbooks = runbooks;
        this.views = views;
    }

    SetKillSwitchResponse set(SetKillSwitchRequest request) {
        Scope scope = scope(request);
        check(request, scope);
        String name = request.getName();
        KillSwitch set = transactions.call(tx -> {
            boolean first = requests.begin(tx, "SetKillSwitch", request.getRequestId(), scope + "/" + name);
            return proto(
                    tx,
                    first
                            ? store.set(tx, scope, name, request.getOn(), request.getReason(), caller.actor())
                            : store.get(tx, scope, name));
        });
        LOG.infof("kill switch %s %s is %s", scope, name, set.getOn() ? "on" : "off");
        return SetKillSwitchResponse.newBuilder().setKillSwitch(set).build();
    }

    private static Scope scope(SetKillSwitchRequest request) {
        return switch (request.getScope()) {
            case SCOPE_EVERYTHING -> Scope.EVERYTHING;
            case SCOPE_RUNBOOK -> Scope.RUNBOOK;
            case SCOPE_TARGET -> Scope.TARGET;
            case SCOPE_UNSPECIFIED, UNRECOGNIZED ->
                throw Problem.invalid("scope", "is missing; right would be EVERYTHING, RUNBOOK or TARGET");
        };
    }

    private void check(SetKillSwitchRequest request, Scope scope) {
        List<Problem.Violation> violations = new ArrayList<>();
        boolean named = !request.getName().isBlank();
        if (scope == Scope.EVERYTHING && named) {
            violations.add(new Problem.Violation("name", "has to be empty where everything is meant"));
        }
        if (scope != Scope.EVERYTHING && !named) {
            violations.add(new Problem.Violation("name", "is missing: a runbook's name or a target's line"));
        }
        // To switch off what was once right has to stay possible.
        if (named && request.getOn()) wrongName(scope, request.getName()).ifPresent(violations::add);
        if (request.getName().length() > MAX_NAME_CHARACTERS) {
            violations.add(new Problem.Violation("name", "is longer than " + MAX_NAME_CHARACTERS + " characters"));
        }
        if (request.getOn() && request.getReason().isBlank()) {
            violations.add(new Problem.Violation("reason", "is missing: the next one on call reads it"));
        }
        if (!violations.isEmpty()) throw Problem.invalid(violations);
    }

    private Optional<Problem.Violation> wrongName(Scope scope, String name) {
        return switch (scope) {
            case EVERYTHING -> Optional.empty();
            case RUNBOOK -> names.wrongRunbook(name);
            case TARGET -> names.wrongTarget(name);
        };
    }

    ListRunbooksResponse runbooks() {
        Map<String, Map<Verdict, Integer>> records = views.records();
        ListRunbooksResponse.Builder response = ListRunbooksResponse.newBuilder();
        for (var runbook : runbooks.current().runbooks()) {
            Runbook.Builder proto = Runbook.newBuilder()
                    .setName(runbook.name())
                    .setHash(runbook.hash())
                    .setMode(ExecutionProtos.mode(runbook.mode()))
                    .setMatch(runbook.match().text());
            records.getOrDefault(runbook.name(), Map.of())
                    .forEach((verdict, count) -> proto.addRecord(VerdictCount.newBuilder()
                            .setVerdict(ExecutionProtos.verdict(verdict))
                            .setCount(count)));
            response.addRunbooks(proto);
        }
        response.addAllKillSwitches(transactions.snapshot(
                tx -> store.on(tx).stream().map(set -> proto(tx, set)).toList()));
        return response.build();
    }

    private KillSwitch proto(Tx tx, KillSwitchStore.Set set) {
        return KillSwitch.newBuilder()
                .setScope(KillSwitch.Scope.valueOf("SCOPE_" + set.killSwitch().scope()))
                .setName(set.killSwitch().name())
                .setOn(set.on())
                .setReason(set.killSwitch().reason())
                .setActor(set.killSwitch().actor())
                .setSetTime(ExecutionProtos.timestamp(set.setTime()))
                .setEffect(set.on() ? effects.of(tx, set.killSwitch()).words() : "")
                .build();
    }
}
