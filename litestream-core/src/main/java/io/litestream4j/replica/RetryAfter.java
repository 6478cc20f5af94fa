package io.litestream4j.replica;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** For how long a service wants to be left alone, as its HTTP answers say. */
public final class RetryAfter {

    /** No service is left alone for longer: what a header says is not trusted with the length of an outage. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    private RetryAfter() {}

    /**
     * Returns what an answer asks for, from zero to {@link #LONGEST}; zero also if there is no header or it cannot be read.
     *
     * @param value the header {@code Retry-After}: a number of seconds or a date
     * @param date the header {@code Date} of the same answer, with which a date is compared: this machine's clock may differ
     */
    public static Duration of(@Nullable String value, @Nullable String date) {
        if (value == null) {
            return Duration.ZERO;
        }
        String text = value.trim();
        return bounded(text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : between(date, text));
    }

    private static Duration between(@Nullable String from, String to) {
        try {
            return from == null ? Duration.ZERO : Duration.between(instant(from), instant(to));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static Instant instant(String text) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim(), Instant::from);
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
