package io.litestream4j.testing;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Where the random numbers of a test come from; shown with each failure.
 *
 * @param value the seed
 * @param property the system property that sets it
 */
public record Seed(long value, String property) implements TestExecutionExceptionHandler {

    private static final long OF_RUN = new Random().nextLong();

    /** Returns the one seed of this run, or that of the system property {@code litestream.seed}. */
    public static Seed ofRun() {
        return new Seed(Long.getLong("litestream.seed", OF_RUN), "litestream.seed");
    }

    /** Takes the seed from a system property, or another one each time. */
    public static Seed ofProperty(String property) {
        return new Seed(Long.getLong(property, new Random().nextLong()), property);
    }

    /** Returns random numbers that begin at the seed. */
    public Random random() {
        return new Random(value);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        failure.addSuppressed(new Shown("-D" + property + "=" + value));
        throw failure;
    }

    private static final class Shown extends Exception {

        private static final long serialVersionUID = 1L;

        Shown(String message) {
            super(message, null, false, false);
        }
    }
}
