package dev.firstline.ingest.api;

import java.util.List;

/** Something that strangers can reach with bytes of their own. */
interface FuzzTarget {

    /** Unique; the folder of its regression inputs. */
    String name();

    /** Inputs to begin with. */
    List<byte[]> seeds();

    /** Whether an input comes through to what lies behind: an event, a sender that is let in, a body. */
    boolean reaches(byte[] input);

    /** Must not throw, whatever it is given. */
    void run(byte[] input);
}
