package dev.firstline.notify.api;

import dev.firstline.notify.channel.Channel;
import dev.firstline.notify.channel.Channels;
import dev.firstline.notify.channel.Strangers;
import dev.firstline.notify.channel.log.LogChannel;
import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.domain.Route;
import dev.firstline.notify.store.ConversationStore;
import dev.firstline.notify.store.IncidentStore;
import dev.firstline.notify.store.TellWork;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.Applied;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Takes in what triage says of an incident: its state, its story, and what follows for each destination, in one transaction. */
@Singleton
class Reception {

    private final Transactions transactions;
    private final Applied applied;
    private final IncidentStore incidents;
    private final ConversationStore conversations;
    private final TellWork tellWork;
    private final Channels channels;
    private final Strangers strangers;
    private final InstantSource clock;

    Reception(
            Transactions transactions,
            Applied applied,
            IncidentStore incidents,
            ConversationStore conversations,
            TellWork tellWork,
            Channels channels,
            Strangers strangers,
            InstantSource clock) {
        this.transactions = transactions;
        this.applied = applied;
        this.incidents = incidents;
        this.conversations = conversations;
        this.tellWork = tellWork;
        this.channels = channels;
        this.strangers = strangers;
        this.clock = clock;
    }

    /**
     * Takes it in.
     *
     * @return the highest line of the story before which none is missing
     */
    long receive(IncidentReading read) {
        Incident incident = read.incident();
        return transactions.call(tx -> {
            // The row locks the incident for the others who bring it; an older state may still bring lines that are
            // missing.
            boolean first = applied.first(tx, "incident", incident.id().toString(), incident.version());
            if (first) incidents.put(tx, incident, clock.instant());
            BooleanSupplier more = incidents.add(tx, incident.id(), read.entries());
            LongSupplier confirmed = incidents.confirm(tx, incident.id());
            if (first) {
                for (String channel : incident.route().channels()) {
                    conversations.begin(tx, conversation(incident, channel));
                }
            }
            if (more.getAsBoolean() || first) tellWork.due(tx, conversations.of(tx, incident.id()));
            return confirmed.getAsLong();
        });
    }

    private ConversationKey conversation(Incident incident, String name) {
        Route route = incident.route();
        Optional<Channel> known = channels.named(name);
        if (known.isEmpty()) strangers.named(name);
        Optional<String> destination = known.flatMap((Channel channel) -> channel.destination(route));
        return destination
                .map(where -> new ConversationKey(incident.id(), name, where))
                .orElseGet(() -> new ConversationKey(incident.id(), LogChannel.NAME, LogChannel.insteadOf(name)));
    }
}
