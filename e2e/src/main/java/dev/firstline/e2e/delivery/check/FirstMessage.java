package dev.firstline.e2e.delivery.check;

import dev.firstline.e2e.delivery.check.Incident.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in the first message about an incident in Slack, held against what has to stand there. */
final class FirstMessage {

    /** How many alerts it names, the worst. */
    private static final int NAMED = 5;

    private static final String FIRST_AID = " · first aid: ";

    private static final Pattern ALERT = Pattern.compile("(?m)^• (\\w+) · (.*?) \\((firing|resolved)\\)(.*)$");

    private FirstMessage() {}

    /** What it doesn't say, in words; empty where it shows the incident's last state. */
    static List<String> lacks(Incident incident, String text) {
        List<String> lacks = new ArrayList<>();
        for (String words : headAndCounts(incident)) if (!text.contains(words)) lacks.add(words);
        int named = 0;
        for (Matcher line = ALERT.matcher(text); line.find(); named++) {
            Alert shown = shown(line);
            if (!incident.alerts().contains(shown)) lacks.add(titled(incident, shown.title()) + " instead of " + shown);
        }
        int right = Math.min(NAMED, incident.alerts().size());
        if (named != right) lacks.add(right + " alerts, it names " + named);
        return lacks;
    }

    private static List<Alert> titled(Incident incident, String title) {
        return incident.alerts().stream()
                .filter(alert -> alert.title().equals(title))
                .toList();
    }

    private static List<String> headAndCounts(Incident incident) {
        List<String> wanted = new ArrayList<>();
        wanted.add("[" + incident.phase() + "] " + incident.impact() + " ·");
        wanted.add(incident.firing() + " firing, " + incident.resolved() + " resolved");
        if (incident.reopenCount() > 0) wanted.add("reopened " + incident.reopenCount() + "×");
        return wanted;
    }

    private static Alert shown(Matcher line) {
        String rest = line.group(4);
        int verdict = rest.lastIndexOf(FIRST_AID);
        return new Alert(
                line.group(2),
                line.group(3).equals("firing"),
                line.group(1),
                verdict < 0
                        ? "NONE"
                        : rest.substring(verdict + FIRST_AID.length()).strip());
    }
}
