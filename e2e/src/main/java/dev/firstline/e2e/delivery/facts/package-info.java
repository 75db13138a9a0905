/** Reads what the checker needs out of the four schemas and the vendors' journals. */
package dev.firstline.e2e.delivery.facts;
