package io.litestream4j.cli;

import io.litestream4j.boot.autoconfigure.ApplicationReplica;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.restore.ReplicaRestore;
import io.litestream4j.restore.RestoreProgress;
import io.litestream4j.restore.RestoreSettings;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A replica that a command works with; whoever opens it closes it. */
record OpenReplica(ReplicaClient client, RestoreSettings settings) implements Closeable {

    static OpenReplica open(ReplicaArguments arguments) {
        ApplicationReplica replica = arguments.replica();
        return new OpenReplica(
                ReplicaClients.create(replica.options().withExecutor(CliThreads::run)), replica.restore());
    }

    ReplicaUrl url() {
        return client.url();
    }

    ReplicaRestore restore(RestoreProgress progress) {
        return new ReplicaRestore(client, InstantSource.system(), CliThreads::pause, CliThreads::pool, progress);
    }

    /** Returns the settings, with what the command line says in place of what the application does. */
    RestoreSettings settings(@Nullable IntegrityCheckMode integrityCheck, @Nullable Integer parallelism) {
        return new RestoreSettings(
                integrityCheck == null ? settings.integrityCheck() : integrityCheck,
                parallelism == null ? settings.parallelism() : parallelism,
                settings.timeout());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
