package dev.firstline.ingest.testing;

import dev.firstline.ingest.source.SourceAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All adapters, found as the service finds them: by being there. For tests that need no running service. */
public final class AdapterClasses {

    private AdapterClasses() {}

    /** One of each, by type. */
    public static List<SourceAdapter> all() {
        List<SourceAdapter> adapters = new ArrayList<>();
        for (Class<?> found : inPackageOf(SourceAdapter.class)) {
            boolean concrete =
                    SourceAdapter.class.isAssignableFrom(found) && !Modifier.isAbstract(found.getModifiers());
            if (!concrete) continue;
            try {
                adapters.add((SourceAdapter) found.getDeclaredConstructor().newInstance());
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException(found + " has no constructor without parameters", failure);
            }
        }
        adapters.sort(Comparator.comparing(SourceAdapter::type));
        return adapters;
    }

    private static List<Class<?>> inPackageOf(Class<?> one) {
        try {
            Path classes = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path folder = classes.resolve(one.getPackageName().replace('.', '/'));
            List<Class<?>> found = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    String name = file.getFileName().toString().replace(".class", "");
                    found.add(Class.forName(one.getPackageName() + "." + name));
                }
            }
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException | ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
