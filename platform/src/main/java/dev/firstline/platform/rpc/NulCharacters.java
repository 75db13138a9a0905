package dev.firstline.platform.rpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import dev.firstline.platform.rpc.Problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the texts of a message that hold a NUL character (U+0000), which PostgreSQL stores nowhere. */
final class NulCharacters {

    /** How many are named; whoever sends more learns of the others with the next try. */
    private static final int MOST = 50;

    private static final String WHY = "holds a NUL character, which can't be stored";

    private final List<Violation> found = new ArrayList<>();

    private NulCharacters() {}

    /** The fields that hold one, by their paths: {@code events[3].labels[team]} for example. */
    static List<Violation> in(Message message) {
        NulCharacters search = new NulCharacters();
        search.message("", message);
        return search.found;
    }

    private void message(String at, Message message) {
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (found.size() >= MOST) return;
            FieldDescriptor descriptor = field.getKey();
            JavaType type = descriptor.getJavaType();
            if (type != JavaType.STRING && type != JavaType.MESSAGE) continue;
            String path = at + descriptor.getName();
            if (descriptor.isMapField()) entries(path, (List<?>) field.getValue());
            else if (descriptor.isRepeated()) items(path, (List<?>) field.getValue());
            else value(path, field.getValue());
        }
    }

    private void items(String path, List<?> values) {
        for (int i = 0; i < values.size() && found.size() < MOST; i++) value(path + "[" + i + "]", values.get(i));
    }

    private void entries(String path, List<?> entries) {
        for (Object entry : entries) {
            if (found.size() >= MOST) return;
            MapEntry<?, ?> named = (MapEntry<?, ?>) entry;
            if (holdsOne(named.getKey())) found.add(new Violation(path, "a name in it " + WHY));
            else value(path + "[" + named.getKey() + "]", named.getValue());
        }
    }

    private void value(String path, Object value) {
        if (value instanceof Message message) message(path + ".", message);
        else if (holdsOne(value)) found.add(new Violation(path, WHY));
    }

    private static boolean holdsOne(Object value) {
        return value instanceof String text && text.indexOf(0) >= 0;
    }
}
