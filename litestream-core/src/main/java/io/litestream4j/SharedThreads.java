package io.litestream4j;

/**
 * The threads that all databases share.
 *
 * @param upkeep keeps the replicas, which may take minutes
 * @param monitor looks at idle databases, which never takes long
 */
record SharedThreads(SharedThread upkeep, SharedThread monitor) {

    SharedThreads() {
        this(new SharedThread("upkeep"), new SharedThread("monitor"));
    }
}
