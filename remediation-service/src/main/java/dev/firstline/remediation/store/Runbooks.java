package dev.firstline.remediation.store;

import dev.firstline.platform.configuration.ActiveConfig;
import dev.firstline.platform.configuration.ActiveConfigs;
import dev.firstline.remediation.config.RunbookParser;
import dev.firstline.remediation.config.RunbooksConfig;
import dev.firstline.remediation.domain.RunbookSet;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The runbooks in force. */
@Singleton
public class Runbooks {

    private static final Logger LOG = Logger.getLogger(Runbooks.class);

    private final ActiveConfigs configs;
    private final RunbooksConfig config;
    private volatile Optional<ActiveConfig<RunbookSet>> active = Optional.empty();

    public Runbooks(ActiveConfigs configs, RunbooksConfig config) {
        this.configs = configs;
        this.config = config;
    }

    /** Before due work is taken, but after the database's time is known. */
    void open(@Observes @Priority(150) StartupEvent event) {
        if (config.directory().isEmpty()) {
            LOG.warn("firstline.runbooks.directory is not set: there are no runbooks, and nothing will be done");
            return;
        }
        active = Optional.of(configs.open("runbooks", config.directory().get(), RunbookParser::parseAll));
    }

    /** Those in force now. */
    public RunbookSet current() {
        return active.map(ActiveConfig::current).orElseGet(() -> new RunbookSet(List.of()));
    }
}
