/** What the kill story happens to: two replicas of each service, a database, stand-ins, and a proxy on every way between them. */
package dev.firstline.e2e.delivery.bed;
