package dev.firstline.e2e.delivery.plan;

/**
 * What a message says about one alert.
 *
 * @param fingerprint which one
 * @param firing whether it fires; else it is resolved
 */
public record Statement(String fingerprint, boolean firing) {}
