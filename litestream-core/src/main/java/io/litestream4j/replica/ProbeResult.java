package io.litestream4j.replica;

import java.util.List;

/**
 * What a store was found to do.
 *
 * @param createOnly whether it refuses to overwrite what exists, so that two writers cannot destroy each other's files
 * @param replace whether it replaces an object only while it is the one that was read, which a lease needs
 * @param list whether what was written is listed
 * @param delete whether it deletes
 * @param findings what is missing and what to do about it, for a person; empty if nothing is
 */
public record ProbeResult(boolean createOnly, boolean replace, boolean list, boolean delete, List<String> findings) {

    /** Copies the list. */
    public ProbeResult {
        findings = List.copyOf(findings);
    }
}
