package dev.firstline.e2e.delivery.chaos;

import dev.firstline.cli.local.ServiceProcess;
import java.time.Duration;

/** A process that stands still for a while, and then goes on as if nothing had been. */
final class Pause {
    private final ServiceProcess process;
    private final Thread end;

    private Pause(ServiceProcess process, Thread end) {
        this.process = process;
        this.end = end;
    }

    static Pause begin(ServiceProcess process, Duration length) {
        process.pause();
        return new Pause(process, Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(length);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            } finally {
                process.resume();
            }
        }));
    }

    ServiceProcess process() {
        return process;
    }

    boolean isOver() {
        return !end.isAlive();
    }

    void awaitEnd() throws InterruptedException {
        end.join();
    }
}
