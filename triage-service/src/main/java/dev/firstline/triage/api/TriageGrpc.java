package dev.firstline.triage.api;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.Answers;
import dev.firstline.platform.rpc.PageToken;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Problem.Violation;
import dev.firstline.platform.security.Roles;
import dev.firstline.proto.triage.v1.AcknowledgeRequest;
import dev.firstline.proto.triage.v1.AcknowledgeResponse;
import dev.firstline.proto.triage.v1.DecideRequest;
import dev.firstline.proto.triage.v1.DecideResponse;
import dev.firstline.proto.triage.v1.GetIncidentRequest;
import dev.firstline.proto.triage.v1.GetIncidentResponse;
import dev.firstline.proto.triage.v1.GetTimelineRequest;
import dev.firstline.proto.triage.v1.GetTimelineResponse;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.ListDeadLettersRequest;
import dev.firstline.proto.triage.v1.ListDeadLettersResponse;
import dev.firstline.proto.triage.v1.ListIncidentsRequest;
import dev.firstline.proto.triage.v1.ListIncidentsResponse;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import dev.firstline.proto.triage.v1.ReceiveEventsResponse;
import dev.firstline.proto.triage.v1.ReceiveExecutionRequest;
import dev.firstline.proto.triage.v1.ReceiveExecutionResponse;
import dev.firstline.proto.triage.v1.ReceiveListeningRequest;
import dev.firstline.proto.triage.v1.ReceiveListeningResponse;
import dev.firstline.proto.triage.v1.ReplayDeadLetterRequest;
import dev.firstline.proto.triage.v1.ReplayDeadLetterResponse;
import dev.firstline.proto.triage.v1.ResolveRequest;
import dev.firstline.proto.triage.v1.ResolveResponse;
import dev.firstline.proto.triage.v1.TriageService;
import dev.firstline.triage.domain.Catalogue;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.IncidentView;
import dev.firstline.triage.domain.Policies;
import dev.firstline.triage.domain.TimelineLine;
import dev.firstline.triage.store.SnapshotStore;
import dev.firstline.triage.store.SnapshotStore.Filter;
import dev.firstline.triage.store.TimelineStore;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Triage over gRPC. */
@GrpcService
public class TriageGrpc implements TriageService {

    private static final int TIMELINE_PAGE = 200;
    private static final int TIMELINE_PAGE_MAX = 500;
    private static final int REASON_MAX = 1000;

    private final EventIntake events;
    private final ListeningIntake listening;
    private final ExecutionIntake executions;
    private final IncidentCommands commands;
    private final SnapshotStore snapshots;
    private final TimelineStore timeline;
    private final DeadLetters deadLetters;
    private final Transactions transactions;
    private final Policies policies;

    public TriageGrpc(
            EventIntake events,
            ListeningIntake listening,
            ExecutionIntake executions,
            IncidentCommands commands,
            SnapshotStore snapshots,
            TimelineStore timeline,
            DeadLetters deadLetters,
            Transactions transactions,
            Policies policies) {
        this.events = events;
        this.listening = listening;
        this.executions = executions;
        this.commands = commands;
        this.snapshots = snapshots;
        this.timeline = timeline;
        this.deadLetters = deadLetters;
        this.transactions = transactions;
        this.policies = policies;
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<ReceiveEventsResponse> receiveEvents(ReceiveEventsRequest request) {
        return Answers.of(() -> {
            events.receive(request);
            return ReceiveEventsResponse.getDefaultInstance();
        });
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<ReceiveListeningResponse> receiveListening(ReceiveListeningRequest request) {
        return Answers.of(() -> {
            listening.receive(request);
            return ReceiveListeningResponse.getDefaultInstance();
        });
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<ReceiveExecutionResponse> receiveExecution(ReceiveExecutionRequest request) {
        return Answers.of(() -> ReceiveExecutionResponse.newBuilder()
                .setConfirmedSeq(executions.receive(request.getExecution()))
                .build());
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<GetIncidentResponse> getIncident(GetIncidentRequest request) {
        return Answers.of(() -> GetIncidentResponse.newBuilder()
                .setIncident(incident(incidentId(request.getIncidentId())))
                .build());
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<ListIncidentsResponse> listIncidents(ListIncidentsRequest request) {
        return Answers.of(() -> {
            int size = PageToken.size(request.getPageSize());
            PageToken from = PageToken.parse(request.getPageToken());
            Filter filter = filter(request);
            List<IncidentView> found = transactions.snapshot(tx -> snapshots.list(tx, filter, from, size + 1));
            ListIncidentsResponse.Builder answer = ListIncidentsResponse.newBuilder();
            Catalogue catalogue = policies.current().catalogue();
            found.stream().limit(size).forEach(view -> answer.addIncidents(Protos.incident(view, catalogue)));
            if (found.size() > size) {
                var last = found.get(size - 1).head();
                answer.setNextPageToken(new PageToken(last.course().started(), last.id()).encode());
            }
            return answer.build();
        });
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<GetTimelineResponse> getTimeline(GetTimelineRequest request) {
        return Answers.of(() -> {
            UUID id = incidentId(request.getIncidentId());
            if (request.getPageSize() < 0) throw Problem.invalid("page_size", "is below 0");
            int size = request.getPageSize() == 0 ? TIMELINE_PAGE : Math.min(request.getPageSize(), TIMELINE_PAGE_MAX);
            List<TimelineLine> lines =
                    transactions.single(tx -> timeline.after(tx, id, request.getAfterSeq(), size + 1));
            if (lines.isEmpty()) incident(id);
            GetTimelineResponse.Builder answer = GetTimelineResponse.newBuilder();
            lines.stream().limit(size).forEach(line -> answer.addEntries(Protos.entry(line)));
            if (lines.size() > size) answer.setNextAfterSeq(lines.get(size - 1).seq());
            return answer.build();
        });
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<AcknowledgeResponse> acknowledge(AcknowledgeRequest request) {
        return Answers.of(() -> {
            UUID id = incidentId(request.getIncidentId());
            commands.acknowledge(request.getRequestId(), id);
            return AcknowledgeResponse.newBuilder().setIncident(incident(id)).build();
        });
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<DecideResponse> decide(DecideRequest request) {
        return Answers.of(() -> {
            validate(request);
            UUID alert = parse(request.getAlertId()).orElseThrow(() -> Problem.notFound("alert", request.getAlertId()));
            Impact impact = impact(request.getImpact()).orElseThrow();
            DecideResponse.Builder answer = DecideResponse.newBuilder();
            commands.decide(
                            request.getRequestId(),
                            alert,
                            impact,
                            request.getReason().strip())
                    .ifPresent(id -> answer.setIncident(incident(id)));
            return answer.build();
        });
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<ResolveResponse> resolve(ResolveRequest request) {
        return Answers.of(() -> {
            UUID id = incidentId(request.getIncidentId());
            if (request.getReason().length() > REASON_MAX) {
                throw Problem.invalid("reason", "is longer than " + REASON_MAX + " characters");
            }
            commands.resolve(request.getRequestId(), id, request.getReason().strip());
            return ResolveResponse.newBuilder().setIncident(incident(id)).build();
        });
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<ListDeadLettersResponse> listDeadLetters(ListDeadLettersRequest request) {
        return Answers.of(() -> deadLetters.list(request));
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<ReplayDeadLetterResponse> replayDeadLetter(ReplayDeadLetterRequest request) {
        return Answers.of(() -> {
            String id = request.getDeadLetterId();
            UUID letter = parse(id).orElseThrow(() -> Problem.notFound("dead letter", id));
            return ReplayDeadLetterResponse.newBuilder()
                    .setEventId(deadLetters.replay(letter))
                    .build();
        });
    }

    private Incident incident(UUID id) {
        IncidentView view = transactions
                .snapshot(tx -> snapshots.incident(tx, id))
                .orElseThrow(() -> Problem.notFound("incident", id.toString()));
        return Protos.incident(view, policies.current().catalogue());
    }

    private static void validate(DecideRequest request) {
        List<Violation> violations = new ArrayList<>();
        if (impact(request.getImpact())
                .filter(impact -> impact != Impact.UNKNOWN)
                .isEmpty()) {
            violations.add(new Violation("impact", "has to be SMALL, MEDIUM or LARGE"));
        }
        String reason = request.getReason().strip();
        if (reason.isEmpty())
            violations.add(new Violation("reason", "is missing: the next one to see this alert reads it"));
        if (reason.length() > REASON_MAX) {
            violations.add(new Violation("reason", "is longer than " + REASON_MAX + " characters"));
        }
        if (!violations.isEmpty()) throw Problem.invalid(violations);
    }

    private static Filter filter(ListIncidentsRequest request) {
        Optional<Boolean> open =
                switch (request.getStatus()) {
                    case INCIDENT_STATUS_OPEN -> Optional.of(true);
                    case INCIDENT_STATUS_RESOLVED -> Optional.of(false);
                    case INCIDENT_STATUS_UNSPECIFIED -> Optional.empty();
                    case UNRECOGNIZED -> throw Problem.invalid("status", "is not known");
                };
        String service = request.getService();
        return new Filter(
                open, service.isEmpty() ? Optional.empty() : Optional.of(service), impact(request.getImpact()));
    }

    private static Optional<Impact> impact(dev.firstline.proto.common.v1.Impact impact) {
        return switch (impact) {
            case IMPACT_UNKNOWN -> Optional.of(Impact.UNKNOWN);
            case IMPACT_SMALL -> Optional.of(Impact.SMALL);
            case IMPACT_MEDIUM -> Optional.of(Impact.MEDIUM);
            case IMPACT_LARGE -> Optional.of(Impact.LARGE);
            case IMPACT_UNSPECIFIED -> Optional.empty();
            case UNRECOGNIZED -> throw Problem.invalid("impact", "is not known");
        };
    }

    /** What is no UUID names no incident: the same answer as for one that isn't there. */
    private static UUID incidentId(String id) {
        return parse(id).orElseThrow(() -> Problem.notFound("incident", id));
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }
}
