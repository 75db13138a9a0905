package dev.firstline.platform.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** Ports for servers whose port has to be known before they listen; where it hasn't, port 0 is better. */
public final class FreePorts {

    /**
     * Below the ports that the system gives to outgoing connections (net.ipv4.ip_local_port_range), so that nobody is given it by
     * chance before the server listens.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 100;

    private FreePorts() {}

    /** A port on which nobody listens. */
    public static int any() {
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            int port = RandomGenerator.getDefault().nextInt(FIRST, LAST);
            try (ServerSocket free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw new IllegalStateException("no port is free between " + FIRST + " and " + LAST, last);
    }
}
