package dev.firstline.platform.testing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds docs/configuration.md against the typed configuration: each property with its default, and none that isn't there. */
public final class DocumentedConfiguration {

    private static final Path DOCS = Path.of("..", "docs", "configuration.md");

    /** A row of a table: the property, and its default ("" where it has none). */
    private static final Pattern ROW = Pattern.compile("\\| `(firstline\\.[^`]+)` \\| (?:`([^`]*)`)? ?\\|.*");

    private DocumentedConfiguration() {}

    /**
     * Compares a section of the document with the interfaces that it describes.
     *
     * @param section its heading, "ingest" for example
     * @param mappings the interfaces annotated with {@link ConfigMapping}
     * @return what differs, a line each; empty where nothing does
     */
    public static List<String> differences(String section, Class<?>... mappings) {
        SortedMap<String, String> typed = new TreeMap<>();
        for (Class<?> mapping : mappings) {
            collect(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, typed);
        }
        SortedMap<String, String> documented = documented(section);
        List<String> differences = new ArrayList<>();
        typed.forEach((name, value) -> {
            if (!documented.containsKey(name)) differences.add("missing: | `" + name + "` | `" + value + "` |");
            else if (!documented.get(name).equals(value)) {
                differences.add(name + ": the default is '" + value + "', not '" + documented.get(name) + "'");
            }
        });
        documented.keySet().stream()
                .filter(name -> !typed.containsKey(name))
                .forEach(name -> differences.add("unknown: " + name));
        return differences;
    }

    private static SortedMap<String, String> documented(String section) {
        SortedMap<String, String> rows = new TreeMap<>();
        boolean inside = false;
        try {
            for (String line : Files.readAllLines(DOCS)) {
                if (line.startsWith("## ")) inside = line.equals("## " + section);
                Matcher row = ROW.matcher(line);
                if (inside && row.matches())
                    rows.put(row.group(1), Optional.ofNullable(row.group(2)).orElse(""));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return rows;
    }

    private static void collect(String prefix, Class<?> group, SortedMap<String, String> properties) {
        for (Method method : group.getMethods()) {
            if (method.isDefault() || Modifier.isStatic(method.getModifiers())) continue;
            String name = method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + nameOf(method);
            Type type = method.getGenericReturnType();
            if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
                add(name + ".<name>", map.getActualTypeArguments()[1], method, properties);
            } else {
                add(name, type, method, properties);
            }
        }
    }

    private static void add(String name, Type type, Method method, SortedMap<String, String> properties) {
        if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
            add(name, optional.getActualTypeArguments()[0], method, properties);
        } else if (type instanceof Class<?> group
                && group.isInterface()
                && group.getName().startsWith("dev.firstline")) {
            collect(name, group, properties);
        } else {
            WithDefault fallback = method.getAnnotation(WithDefault.class);
            properties.put(name, fallback == null ? "" : fallback.value());
        }
    }

    private static String nameOf(Method method) {
        WithName named = method.getAnnotation(WithName.class);
        return named != null
                ? named.value()
                : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
