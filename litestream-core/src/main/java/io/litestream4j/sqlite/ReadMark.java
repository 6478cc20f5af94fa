package io.litestream4j.sqlite;

/**
 * A connection whose read transaction holds a mark in the WAL: nobody can move frames behind the mark into the database
 * file, and while the mark is not zero nobody can start the WAL again. Not safe for use by several threads.
 */
final class ReadMark {

    private final EngineConnection connection;
    private final EngineConnection.Query touch;
    private final EngineConnection.Query passive;
    private final EngineConnection.Query truncate;

    ReadMark(EngineConnection connection) throws DatabaseAccessException {
        this.connection = connection;
        this.touch = connection.prepare("PRAGMA schema_version");
        this.passive = connection.prepare("PRAGMA wal_checkpoint(PASSIVE)");
        this.truncate = connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** Sets the mark at the end of the WAL, or at zero if all of the WAL is in the database file. */
    void set() throws DatabaseAccessException {
        connection.execute("BEGIN");
        // BEGIN alone takes no lock: the first read does.
        touch.number();
    }

    void release() throws DatabaseAccessException {
        connection.execute("COMMIT");
    }

    /** Checkpoints as far as nobody is in the way; this mark must not be set. */
    void checkpoint() throws DatabaseAccessException {
        passive.tail();
    }

    /** Checkpoints and cuts the WAL file to nothing, if nobody is in the way; this mark must not be set. */
    void truncate() throws DatabaseAccessException {
        truncate.tail();
    }
}
