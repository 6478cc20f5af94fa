package io.litestream4j.testing;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store that fails where a {@link FaultSchedule} says so, answers with old listings, and loses or corrupts files. Each
 * request is a step of the schedule. Closing it leaves the other client open. Safe for use by several threads.
 */
public final class FaultyReplicaClient implements ReplicaClient {

    private final ReplicaClient delegate;
    private final FaultSchedule schedule;
    private final Duration retryAfter;
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> flipped = new ConcurrentHashMap<>();
    private final Map<Integer, List<ReplicaFile>> oldListings = new ConcurrentHashMap<>();
    private volatile boolean stale;

    /** Wraps a client. */
    public FaultyReplicaClient(ReplicaClient delegate, FaultSchedule schedule) {
        this(delegate, schedule, Duration.ZERO);
    }

    /** Wraps a client; each failure says for how long the store wants to be left alone. */
    public FaultyReplicaClient(ReplicaClient delegate, FaultSchedule schedule, Duration retryAfter) {
        this.delegate = delegate;
        this.schedule = schedule;
        this.retryAfter = retryAfter;
    }

    /** Loses a file: it is not listed and cannot be read. */
    public void lose(ReplicaFile file) {
        lost.add(file.display());
    }

    /** Flips a bit in what is read of a file. */
    public void corrupt(ReplicaFile file, long offset) {
        flipped.put(file.display(), offset);
    }

    /** Answers listings with what is listed now, whatever is stored or deleted after it. */
    public void listStale() throws IOException {
        for (int level = 0; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
            oldListings.put(level, delegate.list(level, TxId.NONE));
        }
        stale = true;
    }

    /** Lists what there is. */
    public void listFresh() {
        stale = false;
    }

    /** Works well from now on, whatever its schedule says; what is lost or corrupt stays so. */
    public void heal() {
        schedule.heal();
        stale = false;
    }

    /** A request. */
    interface Request<T> {
        T send() throws IOException;
    }

    /** Sends a request, if nothing is wrong before, and answers, if nothing is wrong after it. */
    <T> T send(String what, Request<T> request) throws IOException {
        Optional<Fault> fault = schedule.next();
        if (fault.isPresent() && fault.get() != Fault.UNANSWERED) {
            throw broken(what, fault.get());
        }
        T answer = request.send();
        if (fault.isPresent()) {
            throw broken(what, fault.get());
        }
        return answer;
    }

    private ReplicaUnavailableException broken(String what, Fault fault) {
        return new ReplicaUnavailableException(url() + ": " + what + " failed: injected, " + fault, null, retryAfter);
    }

    @Override
    public ReplicaUrl url() {
        return delegate.url();
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        return send("list", () -> stale ? old(level, from) : delegate.list(level, from)).stream()
                .filter(file -> !lost.contains(file.display()))
                .toList();
    }

    private List<ReplicaFile> old(int level, TxId from) {
        return oldListings.getOrDefault(level, List.of()).stream()
                .filter(file -> !from.isAfter(file.name().min()))
                .toList();
    }

    @Override
    public List<ReplicaFile> withLtxTimes(List<ReplicaFile> listed, Instant around) throws IOException {
        return send("list", () -> delegate.withLtxTimes(listed, around));
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        Optional<Fault> fault = schedule.next();
        if (fault.isPresent() && fault.get() != Fault.PARTIAL) {
            throw broken("get", fault.get());
        }
        if (lost.contains(file.display())) {
            throw new ReplicaFileMissingException(url() + ": " + file.display() + " is lost");
        }
        InputStream in = delegate.open(file, offset, length);
        Long flip = flipped.get(file.display());
        long end = length < 0 ? file.size() - offset : length;
        return new DamagedInputStream(
                in, fault.isPresent() ? Math.max(0, end / 2) : Long.MAX_VALUE, flip == null ? -1 : flip - offset);
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        send("put", () -> {
            delegate.create(level, name, created, source);
            return name;
        });
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        send("delete", () -> {
            delegate.delete(files);
            return files;
        });
    }

    @Override
    public SideObjects sideObjects() {
        return new FaultySideObjects(delegate.sideObjects(), this);
    }

    @Override
    public ReplicaObjects objects() {
        return delegate.objects();
    }

    @Override
    public void close() {
        // Whoever made the other client closes it.
    }
}
