package dev.firstline.e2e.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Amazon SQS and SNS as moto plays them: queues and topics in a process on loopback. */
final class Moto implements AutoCloseable {

    static final String REGION = "eu-central-1";
    private static final String ACCOUNT = "123456789012";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final URI address;

    private Moto(Path folder, URI address) {
        this.folder = folder;
        this.address = address;
    }

    /** Starts it; the story is skipped where it is not installed. */
    static Moto start(Path folder) {
        Stage.run("moto/start.sh", folder.toString());
        return new Moto(
                folder, URI.create(Stage.sourced(folder.resolve("ports")).get("MOTO_URL")));
    }

    URI address() {
        return address;
    }

    /** A queue's address. */
    URI url(String queue) {
        return address.resolve("/" + ACCOUNT + "/" + queue);
    }

    void createQueue(String name) {
        sqs("CreateQueue", "{\"QueueName\":\"" + name + "\"}");
    }

    void createTopic(String name) {
        sns(Map.of("Action", "CreateTopic", "Name", name));
    }

    void subscribe(String topic, String queue) {
        sns(Map.of("Action", "Subscribe", "TopicArn", topic(topic), "Protocol", "sqs", "Endpoint", arn("sqs", queue)));
    }

    void publish(String topic, String message) {
        sns(Map.of("Action", "Publish", "TopicArn", topic(topic), "Message", message));
    }

    void send(String queue, String message) {
        sqs("SendMessage", "{\"QueueUrl\":\"" + url(queue) + "\",\"MessageBody\":" + TextNode.valueOf(message) + "}");
    }

    /** One message's body, out of a queue that nobody else reads. */
    String received(String queue) {
        String answer = sqs("ReceiveMessage", "{\"QueueUrl\":\"" + url(queue) + "\",\"WaitTimeSeconds\":10}");
        try {
            JsonNode messages = JSON.readTree(answer).path("Messages");
            if (messages.isEmpty()) throw new AssertionError("no message in " + queue + ": " + answer);
            return messages.get(0).path("Body").textValue();
        } catch (JsonProcessingException broken) {
            throw new AssertionError("moto answered " + answer, broken);
        }
    }

    /** Whether a queue holds nothing, neither to be read nor in somebody's hands. */
    boolean isEmpty(String queue) {
        String answer = sqs("GetQueueAttributes", "{\"QueueUrl\":\"" + url(queue) + "\",\"AttributeNames\":[\"All\"]}");
        return answer.contains("\"ApproximateNumberOfMessages\": \"0\"")
                && answer.contains("\"ApproximateNumberOfMessagesNotVisible\": \"0\"");
    }

    private static String topic(String name) {
        return arn("sns", name);
    }

    private static String arn(String service, String name) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + name;
    }

    private String sqs(String action, String body) {
        return call(request("sqs")
                .header("X-Amz-Target", "AmazonSQS." + action)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private void sns(Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        call(request("sns")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** The credential's scope tells moto which service is meant; it checks no signature. */
    private HttpRequest.Builder request(String service) {
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=an-id/20261121/" + REGION + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=none");
    }

    private String call(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new AssertionError(answer.statusCode() + ": " + answer.body());
            return answer.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        client.close();
        Stage.run("moto/stop.sh", folder.toString());
    }
}
