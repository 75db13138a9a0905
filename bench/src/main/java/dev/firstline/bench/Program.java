package dev.firstline.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Measures one thing. */
public interface Program {

    /**
     * Starts what it needs, measures, and stops all of it.
     *
     * @param checkout where the services were built
     * @param progress is told what goes on, for somebody who waits
     */
    List<Figures> run(Path checkout, Settings settings, Consumer<String> progress);
}
