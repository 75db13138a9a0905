package dev.firstline.remediation.domain;

/**
 * Something that can be asked of a connector.
 *
 * @param connector its configured name
 * @param expr in the connector's language
 */
public record Measurement(String connector, Template expr) {}
