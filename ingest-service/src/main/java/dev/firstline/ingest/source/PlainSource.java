package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import jakarta.inject.Singleton;

/**
 * What one {@code curl} can send, as a form or in JSON, one alert or a list of them: for Nagios, Icinga, Monit and scripts;
 * {@link PlainAlert} says how it is read. States are the words of Nagios, or firing and resolved.
 *
 * <p>Fingerprint: {@code id} if it is given, else a hash over every field that isn't one of {@link PlainAlert#SAID}, host and check
 * among them. Episode key, order and delivery id: {@code episode_key}, {@code source_order} and {@code delivery_id}.
 *
 * @see <a href="https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/macrolist.html">Nagios, macros</a>
 */
@Singleton
public class PlainSource implements SourceAdapter {

    @Override
    public String type() {
        return "plain";
    }

    @Override
    public String identity() {
        return "id, else a hash over all labels, host and check among them";
    }

    @Override
    public Reading read(Payload payload) {
        if (payload.mediaType().equals(Form.MEDIA_TYPE)) return Form.read(payload, PlainAlert::all);
        return Json.read(payload, PlainAlert::all);
    }
}
