package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProgressLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(ProgressLog.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void attach() {
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }

    @Test
    void logsEveryFiveSeconds() {
        ProgressLog progress = new ProgressLog(Path.of("app.db"), () -> now);
        for (int second = 0; second <= 11; second++) {
            now = Instant.ofEpochSecond(second);
            progress.onProgress(second * 10L, 200);
        }
        assertThat(appender.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Restoring database=app.db bytes=50 total=200 percent=25 bytes/s=10 remaining=PT15S",
                        "Restoring database=app.db bytes=100 total=200 percent=50 bytes/s=10 remaining=PT10S");
    }
}
