package dev.firstline.e2e.standin.ssm;

import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.Reply;

/** An exception of the service, as AWS JSON 1.1 answers it; thrown by whoever finds out. */
final class SsmProblem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String type;

    private SsmProblem(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    /** The caller's fault; SSM answers all of them with 400. */
    static SsmProblem of(String type, String message) {
        return new SsmProblem(400, type, message);
    }

    static SsmProblem server(int status) {
        return new SsmProblem(status, "InternalServerError", "An error occurred on the server side.");
    }

    static SsmProblem throttled() {
        return of("ThrottlingException", "Rate exceeded");
    }

    static SsmProblem invalid(String field, String value, String constraint) {
        return of(
                "ValidationException",
                "1 validation error detected: Value '" + value + "' at '" + field
                        + "' failed to satisfy constraint: Member must " + constraint);
    }

    Reply reply() {
        return Reply.json(
                        status,
                        SsmApi.MEDIA_TYPE,
                        Json.object().put("__type", type).put("Message", getMessage()))
                .with("x-amzn-ErrorType", type);
    }
}
