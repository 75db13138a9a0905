package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opsgenie's Alert API, of which Firstline can take the place: a tool creates and closes its alerts here. Deleting one ends it, too;
 * whatever else is done to one (acknowledge, notes, tags …) makes no event. Which of it a request does stands in {@code :method} and
 * {@code :path}, as HTTP/2 calls them; without them it is a create. Which alert by {@code identifierType=tiny} nobody knows.
 *
 * <p>Fingerprint: the alias; an id in its place is taken for one, since none is given out here. Where a create has none Opsgenie makes one up; here it is a hash over message, entity, source,
 * tags and details, so that what is sent again is the same alert and whatever differs is another one. Neither order, episode key nor delivery id are stated.
 *
 * @see <a href="https://docs.opsgenie.com/docs/alert-api">Alert API</a>
 */
@Singleton
public class OpsgenieAlertsSource implements SourceAdapter {

    /** Its type, by which the way in finds its sources. */
    public static final String TYPE = "opsgenie-alerts";

    /** The request's method. */
    public static final String METHOD = ":method";

    /** The request's path without its query, which could hold a key. */
    public static final String PATH = ":path";

    /** What the identifier in the path is: {@code id}, which Opsgenie takes where none is said, {@code alias} or {@code tiny}. */
    public static final String IDENTIFIER_TYPE = ":identifier-type";

    private static final Pattern ONE_ALERT = Pattern.compile("/v2/alerts/(?<alias>[^/]+)(/(?<action>[^/]+))?/?");

    /** What Opsgenie takes where a create names none. */
    private static final String DEFAULT_PRIORITY = "P3";

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String identity() {
        return "the alias; where a create has none a hash over message, entity, source, tags and details";
    }

    @Override
    public Set<String> headers() {
        return Set.of(METHOD, PATH, IDENTIFIER_TYPE);
    }

    @Override
    public Reading read(Payload payload) {
        Map<String, String> headers = payload.headers();
        Matcher one = ONE_ALERT.matcher(headers.getOrDefault(PATH, ""));
        if (!one.matches()) return Json.readObject(payload, tree -> created(Fields.root(tree)));
        boolean deleted = headers.getOrDefault(METHOD, "").equals("DELETE") && one.group("action") == null;
        if (!deleted && !"close".equals(one.group("action"))) return new Reading.Read(List.of());
        if (headers.getOrDefault(IDENTIFIER_TYPE, "").equalsIgnoreCase("tiny")) {
            return new Reading.Unreadable(
                    "identifierType is tiny: a number that Opsgenie gives out, and nobody here knows; the alias is"
                            + " wanted");
        }
        String alias = decoded(one.group("alias"));
        Payload said = payload.body().length > 0
                ? payload
                : new Payload(payload.source(), payload.contentType(), NOTHING, headers);
        return Json.readObject(said, tree -> new Reading.Read(List.of(closed(Fields.root(tree), alias))));
    }

    private static Reading created(Fields root) {
        String message = root.text("message").strip();
        String alias = root.word("alias").strip();
        if ((message + alias).isEmpty()) {
            return new Reading.Unreadable("message and alias are missing: no alert of Opsgenie");
        }
        Draft draft = new Draft(root.reasons());
        draft.fingerprint = alias.isEmpty() ? withoutAlias(root, message) : alias;
        draft.severity(Text.firstOf(root.text("priority"), DEFAULT_PRIORITY));
        OpsgenieSource.labels(draft, root);
        String teams = String.join(
                ",",
                root.objects("responders").stream()
                        .filter(responder -> responder.text("type").equals("team"))
                        .map(responder -> responder.text("name"))
                        .filter(name -> !name.isBlank())
                        .toList());
        draft.label("team", teams);
        draft.entitle(message);
        draft.description = root.text("description");
        draft.placeByLabels(root.text("entity"));
        draft.linkByLabels();
        return new Reading.Read(List.of(draft.event()));
    }

    /** The same tags in another order are the same alert. */
    private static String withoutAlias(Fields root, String message) {
        String tags = String.join(",", root.words("tags").stream().sorted().toList());
        return Fingerprint.of(
                message, root.word("entity"), root.word("source"), tags, Fingerprint.ofLabels(root.texts("details")));
    }

    private static Event closed(Fields root, String alias) {
        Draft draft = new Draft(root.reasons());
        draft.fingerprint =
                Text.firstOf(Text.clean(alias, "the alias", draft.reasons).strip(), "(blank)");
        draft.status = EventStatus.RESOLVED;
        draft.entitle();
        draft.description = root.text("note");
        return draft.event();
    }

    /** A plus stays one, other than in forms. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return segment;
        }
    }
}
