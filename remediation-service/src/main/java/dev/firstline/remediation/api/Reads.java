package dev.firstline.remediation.api;

import dev.firstline.platform.rpc.PageToken;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.remediation.v1.GetExecutionRequest;
import dev.firstline.proto.remediation.v1.GetExecutionResponse;
import dev.firstline.proto.remediation.v1.ListExecutionsRequest;
import dev.firstline.proto.remediation.v1.ListExecutionsResponse;
import dev.firstline.remediation.domain.ExecutionState;
import dev.firstline.remediation.domain.ExecutionView;
import dev.firstline.remediation.store.ExecutionViews;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers what is asked about executions. */
@Singleton
public class Reads {

    private final ExecutionViews views;

    public Reads(ExecutionViews views) {
        this.views = views;
    }

    GetExecutionResponse get(GetExecutionRequest request) {
        ExecutionView view = views.get(id(request.getExecutionId()))
                .orElseThrow(() -> Problem.notFound("execution", request.getExecutionId()));
        return GetExecutionResponse.newBuilder()
                .setExecution(ExecutionProtos.execution(view))
                .build();
    }

    /** A well-formed id; another one belongs to nothing. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw Problem.notFound("execution", text);
        }
    }

    ListExecutionsResponse list(ListExecutionsRequest request) {
        int size = PageToken.size(request.getPageSize());
        ExecutionViews.Filter filter =
                new ExecutionViews.Filter(given(request.getIncidentId()), given(request.getRunbook()), state(request));
        List<ExecutionView> found = views.list(filter, PageToken.parse(request.getPageToken()), size);
        List<ExecutionView> page = found.subList(0, Math.min(size, found.size()));
        ListExecutionsResponse.Builder response = ListExecutionsResponse.newBuilder();
        page.forEach(view -> response.addExecutions(ExecutionProtos.execution(view)));
        if (found.size() > size) {
            ExecutionView last = page.get(size - 1);
            response.setNextPageToken(new PageToken(last.startedTime(), last.id()).encode());
        }
        return response.build();
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<ExecutionState> state(ListExecutionsRequest request) {
        return switch (request.getState()) {
            case EXECUTION_STATE_UNSPECIFIED -> Optional.empty();
            case EXECUTION_STATE_RUNNING -> Optional.of(ExecutionState.RUNNING);
            case EXECUTION_STATE_WAITING_FOR_APPROVAL -> Optional.of(ExecutionState.WAITING_FOR_APPROVAL);
            case EXECUTION_STATE_FINISHED -> Optional.of(ExecutionState.FINISHED);
            case EXECUTION_STATE_CANCELLED -> Optional.of(ExecutionState.CANCELLED);
            case UNRECOGNIZED -> throw Problem.invalid("state", "is not known");
        };
    }
}
