/** What a plan wants of the test bed: files, stand-ins, settings and waits. */
package dev.firstline.e2e.delivery.ground;
