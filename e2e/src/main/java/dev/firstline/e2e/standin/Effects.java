package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where a vendor tells what a request changed. */
@FunctionalInterface
public interface Effects {

    /**
     * One change.
     *
     * @param name what happened: {@code posted}, {@code triggered}, {@code automation-started} …
     * @param details what it happened to
     */
    void happened(String name, ObjectNode details);
}
