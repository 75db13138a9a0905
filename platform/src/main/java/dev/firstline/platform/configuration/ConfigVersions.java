package dev.firstline.platform.configuration;

import dev.firstline.platform.database.Tx;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The tables {@code config_version} and {@code config_active}: every state that was ever in force, and the one that is. */
final class ConfigVersions {

    private ConfigVersions() {}

    /** The hash in force; empty where there is none yet. Locks nothing. */
    static Optional<String> activeHash(Tx tx, String kind) {
        return tx.first("select hash from config_active where kind = $1", row -> row.getString("hash"), kind);
    }

    static Optional<ConfigFiles> load(Tx tx, String kind, String hash) {
        return tx.first(
                "select content from config_version where kind = $1 and hash = $2",
                row -> ConfigFiles.fromStored(row.getString("content")),
                kind,
                hash);
    }

    static boolean isKnown(Tx tx, String kind, String hash) {
        return tx.first("select 1 from config_version where kind = $1 and hash = $2", row -> true, kind, hash)
                .isPresent();
    }

    static void activate(Tx tx, String kind, ConfigFiles files, Instant now) {
        tx.update(
                "insert into config_version (kind, hash, content, first_seen_time) values ($1, $2, $3, $4) on conflict do nothing",
                kind,
                files.hash(),
                files.toStored(),
                now.atOffset(ZoneOffset.UTC));
        tx.update("""
                insert into config_active (kind, hash, activated_time) values ($1, $2, $3)
                on conflict (kind) do update set hash = excluded.hash, activated_time = excluded.activated_time""", kind, files.hash(), now.atOffset(ZoneOffset.UTC));
    }
}
