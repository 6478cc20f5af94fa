package io.litestream4j.boot;

import io.litestream4j.LitestreamDatabase;
import io.litestream4j.LitestreamException;
import io.litestream4j.restore.RestorePlan;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.Mark;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.verify.VerificationReport;
import io.litestream4j.verify.VerifyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Marks states of the application's databases, and looks at what a replica holds, by the names of the {@code DataSource}
 * beans. Every operation ends within a time-out of the database's settings. Thread-safe.
 */
public final class LitestreamOperations {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Supplier<List<LitestreamDatabase>> databases;

    private final Function<LitestreamDatabase, SideFiles> sideFiles;

    private final InstantSource clock;

    /** A restore takes all threads and the disk that it is allowed to: one is enough. */
    private final Semaphore restoring = new Semaphore(1);

    /**
     * Creates operations on databases.
     *
     * @param databases gives the databases
     * @param sideFiles tells where and for how long a database is restored
     * @param clock gives the time for the names of restored files
     */
    public LitestreamOperations(
            Supplier<List<LitestreamDatabase>> databases,
            Function<LitestreamDatabase, SideFiles> sideFiles,
            InstantSource clock) {
        this.databases = databases;
        this.sideFiles = sideFiles;
        this.clock = clock;
    }

    /**
     * Marks the present state of each database, one after the other: what is committed to several of them at the same
     * time may be in one mark and not in another.
     *
     * @param name name of the mark: 1 to 100 letters, digits, dots, hyphens and underscores, a letter or a digit first
     * @return the marks by the databases' names
     * @throws IllegalArgumentException if a mark cannot have this name
     * @throws LitestreamException if one cannot be made; those before it stay
     */
    public Map<String, Mark> mark(String name) {
        Map<String, Mark> marks = new LinkedHashMap<>();
        for (LitestreamDatabase database : databases.get()) {
            marks.put(database.options().name(), database.mark(name));
        }
        return marks;
    }

    /**
     * Marks the present state of one database; see {@link LitestreamDatabase#mark(String)}.
     *
     * @throws IllegalArgumentException if a mark cannot have this name
     * @throws LitestreamException if there is no such database, or if the mark cannot be made
     */
    public Mark mark(String database, String name) {
        return require(database).mark(name);
    }

    /**
     * Deletes a mark of one database.
     *
     * @return whether there was one
     * @throws IllegalArgumentException if a mark cannot have this name
     * @throws LitestreamException if there is no such database, or if its replica cannot be reached
     */
    public boolean deleteMark(String database, String name) {
        return require(database).deleteMark(name);
    }

    /**
     * Says what a restore would read and reach.
     *
     * @throws LitestreamException if there is no such database, or if the target or the replica cannot be reached
     */
    public RestorePlan plan(String database, RestoreTarget target) {
        LitestreamDatabase found = require(database);
        return found.plan(target, sideFiles.apply(found).timeout());
    }

    /**
     * Restores one database to a file beside the one in use, under a name with the time in it. Whoever no longer needs
     * the file deletes it.
     *
     * @return where the file is, and exactly what was reached
     * @throws LitestreamException if there is no such database, if the target or the replica cannot be reached, or if
     *     another restore is running
     */
    public RestoreResult restore(String database, RestoreTarget target) {
        LitestreamDatabase found = require(database);
        if (!restoring.tryAcquire()) {
            throw new LitestreamException("Another restore is running: try again when it has ended", null);
        }
        try {
            SideFiles place = sideFiles.apply(found);
            return found.restoreTo(place.directory().resolve(fileName(found)), target, place.timeout());
        } finally {
            restoring.release();
        }
    }

    /**
     * Verifies what the replica of one database holds.
     *
     * @return damage and notes
     * @throws LitestreamException if there is no such database, or if its replica cannot be read in time
     */
    public VerificationReport verify(String database, VerifyMode mode) {
        LitestreamDatabase found = require(database);
        Duration timeout = sideFiles.apply(found).timeout();
        FutureTask<VerificationReport> verification = new FutureTask<>(() -> found.verify(mode));
        Thread thread = new Thread(verification, "litestream-verification-" + database);
        thread.setDaemon(true);
        thread.start();
        try {
            return verification.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LitestreamException failure
                    ? failure
                    : new LitestreamException("Cannot verify " + database + ": " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new LitestreamException("The verification of " + database + " did not end within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LitestreamException("Interrupted while " + database + " was verified", e);
        } finally {
            // Requests under way end soon after their thread is interrupted.
            verification.cancel(true);
        }
    }

    private String fileName(LitestreamDatabase database) {
        Path file = database.options().path().getFileName();
        return file + ".restored-" + TIME.format(clock.instant());
    }

    /** Returns a database by its name; empty if there is none. */
    public Optional<LitestreamDatabase> find(String name) {
        return databases.get().stream()
                .filter(database -> database.options().name().equals(name))
                .findFirst();
    }

    private LitestreamDatabase require(String name) {
        return find(name)
                .orElseThrow(() -> new LitestreamException(
                        "No replicated database is named '" + name + "'; there are "
                                + databases.get().stream()
                                        .map(database -> database.options().name())
                                        .toList(),
                        null));
    }
}
