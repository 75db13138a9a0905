package dev.firstline.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.platform.testing.FakeClock;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    private final FakeClock clock = new FakeClock(START);
    private final JWTAuthContextInfo rules = new JWTAuthContextInfo();
    private final Verifier verifier = new Verifier();
    private final VerifiedTokens tokens = new VerifiedTokens(verifier, clock);

    /** Verifies every token but "wrong", which holds until the time that it names in seconds after the start. */
    private static final class Verifier extends JWTCallerPrincipalFactory {

        private final List<String> verified = new ArrayList<>();

        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
            verified.add(token);
            if (token.equals("wrong")) throw new ParseException("not ours");
            JwtClaims claims = new JwtClaims();
            claims.setSubject("ann");
            claims.setExpirationTime(NumericDate.fromSeconds(START.getEpochSecond() + Long.parseLong(token)));
            return new DefaultJWTCallerPrincipal(claims);
        }
    }

    @Test
    void aTokenThatWasValidIsNotVerifiedAnewForAWhile() throws ParseException {
        JWTCallerPrincipal first = tokens.parse("3600", rules);
        clock.fastForward(VerifiedTokens.REMEMBERED.minusMillis(1));
        assertThat(tokens.parse("3600", rules)).isSameAs(first);
        assertThat(verifier.verified).hasSize(1);
        clock.fastForward(Duration.ofMillis(1));
        assertThat(tokens.parse("3600", rules)).isNotSameAs(first);
        assertThat(verifier.verified).hasSize(2);
    }

    @Test
    void noTokenIsBelievedPastItsOwnEnd() throws ParseException {
        tokens.parse("10", rules);
        clock.fastForward(Duration.ofSeconds(10).minusNanos(1));
        tokens.parse("10", rules);
        assertThat(verifier.verified).hasSize(1);
        clock.fastForward(Duration.ofNanos(1));
        tokens.parse("10", rules);
        assertThat(verifier.verified).hasSize(2);
    }

    @Test
    void aWrongTokenIsVerifiedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.parse("wrong", rules)).isInstanceOf(ParseException.class);
        }
        assertThat(verifier.verified).hasSize(2);
    }

    @Test
    void anotherTokenAndOtherRulesAreAnotherMatter() throws ParseException {
        tokens.parse("3600", rules);
        tokens.parse("3601", rules);
        tokens.parse("3600", new JWTAuthContextInfo());
        assertThat(verifier.verified).containsExactly("3600", "3601", "3600");
    }

    @Test
    void veryManyTokensAreNotAllRemembered() throws ParseException {
        for (int i = 0; i < VerifiedTokens.MOST; i++) tokens.parse(String.valueOf(3600 + i), rules);
        tokens.parse("9999", rules);
        tokens.parse("3600", rules);
        assertThat(verifier.verified).hasSize(VerifiedTokens.MOST + 2);
    }
}
