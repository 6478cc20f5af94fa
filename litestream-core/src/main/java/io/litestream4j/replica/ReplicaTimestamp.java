package io.litestream4j.replica;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The LTX time as Litestream writes it into an object's metadata: RFC 3339 in UTC with up to nine decimals, of which those
 * at the end that are zero are cut, as in {@code 2026-01-02T03:04:05.12Z}.
 */
public final class ReplicaTimestamp {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ReplicaTimestamp() {}

    /** Returns a time as text. */
    public static String format(Instant time) {
        return FORMAT.format(time);
    }

    /** Returns the time that a text says, with any offset; empty if there is no text, or if it is no such time. */
    public static Optional<Instant> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
