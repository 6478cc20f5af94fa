package io.litestream4j.boot.actuate;

import io.litestream4j.LitestreamDatabase;
import io.litestream4j.LitestreamException;
import io.litestream4j.MarkTakenException;
import io.litestream4j.boot.LitestreamOperations;
import io.litestream4j.boot.actuate.LitestreamDescriptor.DatabaseDescriptor;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.verify.VerifyMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * Shows the state of replicated databases, and carries out operations on them on request. Reading a state costs no I/O;
 * everything else ends within a time-out of the database's settings. Thread-safe.
 */
@WebEndpoint(id = "litestream")
public final class LitestreamEndpoint {

    /** The endpoint's id. */
    public static final EndpointId ID = EndpointId.of("litestream");

    /** The request is fine, but what is there does not go with it. */
    private static final int STATUS_CONFLICT = 409;

    private final Supplier<List<LitestreamDatabase>> databases;

    private final LitestreamOperations operations;

    private final InstantSource clock;

    /**
     * Creates the endpoint.
     *
     * @param databases gives the databases to show
     * @param operations carries out operations on the same databases
     * @param clock tells the age of what the replica lacks
     */
    public LitestreamEndpoint(
            Supplier<List<LitestreamDatabase>> databases, LitestreamOperations operations, InstantSource clock) {
        this.databases = databases;
        this.operations = operations;
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
        return operations
                .find(database)
                .map(found -> DatabaseDescriptor.of(found.status(), clock.instant()))
                .orElse(null);
    }

    /**
     * Says what a restore would read and reach, within {@code restore.side-file.timeout}.
     *
     * @param txid TXID to restore to
     * @param timestamp time from before which to restore the newest state
     * @param mark mark to restore; the newest state is meant if all three are null
     * @return 200 with the plan, 400 for a target that is none, 404 for an unknown database, 409 if the replica does not
     *     hold the target, 503 with the reason if it failed
     */
    @ReadOperation
    public WebEndpointResponse<OperationResponseBody> query(
            @Selector String database,
            @Selector LitestreamQuery query,
            @Nullable String txid,
            @Nullable OffsetDateTime timestamp,
            @Nullable String mark) {
        return answer(database, "plan", found -> {
            RequestedTarget target = new RequestedTarget(txid, timestamp, mark);
            return PlanDescriptor.of(database, operations.plan(database, target.target()));
        });
    }

    /**
     * Carries out an operation without parameters. Spring Boot chooses this method for requests without a body; those are
     * answered by the one with parameters all the same, which are taken from the query.
     */
    @WriteOperation
    public WebEndpointResponse<OperationResponseBody> run(
            @Selector String database, @Selector LitestreamOperation operation) {
        return run(database, operation, null, null, null, null);
    }

    /**
     * Carries out an operation and waits for it: for at most {@code shutdown-sync-timeout}, or
     * {@code restore.side-file.timeout} for restores and verifications.
     *
     * @param txid TXID to restore to
     * @param timestamp time from before which to restore the newest state
     * @param mark mark to restore; the newest state is meant if all three are null
     * @param mode how much a verification reads, {@code quick} if null
     * @return 200 with the result, 400 for a parameter that does not go with the operation, 404 for an unknown database,
     *     409 if the replica does not hold the target, 503 with the reason if it failed
     */
    @WriteOperation
    public WebEndpointResponse<OperationResponseBody> run(
            @Selector String database,
            @Selector LitestreamOperation operation,
            @Nullable String txid,
            @Nullable OffsetDateTime timestamp,
            @Nullable String mark,
            @Nullable VerifyMode mode) {
        RequestedTarget target = new RequestedTarget(txid, timestamp, mark);
        return answer(database, operation.toString(), found -> {
            requireParametersOf(operation, target, mode);
            return run(found, operation, target, mode);
        });
    }

    private static void requireParametersOf(
            LitestreamOperation operation, RequestedTarget target, @Nullable VerifyMode mode) {
        if (operation != LitestreamOperation.RESTORE && !target.isEmpty()) {
            throw new IllegalArgumentException(
                    "txid, timestamp and mark are for restores and plans, not for " + operation);
        }
        if (operation != LitestreamOperation.VERIFY && mode != null) {
            throw new IllegalArgumentException("mode is for verify, not for " + operation);
        }
    }

    private OperationResponseBody run(
            LitestreamDatabase database,
            LitestreamOperation operation,
            RequestedTarget target,
            @Nullable VerifyMode mode) {
        String name = database.options().name();
        Duration timeout = database.options().shutdownSyncTimeout();
        return switch (operation) {
            case SYNC -> OperationDescriptor.reached(name, operation, database.sync(timeout));
            case SNAPSHOT -> OperationDescriptor.reached(name, operation, database.snapshot(timeout));
            case RESTORE -> SideFileDescriptor.of(name, operations.restore(name, target.target()));
            case VERIFY ->
                VerificationDescriptor.of(name, operations.verify(name, mode == null ? VerifyMode.QUICK : mode));
        };
    }

    /**
     * Marks the present state of a database.
     *
     * @param name name of the mark
     * @return 200 with the mark, 400 for a name that is none, 404 for an unknown database, 409 if the name is that of
     *     another state, 503 with the reason if it failed
     */
    @WriteOperation
    public WebEndpointResponse<OperationResponseBody> create(
            @Selector String database, @Selector LitestreamCollection collection, @Selector String name) {
        return answer(database, "mark", found -> MarkDescriptor.of(operations.mark(database, name)));
    }

    /**
     * Deletes a mark.
     *
     * @param name name of the mark
     * @return 204, 404 if there is no such database or mark, 503 with the reason if it failed
     */
    @DeleteOperation
    public WebEndpointResponse<OperationResponseBody> delete(
            @Selector String database, @Selector LitestreamCollection collection, @Selector String name) {
        return respond(
                database,
                "delete",
                found -> new WebEndpointResponse<>(
                        operations.deleteMark(database, name)
                                ? WebEndpointResponse.STATUS_NO_CONTENT
                                : WebEndpointResponse.STATUS_NOT_FOUND));
    }

    private WebEndpointResponse<OperationResponseBody> answer(
            String name, String operation, Function<LitestreamDatabase, OperationResponseBody> action) {
        return respond(name, operation, found -> new WebEndpointResponse<>(action.apply(found)));
    }

    private WebEndpointResponse<OperationResponseBody> respond(
            String name,
            String operation,
            Function<LitestreamDatabase, WebEndpointResponse<OperationResponseBody>> action) {
        return operations
                .find(name)
                .map(found -> attempt(found, operation, action))
                .orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
    }

    private static WebEndpointResponse<OperationResponseBody> attempt(
            LitestreamDatabase database,
            String operation,
            Function<LitestreamDatabase, WebEndpointResponse<OperationResponseBody>> action) {
        try {
            return action.apply(database);
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            throw new InvalidEndpointRequestException(reason, reason, e);
        } catch (LitestreamException e) {
            return new WebEndpointResponse<>(
                    OperationDescriptor.failed(database.options().name(), operation, e), status(e));
        }
    }

    private static int status(LitestreamException failure) {
        boolean notThere = failure.getCause() instanceof RestoreException restore && restore.reason() != Reason.TIMEOUT;
        return notThere || failure instanceof MarkTakenException
                ? STATUS_CONFLICT
                : WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
    }
}
