package io.litestream4j.restore;

/** What to do about a {@link RestoreRequest}. */
sealed interface RestoreDecision {

    /**
     * There is nothing to do.
     *
     * @param reason why, for a person
     */
    record Nothing(String reason) implements RestoreDecision {}

    /**
     * The database has to be restored.
     *
     * @param target to which point
     * @param moveAside whether the database that exists is moved aside
     */
    record Restore(RestoreTarget target, boolean moveAside) implements RestoreDecision {}

    /**
     * A person has to look.
     *
     * @param message what is wrong and what to do
     */
    record Refuse(String message) implements RestoreDecision {}

    /**
     * Decides.
     *
     * @param state what is at the database's path
     * @param done whether this very request was carried out before
     */
    static RestoreDecision decide(RestoreRequest request, DatabaseFileState state, boolean done) {
        return switch (state) {
            case MISSING -> whenMissing(request, done);
            case DATABASE -> whenDatabase(request, done);
            case EMPTY -> whenEmpty(request);
            case NOT_SQLITE ->
                new Refuse(request.database() + " is not an SQLite database: correct the path, or move the"
                        + " file to another place if a backup is to be restored here");
            case NO_FILE ->
                new Refuse(request.database() + " is a directory or not a regular file: the path of the"
                        + " database has to name a file");
        };
    }

    private static RestoreDecision whenMissing(RestoreRequest request, boolean done) {
        if (request.policy() == RestorePolicy.NEVER) {
            return new Nothing("restore.on-start is never");
        }
        // A request that was carried out must not take back what was written since then.
        return new Restore(done ? new RestoreTarget.Latest() : request.target(), false);
    }

    private static RestoreDecision whenDatabase(RestoreRequest request, boolean done) {
        if (!request.replacesDatabase()) {
            return new Nothing("the database exists");
        }
        return done
                ? new Nothing("the restore to " + request.target() + " was carried out before")
                : new Restore(request.target(), true);
    }

    private static RestoreDecision whenEmpty(RestoreRequest request) {
        if (request.policy() == RestorePolicy.NEVER) {
            return new Nothing("restore.on-start is never");
        }
        return new Refuse(
                request.database() + " is empty (0 bytes), so it is unclear whether a backup is wanted:"
                        + " delete the file to have it restored, or set restore.on-start=never to begin with an empty database");
    }
}
