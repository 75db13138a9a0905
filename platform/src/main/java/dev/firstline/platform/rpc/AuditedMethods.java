package dev.firstline.platform.rpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which calls the audit log is about, and what they are about. */
final class AuditedMethods {

    private AuditedMethods() {}

    /** Everything but reads: those are named Get… and List…, see AIP-131 and AIP-132. */
    static boolean isChange(MethodDescriptor<?, ?> method) {
        String name = method.getBareMethodName();
        return method.getFullMethodName().startsWith("firstline.")
                && !name.startsWith("Get")
                && !name.startsWith("List");
    }

    /** Whether an answer is a refusal to be written down. What services tell each other is, where who tells it may not. */
    static boolean isRefusal(MethodDescriptor<?, ?> method, Status.Code answer) {
        return switch (answer) {
            case UNAUTHENTICATED, PERMISSION_DENIED -> true;
            case INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION, ALREADY_EXISTS, ABORTED, OUT_OF_RANGE ->
                !isBetweenServices(method.getBareMethodName());
            default -> false;
        };
    }

    private static boolean isBetweenServices(String name) {
        return name.startsWith("Receive") || name.startsWith("Post");
    }

    /** What a request wants to change: its first id but its own, else its scope and name; empty where it says neither. */
    static String subject(Object request) {
        if (!(request instanceof Message message)) return "";
        Map<String, FieldDescriptor> fields = message.getDescriptorForType().getFields().stream()
                .filter(field -> !field.isRepeated())
                .collect(Collectors.toMap(FieldDescriptor::getName, field -> field));
        Optional<String> id = message.getDescriptorForType().getFields().stream()
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.STRING && !field.isRepeated())
                .filter(field ->
                        field.getName().endsWith("_id") && !field.getName().equals("request_id"))
                .map(field -> (String) message.getField(field))
                .findFirst();
        return id.orElseGet(() -> Stream.of("scope", "name")
                .map(fields::get)
                .filter(java.util.Objects::nonNull)
                .map(field -> message.getField(field).toString())
                .collect(Collectors.joining("/")));
    }
}
