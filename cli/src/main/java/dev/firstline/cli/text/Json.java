package dev.firstline.cli.text;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Messages as programs read them: protobuf's JSON, with every field there, so that a script needs no defaults. */
public final class Json {

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().alwaysPrintFieldsWithNoPresence();

    private Json() {}

    /** One message. */
    public static String of(MessageOrBuilder message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException unprintable) {
            throw new IllegalStateException(unprintable);
        }
    }

    /** A list of messages. */
    public static String of(List<? extends MessageOrBuilder> messages) {
        return messages.stream().map(Json::of).collect(Collectors.joining(",\n", "[", "]"));
    }
}
