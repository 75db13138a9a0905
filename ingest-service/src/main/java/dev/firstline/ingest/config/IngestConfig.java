package dev.firstline.ingest.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may send alerts, and how much of it waits where. */
@ConfigMapping(prefix = "firstline.ingest")
public interface IngestConfig {

    /** The tools that send alerts, by name: a-z, 0-9, - and _. A name is part of an alert's identity, so keep it. */
    Map<String, Source> sources();

    /** How many events may wait for a commit before senders get 503. One request may exceed it where nothing else waits. */
    @WithDefault("20000")
    int queueEvents();

    /** How many bytes, events and payloads together, may wait for a commit before senders get 503. */
    @WithDefault("64M")
    MemorySize queueBytes();

    /** The largest body of a request, as it is sent and once it is inflated; above it the answer is 413. */
    @WithDefault("4M")
    MemorySize maxBody();

    /** How deep objects and lists of a payload may nest, from 1 to 500. A payload beyond this or the next three becomes a dead letter. */
    @WithDefault("64")
    int maxDepth();

    /** How many keys, values and brackets a payload may have; each field of a form counts as two. */
    @WithDefault("300000")
    int maxTokens();

    /** The longest text in a payload, in characters. */
    @WithDefault("1000000")
    int maxText();

    /** The longest key in a payload, the name of a label for example, in characters. */
    @WithDefault("2000")
    int maxName();

    /** How long a sender may take for the body of a request; after it the answer is 408, and the connection is closed. */
    @WithDefault("20s")
    Duration bodyTimeout();

    /** The proxies before ingest, by address (192.0.2.7, 2001:db8::7) or range (10.0.0.0/8): only what they say of a sender's address is believed. */
    Optional<List<String>> trustedProxies();

    /** The header in which those proxies name the sender: X-Forwarded-For or Forwarded. The other one is anybody's word, and never read. */
    @WithDefault("X-Forwarded-For")
    String forwardedHeader();

    /** How long a request waits for its commit; after it the answer is 503, and nothing of it is written. */
    @WithDefault("3s")
    Duration maxWait();

    /** How many batches may wait for triage before senders get 503. Each holds 1 to 500 events. */
    @WithDefault("500000")
    int backlogBatches();

    /**
     * How large the database may get, all services' schemas together, before senders get 503: somewhat less than its volume holds beside
     * the log. Without it nobody asks how large it is.
     */
    Optional<MemorySize> backlogDatabaseSize();

    /** How long batches are kept after they were folded. Counted in whole days (UTC). */
    @WithDefault("30d")
    Duration retention();

    /** How often the tables are looked after: days made ahead, old days dropped, the backlog counted, the database measured. */
    @WithDefault("2s")
    Duration upkeepInterval();

    /** How long triage may take to answer a batch. */
    @WithDefault("3s")
    Duration handOverDeadline();

    /** Firstline's own dead man's switch: somebody outside who notices when it is dead. */
    DeadMansSwitch deadMansSwitch();

    /** Whom to tell that Firstline lives. */
    interface DeadMansSwitch {

        /**
         * The address to call (GET) as long as accepted events are folded by triage; any answer 2xx is right. It often holds a secret:
         * set it by the environment. Without it nobody is told.
         */
        Optional<URI> url();

        /** How often; the service outside has to wait somewhat longer. */
        @WithDefault("1m")
        Duration interval();

        /** How long an accepted event may wait until triage has folded it; with one that waits longer, events don't flow. */
        @WithDefault("30s")
        Duration patience();

        /** Longest wait for the answer. */
        @WithDefault("5s")
        Duration timeout();
    }

    /** A tool that sends alerts. */
    interface Source {

        /** What it speaks: the type of an adapter, alertmanager or cloudevents for example. */
        String type();

        /**
         * What its senders prove themselves with: the token of bearer, user:password for basic, the key of a signature. Two are valid
         * at once, so that they can be rotated. Where neither secrets nor secret-files are given, the source takes no webhooks, and is
         * fed over gRPC only.
         */
        Optional<List<String>> secrets();

        /** Files that hold one secret each, read again every few seconds; they count like secrets. */
        Optional<List<Path>> secretFiles();

        /** The addresses and ranges that may send, 192.0.2.0/24 for example; everybody who proves himself where none is named. */
        Optional<List<String>> allowFrom();

        /**
         * generic: where each field of an alert stands, as a JSON Pointer, or how it follows, in CEL. otlp-logs: severity and identity.
         */
        Map<String, String> fields();

        /** aws-sqs: the queue that is read. Credentials come from the SDK's default chain (environment, profile, web identity, instance). */
        Queue queue();

        /** How its senders prove themselves. */
        Verification verification();

        /** How long it may be silent before that is an alert; at least 10s. Without it, it may be silent for ever. */
        Optional<Duration> expectEvery();

        /**
         * The name of the alert (its label alertname, else its title) that only says that the source lives: it opens no incident, and
         * nothing but its firing counts for expect-every. Without it, an alert named Watchdog is taken for one, and whatever the source
         * sends counts.
         */
        Optional<String> heartbeat();

        /**
         * How long its payloads are kept at most, dead letters included; at least 1h. Its events stay as long as all others. Without it its
         * payloads do, too.
         */
        Optional<Duration> payloadRetention();
    }

    /** A queue of Amazon SQS. */
    interface Queue {

        /** Its address: https://sqs.<region>.amazonaws.com/<account>/<name>. */
        Optional<URI> url();

        /** Its region. Without it the one in the address, else the SDK's own choice. */
        Optional<String> region();

        /** Another endpoint than the region's own. */
        Optional<URI> endpoint();

        /** How long a read waits for messages, 0s to 20s. */
        @WithDefault("20s")
        Duration longPoll();

        /** How long a message that was read is hidden from other readers; 10s more than max-wait at least. */
        @WithDefault("30s")
        Duration visibility();

        /** How many reads each replica has under way at once; each brings up to ten messages. */
        @WithDefault("1")
        int readers();
    }

    /** How senders prove that they hold a secret. */
    interface Verification {

        /** bearer, basic, token, hmac or sns. Where none is named: the signature of the type's vendor, bearer for one that doesn't sign. */
        Optional<String> method();

        /** hmac: the header that holds the signature of the raw body; several are separated by commas. */
        Optional<String> header();

        /** hmac: sha1, sha256, sha384 or sha512. */
        @WithDefault("sha256")
        String algorithm();

        /** hmac: hex or base64. */
        @WithDefault("hex")
        String encoding();

        /** hmac: what stands before each signature, sha256= for example. */
        Optional<String> prefix();

        /** hmac: the header with the time since 1970 that was signed, with a colon, before the body. */
        Optional<String> timestampHeader();

        /** hmac: how far that time may be from our own; what is older may be a replay. */
        @WithDefault("5m")
        Duration replayWindow();

        /** token: the query parameter that holds the secret. Proxies may log it; prefer the others. */
        @WithDefault("token")
        String parameter();

        /** sns: the ARNs of the topics that may send; SNS signs, and needs no secret. */
        Optional<List<String>> topics();
    }
}
