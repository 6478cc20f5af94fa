package io.litestream4j.wal;

/**
 * The two numbers that tell one run of a WAL from the next.
 *
 * @param salt1 counted up by one at each restart of the WAL; random in a new WAL file
 * @param salt2 random at each restart
 */
public record WalSalts(int salt1, int salt2) {

    /** Returns whether SQLite restarted the WAL exactly once between {@code before} and these salts. */
    public boolean isRestartOf(WalSalts before) {
        return salt1 == before.salt1 + 1;
    }

    /** Returns both numbers as 8 hex digits each. */
    @Override
    public String toString() {
        return "%08x-%08x".formatted(salt1, salt2);
    }
}
