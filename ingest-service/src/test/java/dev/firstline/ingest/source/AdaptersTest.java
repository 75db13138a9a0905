package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptersTest {

    private static final class Second implements SourceAdapter {
        @Override
        public String type() {
            return "alertmanager";
        }

        @Override
        public String identity() {
            return "its id";
        }

        @Override
        public Reading read(Payload payload) {
            return new Reading.Read(List.of());
        }
    }

    @Test
    void twoAdaptersOfOneTypeStopTheStart() {
        assertThatThrownBy(() -> new Adapters(List.of(new AlertmanagerSource(), new Second())))
                .hasMessage("two adapters are of type 'alertmanager': " + AlertmanagerSource.class.getName() + " and "
                        + Second.class.getName() + "; one is wanted");
    }

    @Test
    void adaptersAreKnownByTheirType() {
        assertThat(new Adapters(List.of(new AlertmanagerSource(), new CloudEventsSource())).byType())
                .containsOnlyKeys("alertmanager", "cloudevents");
    }
}
