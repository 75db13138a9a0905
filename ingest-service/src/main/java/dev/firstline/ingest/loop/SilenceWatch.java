package dev.firstline.ingest.loop;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.OwnEvent;
import dev.firstline.ingest.domain.Silence;
import dev.firstline.ingest.store.OwnEvents;
import dev.firstline.ingest.store.SilenceStore;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The timer of kind "silence": says that a source has been silent for too long, and that it speaks again, once each. */
@Singleton
public class SilenceWatch implements DueWorkHandler {

    private static final Logger LOG = Logger.getLogger(SilenceWatch.class);

    private final SilenceStore silences;
    private final OwnEvents events;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IngestConfig config;

    public SilenceWatch(
            SilenceStore silences,
            OwnEvents events,
            Transactions transactions,
            InstantSource clock,
            IngestConfig config) {
        this.silences = silences;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
    }

    @Override
    public String kind() {
        return SilenceStore.KIND;
    }

    @Override
    public Result handle(DueWork work) {
        String source = work.key();
        Optional<Duration> expectEvery =
                Optional.ofNullable(config.sources().get(source)).flatMap(IngestConfig.Source::expectEvery);
        return transactions.call(tx -> silences.lock(tx, source)
                .map(silence -> follow(tx, source, silence, expectEvery))
                .orElseGet(Result::done));
    }

    private Result follow(Tx tx, String source, Silence silence, Optional<Duration> expectEvery) {
        Instant now = clock.instant();
        Silence.Patience patience = Silence.Patience.of(config.upkeepInterval());
        return switch (silence.judge(expectEvery, patience, now)) {
            case Silence.Next.Look look -> new Result.Again(look.at());
            case Silence.Next.Raise raise -> {
                var event = OwnEvent.silent(source, silence.heard(), expectEvery.orElseThrow());
                events.accept(tx, source, List.of(event), now);
                silences.silentFrom(tx, source, silence.heard());
                tx.afterCommit(() -> LOG.warnf("the source %s is silent since %s", source, silence.heard()));
                yield new Result.Again(now.plus(expectEvery.orElseThrow()));
            }
            case Silence.Next.Resolve over -> {
                Instant from = silence.silentFrom().orElseThrow();
                events.accept(tx, source, List.of(OwnEvent.silenceOver(source, from, over.speaks(), now)), now);
                silences.silentFrom(tx, source, null);
                tx.afterCommit(() -> LOG.infof("the silence of the source %s is over", source));
                yield new Result.Again(now);
            }
            case Silence.Next.Forget forget -> {
                silences.forget(tx, source);
                yield Result.done();
            }
        };
    }
}
