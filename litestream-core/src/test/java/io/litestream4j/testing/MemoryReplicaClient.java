package io.litestream4j.testing;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A replica in memory that counts requests. Closing it loses nothing, so that several may follow each other on it. */
public final class MemoryReplicaClient implements ReplicaClient {

    /** A kind of request. */
    public enum Request {
        LIST,
        GET,
        PUT,
        DELETE
    }

    private record Key(int level, LtxFileName name) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return Comparator.comparingInt(Key::level).thenComparing(Key::name).compare(this, other);
        }
    }

    private record Stored(ReplicaFile file, byte[] bytes) {}

    private final TreeMap<Key, Stored> files = new TreeMap<>();
    private final Map<Request, Integer> requests = new EnumMap<>(Request.class);
    private final SideObjects sideObjects = new MemorySideObjects();

    /** Returns how many requests of each kind there were since the last call; kinds without any are left out. */
    public synchronized Map<Request, Integer> takeRequests() {
        Map<Request, Integer> taken = new EnumMap<>(requests);
        requests.clear();
        return taken;
    }

    /** Returns all files, without a request. */
    public synchronized List<ReplicaFile> files() {
        return files.values().stream().map(Stored::file).toList();
    }

    /** Returns the bytes of a file, without a request. */
    public synchronized byte[] bytes(ReplicaFile file) {
        return Objects.requireNonNull(files.get(new Key(file.level(), file.name())))
                .bytes();
    }

    /** Loses a file, without a request. */
    public synchronized void lose(ReplicaFile file) {
        files.remove(new Key(file.level(), file.name()));
    }

    private void count(Request request) {
        requests.merge(request, 1, Integer::sum);
    }

    @Override
    public ReplicaUrl url() {
        return ReplicaUrl.parse("memory://replica");
    }

    @Override
    public synchronized List<ReplicaFile> list(int level, TxId from) {
        count(Request.LIST);
        return files().stream()
                .filter(file ->
                        file.level() == level && !from.isAfter(file.name().min()))
                .toList();
    }

    @Override
    public synchronized InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        count(Request.GET);
        Stored stored = files.get(new Key(file.level(), file.name()));
        if (stored == null) {
            throw new ReplicaFileMissingException(file.display() + " is not in memory");
        }
        int start = (int) Math.min(offset, stored.bytes().length);
        int left = stored.bytes().length - start;
        int count = length < 0 ? left : (int) Math.min(length, left);
        return new ByteArrayInputStream(stored.bytes(), start, count);
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        byte[] bytes;
        try (InputStream in = source.open()) {
            bytes = in.readAllBytes();
        }
        put(new ReplicaFile(level, name, bytes.length, created.truncatedTo(ChronoUnit.MILLIS)), bytes);
    }

    private synchronized void put(ReplicaFile file, byte[] bytes) throws ReplicaFileExistsException {
        count(Request.PUT);
        if (files.putIfAbsent(new Key(file.level(), file.name()), new Stored(file, bytes)) != null) {
            throw new ReplicaFileExistsException(file.display() + " is in memory already");
        }
    }

    @Override
    public synchronized void delete(Collection<ReplicaFile> gone) {
        count(Request.DELETE);
        new ArrayList<>(gone).forEach(this::lose);
    }

    @Override
    public SideObjects sideObjects() {
        return sideObjects;
    }

    @Override
    public void close() {
        // Nothing is open, and what is stored stays.
    }
}
