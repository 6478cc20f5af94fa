package io.litestream4j.testing;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What tests have measured, for people who look at their output. */
public final class Figures {

    private static final Logger log = LoggerFactory.getLogger("figures");

    private Figures() {}

    /** Shows figures, in the way of {@link String#format}. */
    public static void show(String format, Object... figures) {
        log.info(String.format(Locale.ROOT, format, figures));
    }
}
