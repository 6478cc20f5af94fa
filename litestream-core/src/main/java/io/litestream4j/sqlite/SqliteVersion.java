package io.litestream4j.sqlite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Version of an SQLite library.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
public record SqliteVersion(int major, int minor, int patch) {

    /** From this minor version on a checkpoint can tell how far the WAL goes without moving anything. */
    private static final int MINOR_WITH_NOOP = 51;

    private static final int FIRST_PATCH_WITHOUT_WAL_RESET_BUG = 3;

    /**
     * Asks the library of the driver.
     *
     * @throws DatabaseAccessException if it cannot be loaded
     */
    public static SqliteVersion ofDriver() throws DatabaseAccessException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
            return parse(row.getString(1));
        } catch (SQLException e) {
            throw new DatabaseAccessException("the SQLite driver cannot be used: " + e.getMessage());
        }
    }

    /** Parses three numbers with points between them; missing ones are 0. */
    static SqliteVersion parse(String text) {
        String[] parts = text.split("\\.");
        int[] numbers = new int[3];
        for (int i = 0; i < Math.min(parts.length, numbers.length); i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return new SqliteVersion(numbers[0], numbers[1], numbers[2]);
    }

    /**
     * Returns whether the library can do what replication needs: {@code PRAGMA wal_checkpoint(NOOP)}, which 3.51.0 brought.
     * The releases 3.44.6 and 3.50.7, into which the repair of the WAL-reset bug was taken, do not have it.
     */
    public boolean isNewEnough() {
        return major > 3 || major == 3 && minor >= MINOR_WITH_NOOP;
    }

    /**
     * Returns whether two connections that checkpoint at the same moment can damage a database in WAL mode; only for versions
     * that are new enough. Repaired in 3.51.3, and in all of the later lines.
     */
    public boolean hasWalResetBug() {
        return major == 3 && minor == MINOR_WITH_NOOP && patch < FIRST_PATCH_WITHOUT_WAL_RESET_BUG;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
