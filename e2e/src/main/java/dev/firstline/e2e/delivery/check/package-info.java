/** What must hold at the end of the kill story, decided from facts alone: no database, no stand-in, no clock. */
package dev.firstline.e2e.delivery.check;
