package dev.firstline.ingest.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.ingest.v1.EventBatch;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import dev.firstline.proto.triage.v1.ReceiveEventsResponse;
import dev.firstline.proto.triage.v1.ReceiveListeningRequest;
import dev.firstline.proto.triage.v1.ReceiveListeningResponse;
import dev.firstline.proto.triage.v1.TriageServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.InflaterInputStream;

/** A triage that notes what it gets and answers as a test wants. It listens on loopback, and is called over real gRPC. */
@GrpcService
public class TriageStandIn extends TriageServiceGrpc.TriageServiceImplBase {

    private static final Function<ReceiveEventsRequest, Status> WELL = request -> Status.OK;

    private final List<ReceiveEventsRequest> received = new CopyOnWriteArrayList<>();
    private final List<ReceiveListeningRequest> words = new CopyOnWriteArrayList<>();
    private volatile Function<ReceiveEventsRequest, Status> answer = WELL;

    @Override
    public void receiveEvents(ReceiveEventsRequest request, StreamObserver<ReceiveEventsResponse> answers) {
        received.add(request);
        Status status = answer.apply(request);
        if (status == null) return;
        if (!status.isOk()) {
            answers.onError(status.asRuntimeException());
            return;
        }
        answers.onNext(ReceiveEventsResponse.getDefaultInstance());
        answers.onCompleted();
    }

    @Override
    public void receiveListening(ReceiveListeningRequest request, StreamObserver<ReceiveListeningResponse> answers) {
        words.add(request);
        answers.onNext(ReceiveListeningResponse.getDefaultInstance());
        answers.onCompleted();
    }

    /** How far ingest said that its word reaches. */
    public List<ReceiveListeningRequest> words() {
        return List.copyOf(words);
    }

    /** Forgets what came, and answers well from now on. */
    public void reset() {
        received.clear();
        answer = WELL;
    }

    /** Answers with this from now on; not at all where it is null. */
    public void answer(Function<ReceiveEventsRequest, Status> with) {
        answer = with;
    }

    /** What came, repeats included. */
    public List<ReceiveEventsRequest> received() {
        return List.copyOf(received);
    }

    /** The events that came, each once however often it was handed over, and those alone that a test asks for. */
    public List<Event> events(Predicate<Event> which) {
        Map<String, List<Event>> batches = new LinkedHashMap<>();
        received.forEach(call -> batches.put(call.getBatchId(), events(call)));
        return batches.values().stream().flatMap(List::stream).filter(which).toList();
    }

    /** The calls that brought this batch: more than one where an answer came too late. */
    public List<ReceiveEventsRequest> received(String batchId) {
        return received.stream()
                .filter(call -> call.getBatchId().equals(batchId))
                .toList();
    }

    /** The events of a call. */
    public static List<Event> events(ReceiveEventsRequest request) {
        try (var in = new InflaterInputStream(
                new ByteArrayInputStream(request.getEvents().toByteArray()))) {
            return EventBatch.parseFrom(in).getEventsList();
        } catch (InvalidProtocolBufferException unreadable) {
            throw new AssertionError(unreadable);
        } catch (IOException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
