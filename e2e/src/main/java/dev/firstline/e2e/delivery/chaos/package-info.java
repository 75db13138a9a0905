/** What goes wrong in the kill story: processes are killed and paused, half of the time in a moment that tells. */
package dev.firstline.e2e.delivery.chaos;
