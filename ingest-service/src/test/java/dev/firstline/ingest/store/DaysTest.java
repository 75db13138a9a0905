package dev.firstline.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.database.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DaysTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    @Test
    void anIdLiesInTheDayOfItsTime() {
        for (String time : new String[] {"2026-11-21T00:00:00Z", "2026-11-21T23:59:59.999Z"}) {
            UUID id = Ids.next(Instant.parse(time));
            assertThat(Days.of(id)).isEqualTo(DAY);
            assertThat(id.toString()).isGreaterThan(Days.firstId(DAY).toString());
            assertThat(id.toString()).isLessThan(Days.firstId(DAY.plusDays(1)).toString());
        }
    }

    @Test
    void aPartitionKnowsItsDay() {
        assertThat(Days.partition(DAY)).isEqualTo("batch_20261121");
        assertThat(Days.day("batch_20261121")).isEqualTo(DAY);
    }

    @Test
    void aDerivedIdIsAlwaysTheSameAndOfTheSameTime() {
        UUID letter = Ids.next(Instant.parse("2026-11-21T12:00:00Z"));
        UUID derived = Days.derived(letter, 0);
        assertThat(derived)
                .isEqualTo(Days.derived(letter, 0))
                .isNotEqualTo(letter)
                .isNotEqualTo(Days.derived(letter, 1));
        assertThat(derived.version()).isEqualTo(7);
        assertThat(derived.variant()).isEqualTo(2);
        assertThat(Ids.time(derived)).isEqualTo(Ids.time(letter));
    }
}
