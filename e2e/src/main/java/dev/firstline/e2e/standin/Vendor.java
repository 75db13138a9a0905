package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Act;

/** A vendor's protocol over its state in memory. Called from many threads at once. */
public interface Vendor {

    /** What the vendor calls such a request; faults and journals know it by this name. */
    String kind(Request request);

    /**
     * Does what is asked, and answers as the vendor does.
     *
     * @param effects told of everything that changed, before the change can be seen by another request
     */
    Reply answer(Request request, Effects effects);

    /** A fault's answer in this vendor's words. */
    Reply refusal(Act.Refusal refusal);

    /** Everything it holds, for a person or a test to look at. */
    ObjectNode state();

    /**
     * Changes how it behaves, from {@code POST /_control}.
     *
     * @param setting fields that each vendor's documentation names
     * @throws IllegalArgumentException where a field is not among them or makes no sense
     */
    void configure(ObjectNode setting);
}
