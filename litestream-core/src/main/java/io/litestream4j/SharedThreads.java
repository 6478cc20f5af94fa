package io.litestream4j;

/**
 * The threads that all databases share.
 *
 * @param upkeep keeps the replicas, which may take minutes
 * @param monitor looks at idle databases, which never takes long
 * @param verification reads the replicas, one after the other, which may take hours
 */
record SharedThreads(SharedThread upkeep, SharedThread monitor, SharedThread verification) {

    SharedThreads() {
        this(new SharedThread("upkeep"), new SharedThread("monitor"), new SharedThread("verification"));
    }
}
