package dev.firstline.remediation.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.remediation.domain.Action.Planned;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Resource;
import dev.firstline.remediation.domain.Template;
import dev.firstline.remediation.domain.Template.Part;
import dev.firstline.remediation.testing.SsmSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsmPlanTest {

    private static final Template OF_THE_ALERT = new Template(
            "{alert.resource.id}", List.of(new Part.Placeholder("alert.resource.id", Template.Quoting.NONE)));

    private static final Template FIXED = new Template("i-0123456789", List.of(new Part.Literal("i-0123456789")));

    private static Planned plan(String account, Map<String, String> target, Template parameter, Resource resource) {
        AlertFacts alert = new AlertFacts(
                "prom", "f", "Stuck", "", "CRITICAL", "LARGE", "worker", "", "", Map.of(), Optional.of(resource));
        ActionSpec spec = new ActionSpec("ssm.start-automation", target, Map.of("InstanceId", List.of(parameter)));
        Optional<String> own = Optional.of(account).filter(text -> !text.isEmpty());
        return new SsmPlan(new SsmSettings(own, Optional.empty(), "Restart")).plan("ssm.start-automation", spec, alert);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            all the same                        | 111111111111 | eu-central-1 | 111111111111 | -
            another account                     | 111111111111 | eu-central-1 | 222222222222 | the instance is in the account 222222222222, and this service acts in 111111111111
            another region                      | 111111111111 | eu-west-1    | 111111111111 | the instance is in eu-west-1, and this service acts in eu-central-1
            the source names no account         | 111111111111 | eu-central-1 | ''           | -
            the source names neither            | 111111111111 | ''           | ''           | -
            the account is not configured       | ''           | eu-central-1 | 222222222222 | -
            """)
    void onlyAnInstanceOfThisAccountAndRegionIsActedUpon(
            String why, String account, String region, String instanceAccount, String refusal) {
        Resource instance = new Resource.Instance("i-0123456789", region, instanceAccount);
        Planned asTarget = plan(account, Map.of("document", "Restart", "instance", ""), FIXED, instance);
        Planned asParameter = plan(account, Map.of("document", "Restart"), OF_THE_ALERT, instance);
        if (refusal == null) {
            assertThat(asTarget).isInstanceOf(Planned.Ready.class);
            assertThat(asParameter).isInstanceOf(Planned.Ready.class);
        } else {
            assertThat(asTarget).isEqualTo(new Planned.Refused(refusal));
            assertThat(asParameter).isEqualTo(new Planned.Refused(refusal));
        }
    }

    @Test
    void aRunbookThatNamesItsOwnInstanceIsNotAboutTheAlerts() {
        Resource elsewhere = new Resource.Instance("i-9876543210", "eu-west-1", "222222222222");
        Map<String, String> target = Map.of("document", "Restart", "instance", "i-0123456789");
        assertThat(plan("111111111111", target, FIXED, elsewhere)).isInstanceOf(Planned.Ready.class);
    }
}
