package io.litestream4j.replica;

/** Hears of each request to a store when it has ended, on the thread that made it: must be quick and must not throw. */
@FunctionalInterface
public interface ReplicaRequestListener {

    /** A request did what it should. */
    String SUCCESS = "success";

    /** A request failed, for whatever reason. */
    String ERROR = "error";

    /**
     * Handles the end of a request.
     *
     * @param operation {@code list}, {@code get}, {@code put} or {@code delete}
     * @param outcome {@link #SUCCESS} or {@link #ERROR}
     * @param bytes bytes of files sent or received; 0 for a listing or a deletion
     */
    void onRequest(String operation, String outcome, long bytes);
}
