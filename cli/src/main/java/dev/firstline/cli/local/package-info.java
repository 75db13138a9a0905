/**
 * A cluster on this machine: a real PostgreSQL and any number of replicas of the four services, on loopback. The launcher uses it for
 * {@code up}; the stories in e2e use it to start, kill and pause what they like.
 */
package dev.firstline.cli.local;
