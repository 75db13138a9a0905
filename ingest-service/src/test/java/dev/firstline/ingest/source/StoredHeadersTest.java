package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.testing.AdapterClasses;
import dev.firstline.ingest.testing.Readings;
import dev.firstline.ingest.testing.Samples;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Headers are stored with a payload as adapters name them; none of them may name what a sender proves itself with. */
class StoredHeadersTest {

    private static final List<String> CREDENTIALS =
            List.of("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "apikey", "x-auth-token");

    private static final Pattern SOUNDS_LIKE_ONE =
            Pattern.compile(".*(auth|cookie|secret|token|password|passwd|credential|signature|key).*");

    @Test
    void noAdapterHasACredentialStored() {
        for (SourceAdapter adapter : AdapterClasses.all()) {
            for (String name : adapter.headers()) {
                assertThat(name).as(adapter.type()).doesNotMatch(SOUNDS_LIKE_ONE);
                assertThat(CREDENTIALS)
                        .as("%s has everything stored that begins with %s", adapter.type(), name)
                        .noneMatch(credential -> name.endsWith("-") && credential.startsWith(name));
            }
        }
    }

    @Test
    void aSampleWithItsSecretTakenOutIsReadAsBefore() {
        for (SourceAdapter adapter : AdapterClasses.all()) {
            for (Samples.Sample sample : Samples.of(adapter.type())) {
                byte[] stored = adapter.withoutSecret(sample.body());
                assertThat(Readings.events(adapter.read(sample.payload(stored))))
                        .as(sample.name())
                        .isEqualTo(Readings.events(adapter.read(sample.payload(sample.body()))));
            }
        }
    }
}
