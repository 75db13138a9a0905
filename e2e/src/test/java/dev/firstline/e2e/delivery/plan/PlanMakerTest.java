package dev.firstline.e2e.delivery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.e2e.standin.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanMakerTest {

    private final Plan plan = PlanMaker.make(7, Size.WHOLE);

    @Test
    void hasTheSizeThatWasAskedFor() {
        assertThat(plan.alerts()).isEqualTo(5000);
        assertThat(plan.groups()).hasSize(40);
        assertThat(plan.subjects()).hasSize(500);
        assertThat(plan.scripts()).hasSize(8);
        assertThat(plan.groups().stream().map(Group::channel).distinct()).hasSize(8);
        assertThat(plan.subjects().stream().map(Subject::fingerprint).distinct())
                .hasSize(500);
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(PlanMaker.make(7, Size.WHOLE)).isEqualTo(plan);
        assertThat(PlanMaker.make(8, Size.WHOLE)).isNotEqualTo(plan);
    }

    @Test
    void hasExactlyTheSizeForEverySeed() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(PlanMaker.make(seed, Size.WHOLE).alerts())
                    .as("seed %d", seed)
                    .isEqualTo(5000);
        }
    }

    @Test
    void hasExactlyTheSizeWhereFewerAlertsAreAskedFor() {
        for (int alerts : List.of(1000, 1500, 2000)) {
            for (long seed = 0; seed < 50; seed++) {
                assertThat(PlanMaker.make(seed, Size.of(alerts)).alerts())
                        .as("%d alerts, seed %d", alerts, seed)
                        .isEqualTo(alerts);
            }
        }
    }

    @Test
    void leavesEachAlertToOneSender() {
        Map<String, Set<Integer>> senders = new HashMap<>();
        for (int sender = 0; sender < plan.scripts().size(); sender++) {
            for (Message message : plan.scripts().get(sender)) {
                for (Statement statement : message.statements()) {
                    senders.computeIfAbsent(statement.fingerprint(), f -> new HashSet<>())
                            .add(sender);
                }
            }
        }
        assertThat(senders.values()).allSatisfy(some -> assertThat(some).hasSize(1));
    }

    @Test
    void saysMostAlertsInSeveralEpisodesAndLeavesSomeFiring() {
        Map<String, Long> episodes = statements().stream()
                .filter(statement -> !statement.firing())
                .collect(Collectors.groupingBy(Statement::fingerprint, Collectors.counting()));
        assertThat(episodes.values().stream().filter(count -> count >= 2).count())
                .isGreaterThan(300);
        long firing = plan.lastWords().values().stream().filter(word -> word).count();
        assertThat(firing).isBetween(50L, 400L);
        assertThat(plan.lastWords().size()).isGreaterThan(490);
    }

    @Test
    void repeatsSomeMessagesByteByByte() {
        for (List<Message> script : plan.scripts()) {
            assertThat(script).anyMatch(Message::repeat);
            Set<String> said = new HashSet<>();
            for (Message message : script) {
                if (message.repeat()) assertThat(said).contains(message.body());
                said.add(message.body());
            }
        }
    }

    @Test
    void writesWebhooksAsAlertmanagerDoes() {
        for (Message message : plan.scripts().getFirst()) {
            JsonNode payload = Json.parse(message.body()).orElseThrow();
            assertThat(payload.path("version").asText()).isEqualTo("4");
            assertThat(payload.path("alerts")).hasSize(message.statements().size());
            boolean anyFires = false;
            for (int i = 0; i < message.statements().size(); i++) {
                JsonNode alert = payload.path("alerts").get(i);
                Statement statement = message.statements().get(i);
                assertThat(alert.path("fingerprint").asText()).isEqualTo(statement.fingerprint());
                assertThat(alert.path("status").asText()).isEqualTo(statement.firing() ? "firing" : "resolved");
                anyFires |= statement.firing();
            }
            assertThat(payload.path("status").asText()).isEqualTo(anyFires ? "firing" : "resolved");
        }
    }

    @Test
    void givesFirstAidSharedTargets() {
        Map<FirstAid, Long> groups =
                plan.groups().stream().collect(Collectors.groupingBy(Group::firstAid, Collectors.counting()));
        assertThat(groups).containsKeys(FirstAid.NONE, FirstAid.RESTART, FirstAid.AUTOMATION);
        long deployments = plan.subjects().stream()
                .filter(subject -> subject.labels().containsKey("deployment"))
                .map(subject -> subject.labels().get("namespace") + "/"
                        + subject.labels().get("deployment"))
                .distinct()
                .count();
        assertThat(deployments).isEqualTo(groups.get(FirstAid.RESTART) * Group.TARGETS);
    }

    private List<Statement> statements() {
        return plan.scripts().stream()
                .flatMap(List::stream)
                .flatMap(message -> message.statements().stream())
                .toList();
    }
}
