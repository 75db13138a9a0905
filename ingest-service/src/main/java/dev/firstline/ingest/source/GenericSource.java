package dev.firstline.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tool that nobody wrote an adapter for. Its configuration says, by a JSON Pointer or an expression of CEL each, where the fields
 * stand that {@link PlainAlert} reads; where none are configured the body has to have them itself.
 *
 * <p>Fingerprint: the field {@code id}, else a hash over all labels. Episode key, order and delivery id: the fields of these names.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901, JSON Pointer</a>
 */
@Singleton
public class GenericSource implements SourceAdapter {

    /** Where the list of alerts stands; the others are looked for in each of its elements. */
    private static final String ALERTS = "alerts";

    /** An object whose entries are labels. */
    private static final String LABELS = "labels";

    private final Map<String, GenericField> fields;

    /** One for which nothing is configured. */
    public GenericSource() {
        this(Map.of());
    }

    private GenericSource(Map<String, GenericField> fields) {
        this.fields = fields;
    }

    @Override
    public String type() {
        return "generic";
    }

    @Override
    public String identity() {
        return "id, else a hash over all labels";
    }

    @Override
    public SourceAdapter with(Map<String, String> configured) {
        Map<String, GenericField> parsed = new TreeMap<>();
        configured.forEach((name, text) -> {
            try {
                parsed.put(name, GenericField.parse(text.strip()));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
            }
        });
        return new GenericSource(parsed);
    }

    @Override
    public Reading read(Payload payload) {
        if (!payload.mediaType().equals(Form.MEDIA_TYPE)) return Json.read(payload, this::read);
        return Form.read(payload, this::read);
    }

    private Reading read(Json.Parsed.Tree tree) {
        if (fields.isEmpty()) return PlainAlert.all(tree);
        Reasons reasons = new Reasons();
        CelExpression.Whole payload = new CelExpression.Whole(tree.root());
        GenericField list = fields.get(ALERTS);
        JsonNode alerts = list == null ? tree.root() : list.of(payload, tree.root(), ALERTS, reasons);
        if (!alerts.isContainerNode()) {
            return new Reading.Unreadable("alerts is " + Fields.kind(alerts)
                    + ", neither an object nor a list of them; the configuration says where it stands");
        }
        return PlainAlert.all(alerts, (alert, said) -> {
            tree.flaw().ifPresent(said::add);
            said.addAll(reasons.lines());
            return projected(payload, alert, said);
        });
    }

    private ObjectNode projected(CelExpression.Whole payload, JsonNode alert, Reasons reasons) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        GenericField labels = fields.get(LABELS);
        if (labels != null) add(labels.of(payload, alert, LABELS, reasons), plain, reasons);
        fields.forEach((name, field) -> {
            if (name.equals(ALERTS) || name.equals(LABELS)) return;
            JsonNode value = field.of(payload, alert, name, reasons);
            if (!value.isMissingNode() && !value.isNull()) plain.set(name, value);
        });
        return plain;
    }

    private static void add(JsonNode labels, ObjectNode plain, Reasons reasons) {
        if (!labels.isObject() && !labels.isMissingNode() && !labels.isNull()) {
            reasons.add("the field labels is " + Fields.kind(labels) + ", not an object; it was left out");
        }
        for (var label : labels.properties()) {
            if (!PlainAlert.SAID.contains(label.getKey())) plain.set(label.getKey(), label.getValue());
        }
    }
}
