/**
 * The kill story: thousands of alerts through a whole Firstline whose processes are killed and paused, and at the end a count of what was
 * lost, doubled or told in the wrong order.
 */
package dev.firstline.e2e.delivery;
