package io.litestream4j.boot.actuate;

import io.litestream4j.LitestreamDatabase;
import io.litestream4j.LitestreamException;
import io.litestream4j.boot.actuate.LitestreamDescriptor.DatabaseDescriptor;
import io.litestream4j.ltx.TxId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * Shows the state of replicated databases, and has one synchronised or written in full on request. Reading costs no
 * I/O. Thread-safe.
 */
@WebEndpoint(id = "litestream")
public final class LitestreamEndpoint {

    private final Supplier<List<LitestreamDatabase>> databases;

    private final InstantSource clock;

    /**
     * Creates the endpoint.
     *
     * @param databases gives the databases to show
     * @param clock tells the age of what the replica lacks
     */
    public LitestreamEndpoint(Supplier<List<LitestreamDatabase>> databases, InstantSource clock) {
        this.databases = databases;
        this.clock = clock;
    }

    /** Returns the state of all databases. */
    @ReadOperation
    public LitestreamDescriptor databases() {
        Instant now = clock.instant();
        Map<String, DatabaseDescriptor> states = new LinkedHashMap<>();
        for (LitestreamDatabase database : databases.get()) {
            states.put(database.options().name(), DatabaseDescriptor.of(database.status(), now));
        }
        return new LitestreamDescriptor(states);
    }

    /** Returns the state of a database; null, which is answered with 404, if there is none of that name. */
    @ReadOperation
    public @Nullable DatabaseDescriptor database(@Selector String database) {
        return find(database)
                .map(found -> DatabaseDescriptor.of(found.status(), clock.instant()))
                .orElse(null);
    }

    /**
     * Carries out an operation and waits for it, for at most the database's {@code shutdown-sync-timeout}.
     *
     * @return 200 with the TXID that was reached, 404 for an unknown database, 503 with the reason if it failed
     */
    @WriteOperation
    public WebEndpointResponse<OperationDescriptor> run(
            @Selector String database, @Selector LitestreamOperation operation) {
        return find(database)
                .map(found -> run(found, operation))
                .orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
    }

    private static WebEndpointResponse<OperationDescriptor> run(
            LitestreamDatabase database, LitestreamOperation operation) {
        String name = database.options().name();
        Duration timeout = database.options().shutdownSyncTimeout();
        try {
            TxId reached =
                    switch (operation) {
                        case SYNC -> database.sync(timeout);
                        case SNAPSHOT -> database.snapshot(timeout);
                    };
            return new WebEndpointResponse<>(
                    new OperationDescriptor(name, operation.toString(), reached.toString(), null));
        } catch (LitestreamException e) {
            return new WebEndpointResponse<>(
                    new OperationDescriptor(name, operation.toString(), null, e.getMessage()),
                    WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        }
    }

    private Optional<LitestreamDatabase> find(String name) {
        return databases.get().stream()
                .filter(database -> database.options().name().equals(name))
                .findFirst();
    }
}
