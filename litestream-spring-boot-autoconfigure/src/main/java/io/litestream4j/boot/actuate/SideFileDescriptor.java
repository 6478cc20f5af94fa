package io.litestream4j.boot.actuate;

import io.litestream4j.boot.actuate.LitestreamDescriptor.RestoreDescriptor;
import io.litestream4j.status.RestoreResult;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A database that was restored beside the one in use.
 *
 * @param database name of the database
 * @param path the file
 * @param restore what was reached, and at what cost
 */
public record SideFileDescriptor(String database, String path, RestoreDescriptor restore)
        implements OperationResponseBody {

    static SideFileDescriptor of(String database, RestoreResult result) {
        return new SideFileDescriptor(database, result.path().toString(), RestoreDescriptor.of(result));
    }
}
