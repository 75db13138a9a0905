package dev.firstline.cli.command;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Supplier;

/** Lets CEL's parser speak to nobody: it tells each syntax error to the console as well, without saying of what. */
final class Quietly {

    private Quietly() {}

    /** What the work gives, or throws. */
    static <T> T call(Supplier<T> work) {
        PrintStream console = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        try {
            return work.get();
        } finally {
            System.setErr(console);
        }
    }
}
