package dev.firstline.notify.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.domain.Budget;
import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.domain.Operation;
import dev.firstline.notify.testing.Vendors;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(Vendors.class)
class BudgetStoreTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Inject
    BudgetStore budgets;

    @Inject
    ConversationStore conversations;

    @Inject
    Transactions transactions;

    private final String scope = "test " + UUID.randomUUID();
    private final Budget oneASecond = new Budget(scope, Duration.ofSeconds(1), 1);

    @Test
    void theNextCallWaitsForTheInterval() {
        assertThat(take(oneASecond, NOW)).isEmpty();
        assertThat(take(oneASecond, NOW.plusMillis(400))).contains(NOW.plusSeconds(1));
        assertThat(take(oneASecond, NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void afterARestABurstIsAllowed() {
        Budget bursts = new Budget(scope, Duration.ofSeconds(1), 3);
        for (int i = 0; i < 3; i++) assertThat(take(bursts, NOW)).isEmpty();
        assertThat(take(bursts, NOW)).contains(NOW.plusSeconds(1));
    }

    @Test
    void aRefusalOfOneBudgetSpendsNothingOfTheOthers() {
        Budget other = new Budget(scope + " other", Duration.ofSeconds(1), 1);
        assertThat(take(oneASecond, NOW)).isEmpty();
        Optional<BudgetStore.Short> refused = budgets.take(List.of(other, oneASecond), Operation.UPDATE, NOW, NOW);
        assertThat(refused).map(BudgetStore.Short::scope).contains(scope);
        assertThat(take(other, NOW)).isEmpty();
    }

    @Test
    void aBudgetThatIsNewCostsTheOthersNothing() {
        assertThat(budgets.take(
                        List.of(oneASecond, new Budget(scope + " new", Duration.ofSeconds(1), 1)),
                        Operation.UPDATE,
                        NOW,
                        NOW))
                .isEmpty();
        Budget fresh = new Budget(scope + " newer", Duration.ofSeconds(1), 1);
        assertThat(budgets.take(List.of(oneASecond, fresh), Operation.UPDATE, NOW.plusSeconds(1), NOW.plusSeconds(1)))
                .as("the second try must not meet what the first one took")
                .isEmpty();
    }

    @Test
    void manyAtOnceTakeNoMoreThanThereIs() throws Exception {
        Budget shared = new Budget(scope, Duration.ofSeconds(1), 20);
        Callable<Optional<BudgetStore.Short>> one = () -> budgets.take(
                List.of(new Budget(scope + UUID.randomUUID(), Duration.ofSeconds(1), 1), shared),
                Operation.UPDATE,
                NOW,
                NOW);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int granted = 0;
            for (Future<Optional<BudgetStore.Short>> taken : threads.invokeAll(Collections.nCopies(200, one))) {
                if (taken.get().isEmpty()) granted++;
            }
            assertThat(granted).isEqualTo(20);
        }
        assertThat(take(shared, NOW)).contains(NOW.plusSeconds(1));
    }

    @Test
    void theVendorsWishForSilenceIsHonoured() {
        Budget unlimited = new Budget(scope, Duration.ZERO, 1);
        budgets.block(scope, NOW.plusSeconds(10));
        assertThat(take(unlimited, NOW)).contains(NOW.plusSeconds(10));
        assertThat(take(unlimited, NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void whoIsMoreUrgentGoesFirstAndTheOthersLearnTheirTurn() {
        waiting(Operation.PAGE, NOW, NOW.plusSeconds(1));
        waiting(Operation.FIRST, NOW, NOW.plusSeconds(1));
        assertThat(take(oneASecond, NOW)).isPresent();
        budgets.block(scope, NOW.plusSeconds(5));
        assertThat(take(oneASecond, NOW)).contains(NOW.plusSeconds(7));
    }

    @Test
    void whoDoesNotComeWhenItsTurnIsGetsPassedOver() {
        waiting(Operation.PAGE, NOW, NOW);
        assertThat(take(oneASecond, NOW.plusSeconds(10))).isEmpty();
    }

    private void waiting(int priority, Instant since, Instant turn) {
        ConversationKey key = new ConversationKey(UUID.randomUUID(), "slack", "#budget");
        transactions.run(tx -> {
            conversations.begin(tx, key);
            conversations.waitFor(tx, key, scope, priority, since, turn);
        });
    }

    private Optional<Instant> take(Budget budget, Instant now) {
        return budgets.take(List.of(budget), Operation.UPDATE, now, now).map(BudgetStore.Short::until);
    }
}
