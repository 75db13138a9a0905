package dev.firstline.triage.loop;

import dev.firstline.platform.configuration.ActiveConfig;
import dev.firstline.platform.configuration.ActiveConfigs;
import dev.firstline.platform.configuration.ConfigProblems;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.triage.config.CatalogueConfig;
import dev.firstline.triage.config.CatalogueFile;
import dev.firstline.triage.config.PolicyConfig;
import dev.firstline.triage.config.PolicyFile;
import dev.firstline.triage.domain.Catalogue;
import dev.firstline.triage.domain.Policies;
import dev.firstline.triage.domain.Policy;
import dev.firstline.triage.domain.PolicyInForce;
import dev.firstline.triage.rule.CelConditions;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.SortedMap;

/** The policy and catalogue in force. */
@Singleton
public class PolicyKeeper implements Policies {

    /** After the database's time is known (100), before anything is served from memory. */
    private static final int AFTER_CLOCK = 110;

    private final ActiveConfigs configs;
    private final PolicyConfig policyFile;
    private final CatalogueConfig catalogueFile;
    private final CelConditions conditions = new CelConditions();
    private volatile ActiveConfig<Policy> policy;
    private volatile ActiveConfig<Catalogue> catalogue;

    public PolicyKeeper(ActiveConfigs configs, PolicyConfig policyFile, CatalogueConfig catalogueFile) {
        this.configs = configs;
        this.policyFile = policyFile;
        this.catalogueFile = catalogueFile;
    }

    void open(@Observes @Priority(AFTER_CLOCK) StartupEvent event) {
        catalogue = configs.open("catalogue", catalogueFile.file(), this::readCatalogue);
        policy = configs.open("policy", policyFile.file(), this::readPolicy);
    }

    @Override
    public PolicyInForce current() {
        ActiveConfig<Policy> known = policy;
        if (known == null) {
            throw Problem.unavailable("STARTING", "the policy is not read yet", Duration.ofSeconds(1));
        }
        while (true) {
            String hash = known.hash();
            Policy value = known.current();
            if (hash.equals(known.hash())) return new PolicyInForce(value, hash, catalogue.current());
        }
    }

    /** Has something done each time another policy came into force. */
    void onChange(Runnable action) {
        policy.onChange(changed -> action.run());
    }

    private Policy readPolicy(SortedMap<String, String> files) {
        ConfigProblems problems = new ConfigProblems();
        String file = files.firstKey();
        Policy read = PolicyFile.read(file, files.get(file), conditions, problems);
        problems.throwIfAny();
        return read;
    }

    private Catalogue readCatalogue(SortedMap<String, String> files) {
        ConfigProblems problems = new ConfigProblems();
        String file = files.firstKey();
        Catalogue read = CatalogueFile.read(file, files.get(file), problems);
        problems.throwIfAny();
        return read;
    }
}
