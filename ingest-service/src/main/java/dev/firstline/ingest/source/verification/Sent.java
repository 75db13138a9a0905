package dev.firstline.ingest.source.verification;

/** A request as far as it can be seen before its body is read. */
public interface Sent {

    /** A header by its name in any case; empty where it is missing. */
    String header(String name);

    /** A parameter of the query, decoded; empty where it is missing. */
    String parameter(String name);
}
