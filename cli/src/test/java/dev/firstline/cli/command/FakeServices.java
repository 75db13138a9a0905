package dev.firstline.cli.command;

import dev.firstline.proto.common.v1.Alert;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.ingest.v1.DeadLetter;
import dev.firstline.proto.ingest.v1.ErasePayloadRequest;
import dev.firstline.proto.ingest.v1.ErasePayloadResponse;
import dev.firstline.proto.ingest.v1.GetDeadLetterRequest;
import dev.firstline.proto.ingest.v1.GetDeadLetterResponse;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc.IngestServiceImplBase;
import dev.firstline.proto.ingest.v1.ListDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ListDeadLettersResponse;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterResponse;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersResponse;
import dev.firstline.proto.ingest.v1.ReplayPayloadsRequest;
import dev.firstline.proto.ingest.v1.ReplayPayloadsResponse;
import dev.firstline.proto.notify.v1.Delivery;
import dev.firstline.proto.notify.v1.DeliveryOutcome;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.ListDeliveriesResponse;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc.NotifyServiceImplBase;
import dev.firstline.proto.triage.v1.AcknowledgeRequest;
import dev.firstline.proto.triage.v1.AcknowledgeResponse;
import dev.firstline.proto.triage.v1.DecideRequest;
import dev.firstline.proto.triage.v1.DecideResponse;
import dev.firstline.proto.triage.v1.GetIncidentRequest;
import dev.firstline.proto.triage.v1.GetIncidentResponse;
import dev.firstline.proto.triage.v1.GetTimelineRequest;
import dev.firstline.proto.triage.v1.GetTimelineResponse;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.proto.triage.v1.ListIncidentsRequest;
import dev.firstline.proto.triage.v1.ListIncidentsResponse;
import dev.firstline.proto.triage.v1.Phase;
import dev.firstline.proto.triage.v1.ResolveRequest;
import dev.firstline.proto.triage.v1.ResolveResponse;
import dev.firstline.proto.triage.v1.TriageServiceGrpc.TriageServiceImplBase;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All four services on one port of loopback: they note what they are asked, and answer what a test wants. */
final class FakeServices implements AutoCloseable {

    static final Incident INCIDENT = Incident.newBuilder()
            .setId("01990000-0000-7000-8000-000000000001")
            .setTitle("Payments fail")
            .setService("checkout")
            .setStatus(IncidentStatus.INCIDENT_STATUS_OPEN)
            .setPhase(Phase.PHASE_INVESTIGATING)
            .setImpact(Impact.IMPACT_LARGE)
            .addAlerts(Alert.newBuilder()
                    .setId("alert-1")
                    .setStatus(EventStatus.EVENT_STATUS_FIRING)
                    .setTitle("PaymentErrors"))
            .build();

    final List<Object> requests = Collections.synchronizedList(new ArrayList<>());
    final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    final FakeRemediation remediation = new FakeRemediation(requests);
    volatile StatusRuntimeException refusal;
    private final Server server;

    FakeServices() throws IOException {
        server = OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
                .addService(new Ingest())
                .addService(new Triage())
                .addService(remediation)
                .addService(new Notify())
                .intercept(new NoteTokens())
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    <A> A lastRequest(Class<A> type) {
        return type.cast(requests.getLast());
    }

    private <A> void answer(Object request, StreamObserver<A> caller, A answer) {
        requests.add(request);
        if (refusal != null) {
            caller.onError(refusal);
            return;
        }
        caller.onNext(answer);
        caller.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class NoteTokens implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            tokens.add(String.valueOf(headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER))));
            return next.startCall(call, headers);
        }
    }

    private final class Triage extends TriageServiceImplBase {

        @Override
        public void listIncidents(ListIncidentsRequest request, StreamObserver<ListIncidentsResponse> caller) {
            ListIncidentsResponse.Builder page =
                    ListIncidentsResponse.newBuilder().addIncidents(INCIDENT);
            // Two pages, so that a reader has to turn one.
            if (request.getPageToken().isEmpty()) page.setNextPageToken("more");
            answer(request, caller, page.build());
        }

        @Override
        public void getIncident(GetIncidentRequest request, StreamObserver<GetIncidentResponse> caller) {
            answer(
                    request,
                    caller,
                    GetIncidentResponse.newBuilder().setIncident(INCIDENT).build());
        }

        @Override
        public void getTimeline(GetTimelineRequest request, StreamObserver<GetTimelineResponse> caller) {
            long seq = request.getAfterSeq() + 1;
            answer(
                    request,
                    caller,
                    GetTimelineResponse.newBuilder()
                            .addEntries(TimelineEntry.newBuilder()
                                    .setSeq(seq)
                                    .setKind("alert.joined")
                                    .setText("entry " + seq))
                            .setNextAfterSeq(seq < 2 ? seq : 0)
                            .build());
        }

        @Override
        public void listDeadLetters(
                dev.firstline.proto.triage.v1.ListDeadLettersRequest request,
                StreamObserver<dev.firstline.proto.triage.v1.ListDeadLettersResponse> caller) {
            answer(
                    request,
                    caller,
                    dev.firstline.proto.triage.v1.ListDeadLettersResponse.newBuilder()
                            .addDeadLetters(dev.firstline.proto.triage.v1.DeadLetter.newBuilder()
                                    .setId(UNFOLDED)
                                    .setReason("a rule failed"))
                            .build());
        }

        @Override
        public void replayDeadLetter(
                dev.firstline.proto.triage.v1.ReplayDeadLetterRequest request,
                StreamObserver<dev.firstline.proto.triage.v1.ReplayDeadLetterResponse> caller) {
            answer(
                    request,
                    caller,
                    dev.firstline.proto.triage.v1.ReplayDeadLetterResponse.newBuilder()
                            .setEventId("b/1")
                            .build());
        }

        @Override
        public void acknowledge(AcknowledgeRequest request, StreamObserver<AcknowledgeResponse> caller) {
            answer(
                    request,
                    caller,
                    AcknowledgeResponse.newBuilder().setIncident(INCIDENT).build());
        }

        @Override
        public void decide(DecideRequest request, StreamObserver<DecideResponse> caller) {
            answer(
                    request,
                    caller,
                    DecideResponse.newBuilder().setIncident(INCIDENT).build());
        }

        @Override
        public void resolve(ResolveRequest request, StreamObserver<ResolveResponse> caller) {
            answer(
                    request,
                    caller,
                    ResolveResponse.newBuilder().setIncident(INCIDENT).build());
        }
    }

    /** A dead letter that triage has. */
    private static final String UNFOLDED = "event-1";

    private final class Ingest extends IngestServiceImplBase {

        @Override
        public void listDeadLetters(ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> caller) {
            DeadLetter letter = DeadLetter.newBuilder()
                    .setId("letter-1")
                    .setSource("prometheus")
                    .setReason("alerts: is text")
                    .build();
            answer(
                    request,
                    caller,
                    ListDeadLettersResponse.newBuilder().addDeadLetters(letter).build());
        }

        @Override
        public void getDeadLetter(GetDeadLetterRequest request, StreamObserver<GetDeadLetterResponse> caller) {
            GetDeadLetterResponse letter = GetDeadLetterResponse.newBuilder()
                    .setDeadLetter(DeadLetter.newBuilder().setReason("alerts: is text"))
                    .setBody("{\"secret\":\"***\"}")
                    .build();
            answer(request, caller, letter);
        }

        @Override
        public void erasePayload(ErasePayloadRequest request, StreamObserver<ErasePayloadResponse> caller) {
            answer(
                    request,
                    caller,
                    ErasePayloadResponse.newBuilder().setErased(true).build());
        }

        @Override
        public void replayPayloads(ReplayPayloadsRequest request, StreamObserver<ReplayPayloadsResponse> caller) {
            boolean first = request.getPageToken().isEmpty();
            ReplayPayloadsResponse.Builder page =
                    ReplayPayloadsResponse.newBuilder().setPayloads(10).setChangedEvents(1);
            page.addChangesBuilder().setTitle("PaymentErrors").setStatus(EventStatus.EVENT_STATUS_FIRING);
            if (first) page.setNextPageToken("more");
            else page.addUnreadableBuilder().setPayloadId("p-9").setReason("no JSON");
            answer(request, caller, page.build());
        }

        /** Two pages, so that a reader has to turn one. */
        @Override
        public void replayDeadLetters(
                ReplayDeadLettersRequest request, StreamObserver<ReplayDeadLettersResponse> caller) {
            boolean first = request.getPageToken().isEmpty();
            ReplayDeadLettersResponse.Builder page = ReplayDeadLettersResponse.newBuilder()
                    .setReplayed(first ? 1 : 2)
                    .setEvents(first ? 1 : 4);
            if (first) page.setNextPageToken("more");
            else page.addFailuresBuilder().setDeadLetterId("letter-9").setReason("still no JSON");
            answer(request, caller, page.build());
        }

        @Override
        public void replayDeadLetter(ReplayDeadLetterRequest request, StreamObserver<ReplayDeadLetterResponse> caller) {
            if (request.getDeadLetterId().equals(UNFOLDED)) {
                caller.onError(Status.NOT_FOUND.asRuntimeException());
                return;
            }
            answer(
                    request,
                    caller,
                    ReplayDeadLetterResponse.newBuilder().addEventIds("b/0").build());
        }
    }

    private final class Notify extends NotifyServiceImplBase {

        @Override
        public void listDeliveries(ListDeliveriesRequest request, StreamObserver<ListDeliveriesResponse> caller) {
            Delivery delivery = Delivery.newBuilder()
                    .setChannel("slack")
                    .setDestination("#checkout")
                    .setOperation("post")
                    .setOutcome(DeliveryOutcome.DELIVERY_OUTCOME_SENT)
                    .build();
            answer(
                    request,
                    caller,
                    ListDeliveriesResponse.newBuilder().addDeliveries(delivery).build());
        }
    }
}
