package dev.firstline.e2e.delivery.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Makes a plan from a seed. */
public final class PlanMaker {

    /** When the alerts begin, in their own time. Nothing may depend on it: only the order of acceptance counts. */
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");

    private static final List<Weight> WEIGHTS =
            List.of(Weight.LARGE, Weight.MEDIUM, Weight.MIXED, Weight.SMALL, Weight.LARGE);
    private static final List<FirstAid> FIRST_AID =
            List.of(FirstAid.RESTART, FirstAid.RESTART, FirstAid.NONE, FirstAid.NONE, FirstAid.AUTOMATION);

    private PlanMaker() {}

    /** The plan of this seed and size. */
    public static Plan make(long seed, Size size) {
        Random chance = new Random(seed);
        List<Group> groups = groups(size);
        List<Subject> subjects = subjects(groups, size, chance);
        List<List<Message>> scripts = new ArrayList<>();
        for (int sender = 0; sender < size.senders(); sender++) {
            int wanted = size.alerts() / size.senders() + (sender < size.alerts() % size.senders() ? 1 : 0);
            List<Notifications> mine = notifications(sender, subjects);
            scripts.add(new SenderScript(mine, new Random(chance.nextLong()), wanted, BEGIN).write());
        }
        return new Plan(seed, groups, subjects, scripts);
    }

    /** Teams have groups of every weight; two groups share a service, so that only the label parts them. */
    private static List<Group> groups(Size size) {
        List<Group> groups = new ArrayList<>();
        for (int number = 0; number < size.groups(); number++) {
            int team = number % size.channels();
            int index = number / size.channels();
            String service = "%s-%s".formatted(Group.teamName(team), "abcdefgh".charAt(index / 2 % 8));
            groups.add(new Group(
                    number,
                    team,
                    service,
                    "Alarm%02d".formatted(number + 1),
                    WEIGHTS.get(index % WEIGHTS.size()),
                    FIRST_AID.get(index % FIRST_AID.size())));
        }
        return groups;
    }

    /** Each group has two senders, so that its incident is changed from two sides at once. */
    private static List<Subject> subjects(List<Group> groups, Size size, Random chance) {
        List<Subject> subjects = new ArrayList<>();
        Map<Integer, Integer> first = new TreeMap<>();
        for (int number = 0; number < size.fingerprints(); number++) {
            Group group = groups.get(number % groups.size());
            int index = number / groups.size();
            int one = first.computeIfAbsent(group.number(), g -> chance.nextInt(size.senders()));
            int other = (one + 1 + group.number() % (size.senders() - 1)) % size.senders();
            subjects.add(new Subject(group, index % 2 == 0 ? one : other, labels(group, index)));
        }
        return subjects;
    }

    private static TreeMap<String, String> labels(Group group, int index) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("alertname", group.alertName());
        labels.put("service", group.service());
        labels.put("instance", "10.%d.0.%d:9100".formatted(group.number(), index + 1));
        labels.put("severity", severity(group.weight(), index));
        if (group.firstAid() == FirstAid.RESTART) {
            labels.put("namespace", group.namespace());
            labels.put("deployment", group.target(index % Group.TARGETS));
        } else if (group.firstAid() == FirstAid.AUTOMATION) {
            labels.put("instance_id", group.target(index % Group.TARGETS));
        }
        return labels;
    }

    private static String severity(Weight weight, int index) {
        return switch (weight) {
            case LARGE -> "critical";
            case MEDIUM -> "warning";
            case SMALL -> "info";
            case MIXED -> index % 4 == 0 ? "critical" : "warning";
        };
    }

    private static List<Notifications> notifications(int sender, List<Subject> subjects) {
        Map<Group, List<Subject>> mine = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            if (subject.sender() == sender) {
                mine.computeIfAbsent(subject.group(), group -> new ArrayList<>())
                        .add(subject);
            }
        }
        List<Notifications> all = new ArrayList<>();
        mine.forEach((group, some) -> all.add(new Notifications(sender, group, some)));
        return all;
    }
}
