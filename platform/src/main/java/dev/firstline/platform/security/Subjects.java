package dev.firstline.platform.security;

import io.smallrye.config.ConfigMapping;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The roles of callers whose tokens carry no {@code groups}: an issuer that can't be taught to write them, as Kubernetes can't for its
 * service accounts, is outweighed by a configuration that names the subjects.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/">Kubernetes: the tokens of service
 *     accounts</a>
 */
@Singleton
public class Subjects {

    /** Who has which role whatever his token's {@code groups} say. */
    @ConfigMapping(prefix = "firstline.token.subjects")
    public interface SubjectsConfig {

        /** Subjects (the token's {@code sub}, {@code system:serviceaccount:<namespace>:<name>} for example) that may read. */
        Optional<List<String>> viewer();

        /** Subjects that may acknowledge, decide, resolve, replay and stop actions. */
        Optional<List<String>> responder();

        /** Subjects that may say yes or no to planned actions. */
        Optional<List<String>> approver();

        /** Subjects that may do whatever a person can. */
        Optional<List<String>> admin();

        /** Subjects that are services of Firstline. */
        Optional<List<String>> service();

        /** Subjects that may post events over gRPC. */
        Optional<List<String>> sender();
    }

    private final Map<String, Set<String>> roles = new HashMap<>();

    public Subjects(SubjectsConfig config) {
        grant(Roles.VIEWER, config.viewer());
        grant(Roles.RESPONDER, config.responder());
        grant(Roles.APPROVER, config.approver());
        grant(Roles.ADMIN, config.admin());
        grant(Roles.SERVICE, config.service());
        grant(Roles.SENDER, config.sender());
    }

    private void grant(String role, Optional<List<String>> subjects) {
        for (String subject : subjects.orElse(List.of())) {
            roles.computeIfAbsent(subject.strip(), none -> new HashSet<>()).add(role);
        }
    }

    /**
     * The roles that the configuration gives to a subject.
     *
     * @param subject a token's {@code sub}: the one claim that its issuer vouches to be nobody else's; may be null
     */
    Set<String> roles(String subject) {
        return subject == null ? Set.of() : roles.getOrDefault(subject, Set.of());
    }
}
