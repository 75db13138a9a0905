package dev.firstline.e2e.standin.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * {@code DescribeAutomationExecutions}: filters that all have to hold, of whose values one has to.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeAutomationExecutions.html">SSM:
 *     DescribeAutomationExecutions</a>
 */
final class AutomationList {
    private static final int MOST = 50;
    private final AutomationStore store;

    AutomationList(AutomationStore store) {
        this.store = store;
    }

    ObjectNode answer(ObjectNode body) {
        List<AutomationExecution> found = new ArrayList<>(store.executions());
        for (JsonNode filter : body.path("Filters")) {
            List<String> values = new ArrayList<>();
            filter.path("Values").forEach(value -> values.add(value.asText()));
            String key = filter.path("Key").asText();
            found.removeIf(execution -> values.stream().noneMatch(value -> matches(execution, key, value)));
        }
        int most = body.path("MaxResults").asInt(MOST);
        if (most < 1 || most > MOST) {
            throw SsmProblem.invalid("maxResults", Integer.toString(most), "have value between 1 and 50");
        }
        return page(found, offset(body), most);
    }

    private ObjectNode page(List<AutomationExecution> found, int offset, int most) {
        int end = Math.min(offset + most, found.size());
        ArrayNode list = Json.array();
        found.subList(Math.min(offset, end), end).forEach(execution -> list.add(store.summary(execution)));
        ObjectNode answer = Json.object().set("AutomationExecutionMetadataList", list);
        if (end < found.size()) answer.put("NextToken", token(end));
        return answer;
    }

    private boolean matches(AutomationExecution execution, String key, String value) {
        return switch (key) {
            case "TagKey" -> execution.taggedWith(value);
            case "ExecutionId" -> execution.id().equals(value);
            case "DocumentNamePrefix" -> execution.start().documentName().startsWith(value);
            case "ExecutionStatus" -> execution.status(store.now()).equals(value);
            case "StartTimeBefore" -> execution.startTime().isBefore(time(value));
            case "StartTimeAfter" -> execution.startTime().isAfter(time(value));
            default -> throw SsmProblem.of("InvalidFilterKey", "The stand-in has no filter " + key);
        };
    }

    private static Instant time(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw SsmProblem.of("InvalidFilterValue", value + " is not a time");
        }
    }

    private static String token(int offset) {
        return Base64.getEncoder().encodeToString(("offset:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(ObjectNode body) {
        if (!body.has("NextToken")) return 0;
        try {
            byte[] text = Base64.getDecoder().decode(body.path("NextToken").asText());
            return Integer.parseInt(new String(text, StandardCharsets.UTF_8).replace("offset:", ""));
        } catch (IllegalArgumentException e) {
            throw SsmProblem.of("InvalidNextToken", "The specified token isn't valid.");
        }
    }
}
