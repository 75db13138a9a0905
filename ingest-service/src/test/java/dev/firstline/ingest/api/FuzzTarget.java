package dev.firstline.ingest.api;

import java.util.List;

/** Something that strangers can reach with bytes of their own. */
interface FuzzTarget {

    /** Unique; the folder of its regression inputs. */
    String name();

    /** Inputs to begin with. */
    List<byte[]> seeds();

    /** Must not throw, whatever it is given. */
    void run(byte[] input);
}
