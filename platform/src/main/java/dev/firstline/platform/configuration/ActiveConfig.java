package dev.firstline.platform.configuration;

import dev.firstline.platform.database.Transactions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * A configuration that changes while the service runs: stored by the hash of its content, one version in force for all replicas.
 * Files reach replicas at different times, so a replica puts only a <em>change</em> of its own file in force; at its start it takes
 * over what is in force, unless its file was never seen before. A wrong file changes nothing: the last good one stays.
 *
 * @param <T> what the files say
 */
public final class ActiveConfig<T> {

    private static final Logger LOG = Logger.getLogger(ActiveConfig.class);

    private record Version<T>(String hash, T value) {}

    /** Who is told of changes, and the hash that he was told last. */
    private static final class Listener<T> {
        final Consumer<T> action;
        volatile String toldHash;

        Listener(Consumer<T> action, String toldHash) {
            this.action = action;
            this.toldHash = toldHash;
        }
    }

    private final String kind;
    private final Path location;
    private final Function<SortedMap<String, String>, T> parser;
    private final Transactions transactions;
    private final InstantSource clock;
    private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();
    private volatile Version<T> active;
    private volatile String ownHash = "";
    private volatile List<ConfigProblem> problems = List.of();
    /** What is wrong with the content of {@link #ownHash}, as against a file that can't be read at all. */
    private volatile List<ConfigProblem> ownProblems = List.of();

    ActiveConfig(
            String kind,
            Path location,
            Function<SortedMap<String, String>, T> parser,
            Transactions transactions,
            InstantSource clock) {
        this.kind = kind;
        this.location = location;
        this.parser = parser;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Its name in tables, logs and health. */
    public String kind() {
        return kind;
    }

    /** What is in force. */
    public T current() {
        return active.value;
    }

    /** The hash of what is in force: SHA-256, in hex. */
    public String hash() {
        return active.hash;
    }

    /** What is wrong with this replica's file; empty where nothing is. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    /** Whether this replica's file is what is in force. */
    public boolean isOwnFileInForce() {
        return ownHash.equals(active.hash);
    }

    /**
     * Has something done, on a virtual thread, each time another version came into force. What fails is done again with each look at
     * the files, until it succeeds or a newer version takes its place.
     */
    public void onChange(Consumer<T> action) {
        listeners.add(new Listener<>(action, active.hash));
    }

    /**
     * A version that is or was in force.
     *
     * @return empty where it never was, or can't be read by this release
     */
    public Optional<T> version(String hash) {
        if (active.hash.equals(hash)) return Optional.of(active.value);
        try {
            return transactions
                    .single(tx -> ConfigVersions.load(tx, kind, hash))
                    .map(files -> parser.apply(files.contents()));
        } catch (ConfigException unreadable) {
            return Optional.empty();
        }
    }

    /** Takes over what is in force, or puts this replica's file in force where it is new. */
    void start() {
        Optional<String> inForce = transactions.single(tx -> ConfigVersions.activeHash(tx, kind));
        try {
            ConfigFiles own = ConfigFiles.read(location);
            boolean known = transactions.single(tx -> ConfigVersions.isKnown(tx, kind, own.hash()));
            if (inForce.isEmpty() || !known) {
                activateOnce(own);
                return;
            }
            ownHash = own.hash();
        } catch (ConfigException wrong) {
            if (inForce.isEmpty()) throw wrong;
            complain(wrong);
        }
        adopt(inForce.get());
    }

    /** Looks whether this replica's file has changed, or another replica has put something else in force. */
    void refresh() {
        try {
            look();
        } finally {
            tell();
        }
    }

    private void look() {
        try {
            ConfigFiles own = ConfigFiles.read(location);
            if (isNews(own)) {
                activateOnce(own);
                return;
            }
            recover();
        } catch (ConfigException wrong) {
            complain(wrong);
        }
        Optional<String> inForce = transactions.single(tx -> ConfigVersions.activeHash(tx, kind));
        if (inForce.isPresent() && !inForce.get().equals(active.hash)) adopt(inForce.get());
    }

    /** A file that was missing at the start and then comes with what was in force before is no change: see {@link #start}. */
    private boolean isNews(ConfigFiles own) {
        if (own.hash().equals(ownHash)) return false;
        if (!ownHash.isEmpty() || !transactions.single(tx -> ConfigVersions.isKnown(tx, kind, own.hash()))) return true;
        ownHash = own.hash();
        return false;
    }

    /** The file was missing or unreadable, and is back as it was. */
    private void recover() {
        if (problems.equals(ownProblems)) return;
        problems = ownProblems;
        LOG.infof("%s: the file can be read again, it is as it was", kind);
    }

    /** A wrong file is told once; a database that is away is tried again with the next look. */
    private void activateOnce(ConfigFiles own) {
        try {
            activate(own);
        } catch (ConfigException wrong) {
            ownHash = own.hash();
            ownProblems = wrong.problems();
            throw wrong;
        }
        ownHash = own.hash();
    }

    private void activate(ConfigFiles files) {
        T value = parser.apply(files.contents());
        transactions.run(tx -> ConfigVersions.activate(tx, kind, files, clock.instant()));
        problems = List.of();
        ownProblems = List.of();
        comeIntoForce(new Version<>(files.hash(), value));
    }

    private void adopt(String hash) {
        ConfigFiles stored =
                transactions.single(tx -> ConfigVersions.load(tx, kind, hash)).orElseThrow();
        comeIntoForce(new Version<>(hash, parser.apply(stored.contents())));
    }

    private void comeIntoForce(Version<T> version) {
        if (active != null && active.hash.equals(version.hash)) return;
        active = version;
        LOG.infof("%s %s is in force", kind, version.hash.substring(0, 12));
    }

    private void tell() {
        Version<T> version = active;
        for (Listener<T> listener : listeners) {
            if (listener.toldHash.equals(version.hash)) continue;
            try {
                listener.action.accept(version.value);
                listener.toldHash = version.hash;
            } catch (RuntimeException failure) {
                LOG.warnf(
                        "%s %s: what follows from the change failed and is tried again: %s",
                        kind, version.hash.substring(0, 12), failure.getMessage());
            }
        }
    }

    private void complain(ConfigException wrong) {
        if (wrong.problems().equals(problems)) return;
        problems = wrong.problems();
        LOG.errorf("%s: the file is wrong, the last good version stays in force:\n%s", kind, wrong.getMessage());
    }

    Map<String, String> health() {
        Map<String, String> data = new java.util.TreeMap<>();
        data.put(kind + ".in-force", active == null ? "none" : active.hash.substring(0, 12));
        if (active != null && !isOwnFileInForce()) data.put(kind + ".own-file", "differs from what is in force");
        for (int i = 0; i < problems.size(); i++)
            data.put(kind + ".problem." + (i + 1), problems.get(i).toString());
        return data;
    }
}
