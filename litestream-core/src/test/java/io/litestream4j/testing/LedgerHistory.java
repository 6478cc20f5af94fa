package io.litestream4j.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a {@link Ledger} held after each of its transactions, for comparing what is restored. Takes eight bytes for each. Safe
 * for use by several threads.
 */
public final class LedgerHistory {

    /** Enough for most runs from the start: an array that grows would look like a leak to a test that watches the heap. */
    private static final int USUAL_COMMITS = 1 << 20;

    private long[] hashes = new long[USUAL_COMMITS];
    private long last;

    /** Keeps a state. */
    public synchronized void add(Ledger.State state) {
        if (state.commits() >= hashes.length) {
            hashes = Arrays.copyOf(hashes, hashes.length * 2);
        }
        hashes[(int) state.commits()] = state.hash();
        last = Math.max(last, state.commits());
    }

    /** Returns the number of the last transaction that is known to be committed. */
    public synchronized long last() {
        return last;
    }

    /** Returns whether a state is the one after its transaction. */
    public synchronized boolean holds(Ledger.State state) {
        return state.commits() <= last && hashes[(int) state.commits()] == state.hash();
    }

    /** Writes a state for {@link #addAll}. */
    static void write(Ledger.State state, DataOutputStream output) throws IOException {
        synchronized (output) {
            output.writeLong(state.commits());
            output.writeLong(state.hash());
        }
    }

    /** Opens a file for states; they are not buffered, so that they survive the process. */
    static DataOutputStream open(Path file) throws IOException {
        OutputStream output = Files.newOutputStream(file);
        return new DataOutputStream(output);
    }

    /** Adds what another process has written. */
    public void addAll(Path file) throws IOException {
        try (DataInputStream input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                add(new Ledger.State(input.readLong(), input.readLong()));
            }
        } catch (EOFException e) {
            // That is all there is.
            return;
        }
    }
}
