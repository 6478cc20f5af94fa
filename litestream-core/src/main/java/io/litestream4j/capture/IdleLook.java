package io.litestream4j.capture;

import java.io.IOException;

/**
 * How to notice, without SQLite and at little cost, that a database for which there is nothing to do may need its capture
 * thread again. Safe for use by several threads.
 */
@FunctionalInterface
interface IdleLook {

    /**
     * Looks.
     *
     * @return whether something may have to be done; in doubt it may
     * @throws IOException if that cannot be seen: something has to be done then, too
     */
    boolean isOver() throws IOException;

    /** Looks as well; what cannot be seen may be over. The capture thread meets the same failure, and says so. */
    default boolean mayBeOver() {
        try {
            return isOver();
        } catch (IOException e) {
            return true;
        }
    }
}
