package io.litestream4j.replica;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Makes calls again that the network has broken, as the engine does: with its rule that a file which is there already is an
 * earlier try that had arrived, if its content is the same.
 */
record RetryingReplicaClient(ReplicaClient client) implements ReplicaClient {

    private static final int TRIES = 20;

    interface Call<T> {
        T call() throws IOException;
    }

    /** Makes a call until it is answered; answers are results, and what is told about the object itself. */
    static <T> T retry(Call<T> call) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return call.call();
            } catch (ReplicaFileExistsException | ReplicaFileMissingException | SideObjectConflictException e) {
                throw e;
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public ReplicaUrl url() {
        return client.url();
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        return retry(() -> client.list(level, from));
    }

    @Override
    public List<ReplicaFile> withLtxTimes(List<ReplicaFile> listed, Instant around) throws IOException {
        return retry(() -> client.withLtxTimes(listed, around));
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        return new ByteArrayInputStream(retry(() -> {
            try (InputStream in = client.open(file, offset, length)) {
                return in.readAllBytes();
            }
        }));
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        try {
            retry(() -> {
                client.create(level, name, created, source);
                return name;
            });
        } catch (ReplicaFileExistsException e) {
            try (InputStream ours = source.open();
                    InputStream there = open(new ReplicaFile(level, name, source.size(), created), 0, -1)) {
                if (!Arrays.equals(ours.readAllBytes(), there.readAllBytes())) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        retry(() -> {
            client.delete(files);
            return files;
        });
    }

    @Override
    public SideObjects sideObjects() {
        return new RetryingSideObjects(client.sideObjects());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
