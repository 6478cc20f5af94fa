package io.litestream4j.capture;

/** What has become of the files of an attached database. */
sealed interface FileChange {

    /** They are the ones that were attached. */
    record None() implements FileChange {}

    /**
     * The database file has another content than the one that SQLite has given it.
     *
     * @param what what was found, for a person
     */
    record Overwritten(String what) implements FileChange {}

    /**
     * A file that SQLite's connections use is not at its path any more: what they write has no name.
     *
     * @param what what was found, for a person
     * @param walOnly whether it is the WAL alone; the database file can still be completed from it
     */
    record Lost(String what, boolean walOnly) implements FileChange {}
}
