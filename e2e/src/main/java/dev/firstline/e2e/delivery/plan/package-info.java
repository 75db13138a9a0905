/** What is sent in the kill story, made from a seed: the same seed, the same alerts in the same order. */
package dev.firstline.e2e.delivery.plan;
