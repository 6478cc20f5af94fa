package io.litestream4j.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notes when each LTX file of a directory gets its final name, and which frames of the WAL it holds.
 *
 * <p>On Linux the operating system tells of the name at once, nothing is polled. The same observer serves all variants.
 */
final class ReplicaWatcher implements AutoCloseable {

    private static final int WAL_OFFSET = 48;
    private static final int WAL_FIELDS_SIZE = 24;

    private final Path directory;
    private final WatchService service;
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::watch, "replica-watcher");

    /**
     * An LTX file in place.
     *
     * @param nanos {@link System#nanoTime()}, which on Linux is the same clock in all processes
     * @param salts both salts of the WAL that it was made from
     * @param walEnd offset in the WAL up to which it goes
     */
    record Arrival(long nanos, long salts, long walEnd) {}

    ReplicaWatcher(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.service = directory.getFileSystem().newWatchService();
        directory.register(service, StandardWatchEventKinds.ENTRY_CREATE);
        thread.setDaemon(true);
        thread.start();
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    private void watch() {
        try {
            for (WatchKey key = service.take(); ; key = service.take()) {
                long now = System.nanoTime();
                for (WatchEvent<?> event : key.pollEvents()) {
                    note(now, String.valueOf(event.context()));
                }
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(long now, String name) {
        if (!name.endsWith(".ltx")) {
            return;
        }
        ByteBuffer fields = ByteBuffer.allocate(WAL_FIELDS_SIZE);
        try (FileChannel file = FileChannel.open(directory.resolve(name))) {
            if (file.read(fields, WAL_OFFSET) == WAL_FIELDS_SIZE) {
                fields.flip();
                long offset = fields.getLong();
                long size = fields.getLong();
                arrivals.add(new Arrival(now, fields.getLong(), offset + size));
            }
        } catch (NoSuchFileException e) {
            // Retention was faster; a later file covers the same commits.
            return;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + directory.resolve(name), e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        service.close();
        thread.join();
    }
}
