package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is said of a restore target that would be restored again if it stayed set. */
class RestoreWarningTests {

    private static final RestoreTarget TXID_3 = new RestoreTarget.AtTxId(new TxId(3));

    @TempDir
    private Path directory;

    private final Logger logger = (Logger) LoggerFactory.getLogger(RestoreOnStart.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private ReplicaClient client;
    private Path database;

    @BeforeEach
    void prepare() throws IOException {
        client = ReplicaFixture.copy("restart-gap", directory).client();
        database = directory.resolve("app/app.db");
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.WARN);
    }

    @AfterEach
    void close() throws IOException {
        logger.detachAppender(appender);
        logger.setLevel(null);
        client.close();
    }

    @Test
    void targetThatWasRestoredHasToBeRemoved() throws IOException {
        Restores.run(client, database, TXID_3);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("target='txid 0000000000000003' txid=0000000000000003 time=")
                .contains("while the replica goes on to txid=000000000000000b. ")
                .contains("remove the target");
    }

    @Test
    void targetThatReplacedADatabaseHasToBeRemovedAsWell() throws IOException {
        Restores.run(client, database, new RestoreTarget.Latest());
        Restores.run(client, database, TXID_3);
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void targetThatIsTheNewestStateLeavesNothingBehind() throws IOException {
        Restores.run(client, database, new RestoreTarget.AtTime(Restores.NOW));
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("remove the target")
                .doesNotContain("goes on");
    }

    @Test
    void newestStateIsNotWarnedOf() throws IOException {
        Restores.run(client, database, new RestoreTarget.Latest());
        assertThat(warnings()).isEmpty();
    }

    @Test
    void targetThatWasRestoredBeforeIsNotWarnedOfAgain() throws IOException {
        Restores.run(client, database, TXID_3);
        appender.list.clear();
        Files.delete(database);
        Restores.run(client, database, TXID_3);
        assertThat(warnings()).isEmpty();
    }

    private List<String> warnings() {
        return appender.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
