package dev.firstline.ingest.api;

import com.google.protobuf.CodedOutputStream;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * OTLP's answers, in the form of the request: 200: taken, even if not all of it could be read; 400: sending it again would not help;
 * 503: send it again.
 *
 * @param protobuf whether the request was protobuf; else it was JSON
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-response">OTLP/HTTP response</a>
 */
record OtlpAnswer(boolean protobuf) implements Reception.Wording {

    private static final String PROTOBUF = "application/x-protobuf";

    /** ExportLogsServiceResponse, and what is in it. */
    private static final int PARTIAL_SUCCESS = 1;

    private static final int REJECTED_LOG_RECORDS = 1;
    private static final int ERROR_MESSAGE = 2;

    @Override
    public WebhookAnswer of(Reception.Opened opened, Intake.Answer answer) {
        return switch (answer) {
            case Intake.Answer.Accepted accepted
            when accepted.unread() == 0 -> answer(200, protobuf ? Buffer.buffer() : Buffer.buffer("{}"));
            case Intake.Answer.Accepted accepted ->
                partial(accepted.unread(), "what could not be read is told as an alert of its own");
            case Intake.Answer.Kept kept ->
                failure(400, Code.INVALID_ARGUMENT, "kept as dead letter " + kept.deadLetter() + ": " + kept.reason());
            case Intake.Answer.Refused refused ->
                failure(
                        503,
                        Code.UNAVAILABLE,
                        "not accepted: " + refused.reason().name());
        };
    }

    @Override
    public WebhookAnswer unproven() {
        return failure(401, Code.UNAUTHENTICATED, "Authorization shows no bearer token of a source of OTLP logs");
    }

    @Override
    public WebhookAnswer refused(Refusal why, String message) {
        Code code =
                switch (why) {
                    case UNKNOWN_SOURCE -> Code.NOT_FOUND;
                    case ADDRESS_NOT_ALLOWED -> Code.PERMISSION_DENIED;
                    case WRONG_SECRET -> Code.UNAUTHENTICATED;
                    case TOO_LARGE, UNKNOWN_ENCODING, BROKEN_ENCODING -> Code.INVALID_ARGUMENT;
                    case TOO_SLOW -> Code.DEADLINE_EXCEEDED;
                    case FAILED -> Code.UNAVAILABLE;
                };
        return failure(why.status(), code, message);
    }

    private WebhookAnswer partial(int rejected, String message) {
        if (protobuf) return answer(200, encoded(rejected, message));
        JsonObject partial = new JsonObject()
                .put("rejectedLogRecords", Integer.toString(rejected))
                .put("errorMessage", message);
        return answer(200, new JsonObject().put("partialSuccess", partial).toBuffer());
    }

    private static Buffer encoded(int rejected, String message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream partial = CodedOutputStream.newInstance(bytes);
            partial.writeInt64(REJECTED_LOG_RECORDS, rejected);
            partial.writeString(ERROR_MESSAGE, message);
            partial.flush();
            byte[] inner = bytes.toByteArray();
            bytes.reset();
            CodedOutputStream response = CodedOutputStream.newInstance(bytes);
            response.writeByteArray(PARTIAL_SUCCESS, inner);
            response.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private WebhookAnswer failure(int status, Code code, String message) {
        if (!protobuf) {
            return answer(
                    status,
                    new JsonObject()
                            .put("code", code.getNumber())
                            .put("message", message)
                            .toBuffer());
        }
        Status encoded = Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .build();
        return answer(status, Buffer.buffer(encoded.toByteArray()));
    }

    private WebhookAnswer answer(int status, Buffer body) {
        return new WebhookAnswer(status, body, protobuf ? PROTOBUF : "application/json", status == 401 ? "Bearer" : "");
    }
}
