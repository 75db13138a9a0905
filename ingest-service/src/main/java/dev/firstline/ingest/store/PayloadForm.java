package dev.firstline.ingest.store;

import java.util.Optional;
import java.util.function.BiPredicate;

/** Knows how payloads are encoded as they are stored. A store doesn't know the contract; whoever does implements it. */
public interface PayloadForm {

    /**
     * A batch's payloads without some.
     *
     * @param payloads the column as it is stored
     * @param unwanted of a payload's source and id
     * @return the column as it is to be stored; empty where it holds none of them
     */
    Optional<byte[]> without(byte[] payloads, BiPredicate<String, String> unwanted);
}
