package io.litestream4j.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Writers that commit to a {@link Ledger} at a steady rate, each on a thread and a connection of its own, until closed. */
public final class LedgerLoad implements AutoCloseable {

    /** Hears of each commit, on its thread. */
    @FunctionalInterface
    public interface Committed {

        /** A transaction was committed. */
        void committed(Ledger.State state) throws Exception;
    }

    private final TestDatabase database;
    private final Committed listener;
    private final long nanosBetween;
    private final Latencies latencies = new Latencies();
    private final ExecutorService threads;
    private final List<Future<?>> writers = new ArrayList<>();
    private volatile boolean ended;

    /** Begins. */
    public LedgerLoad(TestDatabase database, int count, int commitsPerSecond, Random random, Committed listener) {
        this.database = database;
        this.listener = listener;
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) * count / commitsPerSecond;
        this.threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            Random own = new Random(random.nextLong());
            writers.add(threads.submit(() -> {
                write(own);
                return null;
            }));
        }
    }

    private void write(Random random) throws Exception {
        try (Connection connection = database.open()) {
            TestDatabase.execute(connection, "PRAGMA synchronous=NORMAL");
            Ledger ledger = new Ledger(connection, random);
            long due = System.nanoTime();
            while (!ended) {
                commit(ledger);
                due += nanosBetween;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        }
    }

    private void commit(Ledger ledger) throws Exception {
        long begin = System.nanoTime();
        Ledger.State state = ledger.commit();
        listener.committed(state);
        latencies.add(System.nanoTime() - begin);
    }

    /** Returns how long the transactions took, with what the listener did. */
    public Latencies latencies() {
        return latencies;
    }

    /** Throws what a writer has failed with. */
    public void check() throws SQLException {
        for (Future<?> writer : writers) {
            if (writer.isDone()) {
                await(writer);
            }
        }
    }

    private static void await(Future<?> writer) throws SQLException {
        try {
            writer.get();
        } catch (ExecutionException e) {
            throw new SQLException("a writer has failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
    }

    /** Ends the writers after the transactions under way. */
    @Override
    public void close() throws SQLException {
        ended = true;
        threads.shutdown();
        for (Future<?> writer : writers) {
            await(writer);
        }
    }
}
