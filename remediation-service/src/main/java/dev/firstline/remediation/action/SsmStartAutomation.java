package dev.firstline.remediation.action;

import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.TargetForm;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Starts a runbook of AWS Systems Manager (an Automation). The ClientToken is the intent's id, so that repeats of the same call
 * start one automation; a tag whose key is the intent's id lets anybody find it afterwards.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html">StartAutomationExecution</a>
 */
@Singleton
public class SsmStartAutomation implements Action {

    /**
     * How long a start may be missing from the listing, which is eventually consistent; AWS names no bound, so it is a generous one.
     * Until then "not found" says nothing.
     */
    static final Duration LISTED_AT_LAST = Duration.ofMinutes(2);

    private final SsmConfig config;
    private final InstantSource clock;
    private final SsmPlan planning;
    private final AwsCredentialsProvider credentials;
    private volatile SsmCalls calls;

    @Inject
    public SsmStartAutomation(SsmConfig config, InstantSource clock) {
        this(config, clock, DefaultCredentialsProvider.builder().build());
    }

    /** @param credentials what calls are signed with */
    public SsmStartAutomation(SsmConfig config, InstantSource clock, AwsCredentialsProvider credentials) {
        this.config = config;
        this.credentials = credentials;
        this.clock = clock;
        this.planning = new SsmPlan(config);
    }

    @Override
    public String kind() {
        return "ssm.start-automation";
    }

    @Override
    public Duration deadline() {
        return config.timeout();
    }

    @Override
    public List<TargetForm> targets() {
        return SsmPlan.TARGETS;
    }

    @Override
    public Planned plan(ActionSpec spec, AlertFacts alert) {
        return planning.plan(kind(), spec, alert);
    }

    @Override
    public Called call(Plan plan, Intent intent, Budget budget) {
        Duration wait = config.firstBackoff();
        String lost = "";
        while (true) {
            SsmCalls.Reply reply = calls().start(plan, intent.id(), () -> !hasNoTimeFor(Duration.ZERO, budget));
            switch (reply) {
                case SsmCalls.Reply.Execution started -> {
                    return new Called.Started(started.id(), "automation execution " + started.id() + " is started");
                }
                case SsmCalls.Reply.Refused refused -> {
                    // After a lost answer a refusal says nothing about the call before it.
                    return lost.isEmpty()
                            ? new Called.Refused(refused.reason())
                            : new Called.Lost(lost + "; then " + refused.reason());
                }
                case SsmCalls.Reply.Lost gone -> lost = gone.reason();
                case SsmCalls.Reply.NotNow notNow -> {
                    if (hasNoTimeFor(wait, budget) && lost.isEmpty()) {
                        return new Called.Overtaken(notNow.reason());
                    }
                }
            }
            if (hasNoTimeFor(wait, budget)) return new Called.Lost(lost);
            LockSupport.parkNanos(wait.toNanos());
            wait = wait.multipliedBy(2);
        }
    }

    private boolean hasNoTimeFor(Duration wait, Budget budget) {
        return budget.remaining().compareTo(wait.plus(config.timeout())) <= 0
                || Thread.currentThread().isInterrupted();
    }

    @Override
    public Settled settle(Plan plan, Intent intent) {
        return switch (calls().find(intent.id())) {
            case SsmCalls.Found.Yes yes ->
                new Settled.Started(
                        yes.id(), "automation execution " + yes.id() + " bears the intent's tag: it was started");
            case SsmCalls.Found.No no -> notFound(intent);
            case SsmCalls.Found.Nobody nobody -> new Settled.Later(nobody.reason());
        };
    }

    private Settled notFound(Intent intent) {
        if (clock.instant().isBefore(intent.createdTime().plus(LISTED_AT_LAST))) {
            return new Settled.Later("it is not listed (yet): no automation execution bears the intent's tag");
        }
        return new Settled.Unknown("no automation execution bears the intent's tag " + intent.id()
                + "; a late call could still start one: look for the tag before you start it by hand");
    }

    @Override
    public Watched watch(Plan plan, Intent intent) {
        return calls().look(intent.handle());
    }

    private SsmCalls calls() {
        SsmCalls known = calls;
        if (known == null) {
            Optional<SsmClient> client = SsmCalls.client(config, credentials);
            known = new SsmCalls(
                    client.orElseThrow(() -> new IllegalStateException("firstline.remediation.ssm.region is not set")),
                    credentials);
            calls = known;
        }
        return known;
    }
}
