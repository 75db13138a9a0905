package dev.firstline.e2e.standin.ssm;

import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.StandIn;
import dev.firstline.e2e.standin.StandInServer;
import dev.firstline.e2e.standin.ssm.AutomationDocument.Outcome;

/**
 * AWS Systems Manager's Automation: {@code StartAutomationExecution}, {@code GetAutomationExecution} and
 * {@code DescribeAutomationExecutions}. A request's kind is its operation; its one effect is {@code automation-started}, with everything
 * that was stated and the new execution's id.
 *
 * <p>Throttling is a fault ({@code rate-limit}): AWS doesn't publish the rates of these operations.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html">SSM:
 *     StartAutomationExecution</a>
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetAutomationExecution.html">SSM:
 *     GetAutomationExecution</a>
 */
public final class SsmStandIn implements StandIn {
    /** A document that succeeds, after one answer Pending and one InProgress; takes {@code InstanceId}. */
    public static final String SUCCEEDS = "Firstline-Restart";

    /** A document whose step fails. */
    public static final String FAILS = "Firstline-Fails";

    /** A document that stays in progress. */
    public static final String HANGS = "Firstline-Hangs";

    private final AutomationStore store;
    private final StandInServer server;

    private SsmStandIn(AutomationStore store, StandInServer server) {
        this.store = store;
        this.server = server;
    }

    /** Starts with {@link #SUCCEEDS}, {@link #FAILS} and {@link #HANGS}. */
    public static SsmStandIn start(Setup setup) {
        AutomationStore store = new AutomationStore(setup.clock());
        store.define(AutomationDocument.named(SUCCEEDS, Outcome.SUCCEEDS).parameter("InstanceId", false));
        store.define(AutomationDocument.named(FAILS, Outcome.FAILS).parameter("InstanceId", false));
        store.define(AutomationDocument.named(HANGS, Outcome.HANGS).parameter("InstanceId", false));
        return new SsmStandIn(store, StandInServer.start(new SsmApi(store), setup));
    }

    @Override
    public StandInServer server() {
        return server;
    }

    /** Adds a document, or puts it in the place of one with its name. */
    public SsmStandIn document(AutomationDocument document) {
        store.define(document);
        return this;
    }

    /** How many executions may run at once; 100 at the start. */
    public SsmStandIn mostRunning(int executions) {
        store.mostRunning(executions);
        return this;
    }

    /** How many executions were ever started. */
    public int started() {
        return store.executions().size();
    }
}
