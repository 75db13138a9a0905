package dev.firstline.cli.command;

import com.google.protobuf.Timestamp;
import dev.firstline.proto.ingest.v1.ListDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersRequest;
import dev.firstline.proto.triage.v1.DeadLetter;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class LetterFilter {

    @Option(names = "--source", paramLabel = "NAME", description = "Only those of this source.")
    private String source = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeWord.Converter.class,
            description = "Only those accepted since then: 6h (ago), or 2026-11-21T10:00:00Z.")
    private TimeWord since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeWord.Converter.class,
            description = "Only those accepted before.")
    private TimeWord until;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Only those whose reason contains this.")
    private String reason = "";

    boolean isEmpty() {
        return source.isEmpty() && since == null && until == null && reason.isEmpty();
    }

    ListDeadLettersRequest.Builder listing(Instant now) {
        var request = ListDeadLettersRequest.newBuilder().setSource(source).setReason(reason);
        if (since != null) request.setAcceptedAfter(timestamp(since.before(now)));
        if (until != null) request.setAcceptedBefore(timestamp(until.before(now)));
        return request;
    }

    ReplayDeadLettersRequest.Builder replaying(Instant now) {
        var request = ReplayDeadLettersRequest.newBuilder().setSource(source).setReason(reason);
        if (since != null) request.setAcceptedAfter(timestamp(since.before(now)));
        if (until != null) request.setAcceptedBefore(timestamp(until.before(now)));
        return request;
    }

    /** Triage knows no such filter: it has few dead letters, which are looked through here. */
    boolean admits(DeadLetter letter, Instant now) {
        Timestamp accepted = letter.getEvent().getObservedTime();
        Instant time = Instant.ofEpochSecond(accepted.getSeconds(), accepted.getNanos());
        return (source.isEmpty() || source.equals(letter.getEvent().getSource()))
                && (since == null || !time.isBefore(since.before(now)))
                && (until == null || time.isBefore(until.before(now)))
                && letter.getReason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT));
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
