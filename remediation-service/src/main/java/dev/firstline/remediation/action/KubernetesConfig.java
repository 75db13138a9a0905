package dev.firstline.remediation.action;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * The cluster that actions touch. Where it is and who asks it stands in {@code quarkus.kubernetes-client.*}, a kubeconfig, or the
 * pod's service account.
 */
@ConfigMapping(prefix = "firstline.remediation.kubernetes")
public interface KubernetesConfig {

    /**
     * The cluster's name as alerts give it. An alert that names another cluster, or any where this is not set, is not acted upon:
     * two clusters often have a deployment of one name.
     */
    Optional<String> cluster();

    /** Longest wait for one answer of the API server. */
    @WithDefault("5s")
    Duration timeout();
}
