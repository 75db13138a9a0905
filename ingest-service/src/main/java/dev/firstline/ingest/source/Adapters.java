package dev.firstline.ingest.source;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** All adapters by their type. */
@Singleton
public class Adapters {

    private final Map<String, SourceAdapter> byType;

    @Inject
    public Adapters(@Any Instance<SourceAdapter> adapters) {
        this(adapters.stream().toList());
    }

    /**
     * @throws IllegalStateException where two adapters have one type
     */
    public Adapters(Iterable<SourceAdapter> adapters) {
        Map<String, SourceAdapter> known = new TreeMap<>();
        for (SourceAdapter adapter : adapters) {
            SourceAdapter other = known.putIfAbsent(adapter.type(), adapter);
            if (other != null) {
                throw new IllegalStateException("two adapters are of type '" + adapter.type() + "': " + name(other)
                        + " and " + name(adapter) + "; one is wanted");
            }
        }
        byType = Collections.unmodifiableMap(known);
    }

    /** The adapters, by type. */
    public Map<String, SourceAdapter> byType() {
        return byType;
    }

    private static String name(SourceAdapter adapter) {
        return adapter.getClass().getName();
    }
}
