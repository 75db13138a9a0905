/** The senders of the kill story. */
package dev.firstline.e2e.delivery.load;
