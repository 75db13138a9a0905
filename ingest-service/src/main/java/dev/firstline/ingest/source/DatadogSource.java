package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Datadog's webhook, whose body is a template of the user's: docs/sources.md has the one we recommend. Keys are read in any case, with
 * or without underscores, as JSON or form-encoded; {@link DatadogAlert} says which.
 *
 * <p>Fingerprint: a hash over monitor, aggregation key and scope (the tags of the group that alerts), without a scope over host and
 * tags in its place; where there is no monitor either, over metric, query, host and tags. Episode key: {@code $ALERT_CYCLE_KEY}, which never comes back. Datadog states no order. Delivery id:
 * the event's id with its transition and date, so that a template that puts another id there loses nothing.
 *
 * @see <a href="https://docs.datadoghq.com/integrations/webhooks/">Webhooks</a>
 */
@Singleton
public class DatadogSource implements SourceAdapter {

    /** A variable that Datadog doesn't know, or has no value for in this kind of event. */
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Z][A-Z0-9_]*(\\[[^]]*])?");

    @Override
    public String type() {
        return "datadog";
    }

    @Override
    public String identity() {
        return "a hash over monitor, aggregation key and scope, so that each group of a monitor is an alert; without a"
                + " scope over host and tags in its place";
    }

    @Override
    public Reading read(Payload payload) {
        if (payload.mediaType().equals(Form.MEDIA_TYPE)) return Form.read(payload, DatadogSource::read);
        return Json.readObject(payload, DatadogSource::read);
    }

    private static Reading read(Json.Parsed.Tree tree) {
        Reasons reasons = new Reasons();
        tree.flaw().ifPresent(reasons::add);
        return DatadogAlert.read(new Fields(expanded(tree.root(), reasons), "", reasons));
    }

    private static ObjectNode expanded(JsonNode root, Reasons reasons) {
        ObjectNode plain = AnyCase.of(root);
        for (String key :
                plain.properties().stream().map(entry -> entry.getKey()).toList()) {
            JsonNode value = plain.get(key);
            if (!value.isTextual()
                    || !VARIABLE.matcher(value.textValue().strip()).matches()) continue;
            plain.remove(key);
            reasons.add(Text.clean(key, "a key", reasons) + " is a variable that was not replaced; it was left out");
        }
        return plain;
    }
}
