package dev.firstline.ingest.source.verification;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** All methods by their name. */
@Singleton
public class VerificationMethods {

    private final Map<String, VerificationMethod> byName;

    @Inject
    public VerificationMethods(@Any Instance<VerificationMethod> methods) {
        this(methods.stream().toList());
    }

    /**
     * @throws IllegalStateException where two methods have one name
     */
    VerificationMethods(Iterable<VerificationMethod> methods) {
        Map<String, VerificationMethod> known = new TreeMap<>();
        for (VerificationMethod method : methods) {
            VerificationMethod other = known.putIfAbsent(method.name(), method);
            if (other != null) {
                throw new IllegalStateException("two verification methods are called '" + method.name() + "': "
                        + other.getClass().getName() + " and "
                        + method.getClass().getName() + "; one is wanted");
            }
        }
        byName = Collections.unmodifiableMap(known);
    }

    /** The methods, by name. */
    public Map<String, VerificationMethod> byName() {
        return byName;
    }
}
