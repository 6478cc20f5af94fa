package io.litestream4j.replica;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The small objects beside the LTX files of a replica: leases, marks, probes.
 *
 * <ol>
 *   <li>{@link #create} and {@link #replace} are durable when they return, and what is read afterwards is theirs.
 *   <li>Of several who create one name, or replace one version, at the same time at most one succeeds. Where the store
 *       itself cannot promise that, {@link #isAtomic()} is false and it is done by the best means there is.
 *   <li>Names are relative to the replica's path; a name may have several parts with slashes between them.
 *   <li>A store that cannot be reached is never taken for one without the object.
 *   <li>Whoever cannot tell whether a request has arrived throws another {@link IOException} than
 *       {@link SideObjectConflictException}, and the caller reads the object to find out.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
public interface SideObjects {

    /** Largest content, in bytes. */
    int MAX_SIZE = 64 * 1024;

    /**
     * Reads an object; empty if there is none.
     *
     * @throws IOException if the store fails, or if the object is larger than {@link #MAX_SIZE}
     */
    Optional<SideObject> get(String name) throws IOException;

    /**
     * Creates an object.
     *
     * @throws SideObjectConflictException if the name is taken
     */
    SideObject create(String name, byte[] content) throws IOException;

    /**
     * Replaces an object by other content if it is still the one that was read.
     *
     * @throws SideObjectConflictException if it has changed or gone
     */
    SideObject replace(SideObject expected, byte[] content) throws IOException;

    /** Deletes an object; one that is missing is fine. */
    void delete(String name) throws IOException;

    /** Lists the names that begin with a prefix, in order; LTX files are not among them. */
    List<String> list(String prefix) throws IOException;

    /** Returns whether the store itself sees to it that only one of several writers succeeds. */
    boolean isAtomic();
}
