package io.litestream4j.cli;

import io.litestream4j.boot.autoconfigure.ApplicationReplica;
import io.litestream4j.boot.autoconfigure.ApplicationReplicas;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.restore.ReplicaRestore;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.RestorePlan;
import io.litestream4j.restore.RestoreProgress;
import io.litestream4j.restore.RestoreSettings;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.RestoreResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A replica that a command works with; whoever opens it closes it. */
record OpenReplica(ReplicaClient client, ApplicationReplica replica) implements Closeable {

    static OpenReplica open(ReplicaArguments arguments) {
        ApplicationReplica replica = arguments.replica();
        return new OpenReplica(ReplicaClients.create(replica.options().withExecutor(CliThreads::run)), replica);
    }

    ReplicaUrl url() {
        return client.url();
    }

    RestorePlan plan(RestoreTarget target) throws IOException {
        return explained(() -> restore((bytes, total) -> {}).plan(target, replica.restore()));
    }

    RestoreResult restoreTo(Path file, RestoreTarget target, RestoreSettings settings, RestoreProgress progress)
            throws IOException {
        return explained(() -> restore(progress).restoreTo(file, target, settings));
    }

    private ReplicaRestore restore(RestoreProgress progress) {
        return new ReplicaRestore(
                client, InstantSource.system(), System::nanoTime, CliThreads::pause, CliThreads::pool, progress);
    }

    /** The settings do not tell which bean is the main one, whose replica is not in a folder. */
    private <T> T explained(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (RestoreException e) {
            if (e.reason() != Reason.NO_BACKUP || replica.folder() == null) {
                throw e;
            }
            throw new RestoreException(
                    Reason.NO_BACKUP,
                    e.getMessage() + ": '" + replica.database() + "' has no URL of its own, so it was looked for at "
                            + url() + "; if it is the main DataSource, its replica is that of --database="
                            + ApplicationReplicas.MAIN);
        }
    }

    /** Returns the settings, with what the command line says in place of what the application does. */
    RestoreSettings settings(@Nullable IntegrityCheckMode integrityCheck, @Nullable Integer parallelism) {
        RestoreSettings settings = replica.restore();
        return new RestoreSettings(
                integrityCheck == null ? settings.integrityCheck() : integrityCheck,
                parallelism == null ? settings.parallelism() : parallelism,
                settings.timeout());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private interface Reading<T> {

        T read() throws IOException;
    }
}
