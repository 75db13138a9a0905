package dev.firstline.ingest.source.queue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A queue of Amazon SQS, and how it is read.
 *
 * @param url its address
 * @param region where it is; empty to take the one in its address, else the SDK's own choice
 * @param endpoint another endpoint than the region's
 * @param longPoll how long a read waits for messages
 * @param visibility how long a message that was read is hidden from other readers
 * @param readers how many reads are under way at once
 */
public record QueueSettings(
        URI url, Optional<String> region, Optional<URI> endpoint, Duration longPoll, Duration visibility, int readers) {

    /** {@code WaitTimeSeconds} of https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(20);

    /** {@code VisibilityTimeout} of the same page. */
    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    /** Beside the commits: the answer's way here, and that of the deletion there. */
    private static final Duration WAYS = Duration.ofSeconds(10);

    private static final int MOST_READERS = 10;

    private static final Pattern HOST_OF_REGION =
            Pattern.compile("sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?|([a-z0-9-]+)\\.queue\\.amazonaws\\.com");

    /** The region; of a queue's address where none is given. */
    public Optional<String> itsRegion() {
        if (region.isPresent() || url.getHost() == null) return region;
        Matcher host = HOST_OF_REGION.matcher(url.getHost());
        if (!host.matches()) return Optional.empty();
        return Optional.of(host.group(1) == null ? host.group(3) : host.group(1));
    }

    /** Whether it hands its messages out in order, and the next only once those before it are gone. */
    public boolean isOrdered() {
        return url.getPath() != null && url.getPath().endsWith(".fifo");
    }

    /** How long a message is tried to be taken in: half of the time in which nobody else gets it. */
    public Duration patience() {
        return visibility.dividedBy(2);
    }

    /**
     * What is wrong with them, by the setting.
     *
     * @param maxWait how long a commit may take
     */
    public List<String> problems(Duration maxWait) {
        List<String> problems = new ArrayList<>();
        if (url.getHost() == null || url.getPath() == null || url.getPath().length() < 2) {
            problems.add("url: '" + url
                    + "' is no queue's address, like https://sqs.eu-west-1.amazonaws.com/123456789012/alerts");
        }
        if (longPoll.isNegative() || longPoll.compareTo(LONGEST_POLL) > 0) {
            problems.add("long-poll: 0s to 20s can be asked for");
        }
        Duration least = maxWait.plus(WAYS);
        if (visibility.compareTo(least) < 0 || visibility.compareTo(LONGEST_VISIBILITY) > 0) {
            problems.add("visibility: has to be " + least.toSeconds()
                    + "s (firstline.ingest.max-wait and 10s) to 12h, or a message comes again while it is taken in");
        }
        if (readers < 1 || readers > MOST_READERS) problems.add("readers: 1 to " + MOST_READERS + " can be had");
        return problems;
    }
}
