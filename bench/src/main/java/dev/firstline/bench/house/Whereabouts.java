package dev.firstline.bench.house;

import dev.firstline.cli.local.LocalCluster;
import dev.firstline.e2e.standin.JournalEntry;
import dev.firstline.e2e.standin.slack.SlackStandIn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When alerts came by, as the services wrote down by the database's clock and the stand-in by this machine's; here they are one. */
public final class Whereabouts {

    /** An alert's identity stands at the end of its title. */
    private static final Pattern IDENTITY = Pattern.compile(" on ([0-9a-f]{16})\\b");

    private static final String RECEIVED = "select key, applied_time from triage.applied where kind = 'batch'";

    private static final String INTENDED = """
            select i.title, min(d.started_time) from triage.incident i join notify.delivery d on d.incident_id = i.id
             group by i.id, i.title""";

    private Whereabouts() {}

    /** When triage began to fold each batch, by the batch's id. */
    public static Map<String, Instant> received(LocalCluster cluster) {
        return times(cluster, RECEIVED);
    }

    /** When notify first intended to tell of each alert, by the alert's identity. */
    public static Map<String, Instant> intended(LocalCluster cluster) {
        Map<String, Instant> intended = new HashMap<>();
        times(cluster, INTENDED).forEach((title, time) -> {
            Matcher found = IDENTITY.matcher(title);
            if (found.find()) intended.put(found.group(1), time);
        });
        return intended;
    }

    /** When the first message about each alert reached Slack, by the alert's identity. */
    public static Map<String, Instant> arrived(SlackStandIn slack) {
        Map<String, Instant> arrived = new HashMap<>();
        List<JournalEntry> posts = slack.journal().requests("chat.postMessage");
        for (JournalEntry post : posts) {
            Matcher found = IDENTITY.matcher(post.content().toString());
            if (found.find()) arrived.putIfAbsent(found.group(1), post.time());
        }
        return arrived;
    }

    private static Map<String, Instant> times(LocalCluster cluster, String query) {
        Map<String, Instant> times = new HashMap<>();
        try (Connection database = cluster.postgres().connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                times.put(
                        rows.getString(1),
                        rows.getObject(2, OffsetDateTime.class).toInstant());
            }
            return times;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
