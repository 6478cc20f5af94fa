package io.litestream4j.status;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the threads of one database put what others may know. Safe for use by several threads. */
public final class StatusBoard {

    private static final Logger log = LoggerFactory.getLogger(StatusBoard.class);

    private final AtomicReference<DatabaseStatus> status;
    private final List<DatabaseListener> listeners = new CopyOnWriteArrayList<>();

    /** Creates a board that shows {@code initial}. */
    public StatusBoard(DatabaseStatus initial) {
        this.status = new AtomicReference<>(initial);
    }

    /** Returns the state. */
    public DatabaseStatus get() {
        return status.get();
    }

    /** Changes the state; {@code change} may be called more than once. */
    public void update(UnaryOperator<DatabaseStatus> change) {
        status.updateAndGet(change);
    }

    /** Adds a listener. */
    public void add(DatabaseListener listener) {
        listeners.add(listener);
    }

    /** Tells all listeners; one that throws is logged and does not keep others from hearing. */
    public void publish(DatabaseEvent event) {
        for (DatabaseListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException e) {
                log.warn("A listener failed on {}", event, e);
            }
        }
    }
}
