package io.litestream4j.lease;

import io.litestream4j.replica.FlatJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * What the lease object says.
 *
 * @param generation the fencing token, 1 or more
 * @param expiresAt when it ends by the holder's clock, {@link #RELEASED} once it was given back
 * @param owner who holds it, as {@code host:pid}
 * @param ttl how long it lasts from a renewal on; zero if its holder did not write that
 * @param id what tells one holder from all others, also of the same name; empty if its holder has none
 */
record LeaseRecord(long generation, Instant expiresAt, String owner, Duration ttl, String id) {

    /** The first moment of Go's calendar: no holder's clock is that late, whatever is wrong with it. */
    static final Instant RELEASED = Instant.parse("0001-01-01T00:00:00Z");

    /**
     * Parses what Litestream or we have written.
     *
     * @throws IllegalArgumentException if it is anything else; says what is wrong
     */
    static LeaseRecord parse(byte[] json) {
        Map<String, String> fields = FlatJson.parse(new String(json, StandardCharsets.UTF_8));
        try {
            return new LeaseRecord(
                    // An early form of Litestream called it a token.
                    Long.parseLong(fields.getOrDefault("generation", fields.getOrDefault("token", "none"))),
                    OffsetDateTime.parse(fields.getOrDefault("expires_at", "none"))
                            .toInstant(),
                    fields.getOrDefault("owner", ""),
                    Duration.ofMillis(Long.parseLong(fields.getOrDefault("ttl_ms", "0"))),
                    fields.getOrDefault("id", ""));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expires_at is not a time: " + e.getMessage(), e);
        }
    }

    byte[] toJson() {
        return ("{\"generation\":" + generation + ",\"expires_at\":\"" + expiresAt + "\",\"owner\":"
                        + FlatJson.quoted(owner) + ",\"ttl_ms\":" + ttl.toMillis() + ",\"id\":" + FlatJson.quoted(id)
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    boolean isReleased() {
        return !expiresAt.isAfter(RELEASED);
    }

    /** Returns whether both were written by one holder in one go, without a release or another holder between. */
    boolean hasHolderOf(LeaseRecord other) {
        return generation == other.generation && id.equals(other.id) && owner.equals(other.owner);
    }

    LeaseRecord released() {
        return new LeaseRecord(generation, RELEASED, owner, ttl, id);
    }

    /** Returns this with a new end. */
    LeaseRecord until(Instant end) {
        return new LeaseRecord(generation, end, owner, ttl, id);
    }

    /** Returns who holds it, for a person. */
    String holder() {
        return (owner.isEmpty() ? "somebody" : owner) + " (generation " + generation + ")";
    }
}
