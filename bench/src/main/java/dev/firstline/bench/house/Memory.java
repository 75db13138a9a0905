package dev.firstline.bench.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process holds in memory, by Linux' own count.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
public final class Memory {

    private Memory() {}

    /** The resident set in MiB; 0 where this machine doesn't tell. */
    public static double residentMebibytes(ProcessHandle process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                // "VmRSS:	  123456 kB"
                if (line.startsWith("VmRSS:")) return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
            }
            return 0;
        } catch (IOException goneOrNotLinux) {
            return 0;
        }
    }
}
