package dev.firstline.e2e.delivery.chaos;

import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.delivery.ground.Waits;

/** Who can be killed. */
sealed interface Victim {

    /** What it is called. */
    String name();

    /** SIGKILL. */
    void kill();

    /** Starts it again on what the kill left; returns once it is ready. */
    void revive();

    /** A replica of a service. */
    record Replica(ServiceProcess process) implements Victim {
        @Override
        public String name() {
            return process.name();
        }

        @Override
        public void kill() {
            process.kill();
        }

        @Override
        public void revive() {
            process.start();
            process.awaitReady(Waits.RESTART);
        }
    }

    /** All of PostgreSQL's processes. */
    record Database(TestBed bed) implements Victim {
        @Override
        public String name() {
            return "postgres";
        }

        @Override
        public void kill() {
            bed.cluster().postgres().kill();
        }

        @Override
        public void revive() {
            bed.cluster().startPostgres();
        }
    }
}
