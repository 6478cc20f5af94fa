package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is in level 0 of a replica while others write, and remembers the content of each TXID (I2). */
final class ReplicaWatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReplicaWatcher.class);

    private final ReplicaClient client;
    private final Map<LtxFileName, Long> contents = new ConcurrentHashMap<>();
    private final Map<LtxFileName, String> changed = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean ended;

    ReplicaWatcher(ReplicaOptions replica) {
        this.client = ReplicaClients.create(replica);
        this.thread = EngineThreads.start("watcher", "test", this::watch);
    }

    private void watch() {
        while (!ended) {
            try {
                look(false);
                Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            } catch (ReplicaUnavailableException e) {
                // Some servers cannot list a directory in which a file is being renamed; the last look must not fail.
                log.info("Looking again: {}", e.toString());
            } catch (IOException e) {
                changed.put(LtxFileName.of(TxId.NONE.next()), e.toString());
            }
        }
    }

    private void look(boolean again) throws IOException {
        for (ReplicaFile file : client.list(ReplicaFile.CAPTURE_LEVEL, TxId.NONE)) {
            if (again || !contents.containsKey(file.name())) {
                compare(file);
            }
        }
    }

    private void compare(ReplicaFile file) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = client.open(file, 0, -1)) {
            crc.update(in.readAllBytes());
        } catch (ReplicaFileMissingException e) {
            return;
        }
        Long before = contents.putIfAbsent(file.name(), crc.getValue());
        if (before != null && before != crc.getValue()) {
            changed.put(file.name(), "was " + before + ", is " + crc.getValue());
        }
    }

    void assertNothingWasOverwritten() throws IOException {
        ended = true;
        EngineThreads.join(thread, 0);
        look(true);
        assertThat(changed).isEmpty();
        assertThat(contents).isNotEmpty();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        EngineThreads.join(thread, 0);
        client.close();
    }
}
