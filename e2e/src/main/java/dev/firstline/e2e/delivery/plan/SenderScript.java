package dev.firstline.e2e.delivery.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes up what one sender says, group by group, until it has said as much as it should. */
final class SenderScript {

    /** How much time passes for the alerts' own timestamps between two messages. */
    private static final Duration STEP = Duration.ofSeconds(7);

    private static final int MOST_AT_ONCE = 4;

    private final List<Notifications> groups;
    private final Random chance;
    private final int wanted;
    private final List<Message> messages = new ArrayList<>();
    private Instant time;
    private int said;

    /**
     * @param wanted how many firings, resolves and repeats in all
     * @param from when the first alert begins, in its own time
     */
    SenderScript(List<Notifications> groups, Random chance, int wanted, Instant from) {
        this.groups = groups;
        this.chance = chance;
        this.wanted = wanted;
        this.time = from;
    }

    List<Message> write() {
        int end = groups.stream()
                .mapToInt(group -> group.firing().size() + group.quiet().size())
                .max()
                .orElse(0);
        while (wanted - said > 2 * end) {
            List<Notifications> order = new ArrayList<>(groups);
            Collections.shuffle(order, chance);
            for (Notifications group : order) if (wanted - said > 2 * end) say(next(group));
        }
        while (said < wanted) say(closing());
        return messages;
    }

    private void say(Message message) {
        messages.add(message);
        said += message.statements().size();
        time = time.plus(STEP);
    }

    private Message next(Notifications group) {
        int firing = group.firing().size();
        if (firing == 0) return group.fire(some(group.quiet(), MOST_AT_ONCE), time);
        int dice = chance.nextInt(100);
        if (dice < 18 && group.canRepeat()) return group.repeated();
        if (dice < 45 && !group.quiet().isEmpty()) return group.fire(some(group.quiet(), MOST_AT_ONCE), time);
        if (dice < 70) return group.resolve(some(group.firing(), firing), time);
        return group.resolve(new LinkedHashSet<>(group.firing()), time);
    }

    /** A message that is short enough to end with exactly as much as is wanted. */
    private Message closing() {
        int left = wanted - said;
        for (Notifications group : groups) {
            int missing = left - group.firing().size();
            if (missing > 0 && missing <= group.quiet().size()) {
                return group.fire(new LinkedHashSet<>(group.quiet().subList(0, missing)), time);
            }
        }
        for (Notifications group : groups) {
            int firing = group.firing().size();
            if (firing > 0 && firing <= left) return group.resolve(new LinkedHashSet<>(group.firing()), time);
        }
        Notifications quiet = groups.stream()
                .filter(group -> !group.quiet().isEmpty() && group.firing().size() < left)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no message has " + left + " alerts"));
        return quiet.fire(Set.of(quiet.quiet().getFirst()), time);
    }

    private Set<Subject> some(List<Subject> all, int atMost) {
        List<Subject> mixed = new ArrayList<>(all);
        Collections.shuffle(mixed, chance);
        return new LinkedHashSet<>(mixed.subList(0, 1 + chance.nextInt(Math.min(atMost, mixed.size()))));
    }
}
