package dev.firstline.ingest.testing;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.exporter.internal.otlp.logs.LogsRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** What OpenTelemetry's own SDK and exporter make of a log: an encoder that is not ours. */
public final class ExportedLogs {

    private final List<LogRecordData> records;

    private ExportedLogs(List<LogRecordData> records) {
        this.records = records;
    }

    /** The records that are written to the logger {@code com.example.Pay} of a resource. */
    public static ExportedLogs of(Attributes resource, Consumer<Logger> write) {
        List<LogRecordData> records = new ArrayList<>();
        try (SdkLoggerProvider provider = SdkLoggerProvider.builder()
                .setResource(Resource.create(resource))
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(into(records)))
                .build()) {
            write.accept(provider.get("com.example.Pay"));
        }
        return new ExportedLogs(records);
    }

    /** As a request in protobuf. */
    public byte[] protobuf() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LogsRequestMarshaler.create(records).writeBinaryTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** As a request in JSON. */
    public String json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LogsRequestMarshaler.create(records).writeJsonTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A request whose one record has a body of lists within lists. */
    public static byte[] nested(int depth) {
        byte[] value = field(1, "deep".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < depth; i++) value = field(5, field(1, value));
        // resource_logs, scope_logs, log_records, body
        return field(1, field(2, field(2, field(5, value))));
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeByteArray(number, content);
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static LogRecordExporter into(List<LogRecordData> records) {
        return new LogRecordExporter() {
            @Override
            public CompletableResultCode export(Collection<LogRecordData> batch) {
                records.addAll(batch);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        };
    }
}
