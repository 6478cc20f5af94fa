package io.litestream4j.replica.gcs;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.BlobId;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads ranges of objects. Safe for use by several threads. */
final class GcsReads {

    private final ReplicaUrl url;
    private final GcsConnection connection;
    private final GcsRequests requests;

    GcsReads(ReplicaUrl url, GcsConnection connection, GcsRequests requests) {
        this.url = url;
        this.connection = connection;
        this.requests = requests;
    }

    /**
     * Opens a range.
     *
     * @param display the object, for messages
     * @param length number of bytes, or -1 for all up to the end
     */
    InputStream open(BlobId id, String display, long offset, long length) throws IOException {
        ReadChannel channel = connect(id, display, offset, length);
        GcsInputStream in = new GcsInputStream(new ObjectSource(display, channel), length);
        try {
            in.fill();
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private ReadChannel connect(BlobId id, String display, long offset, long length) throws IOException {
        try {
            return requests.send(GcsOperation.READ, display, () -> {
                ReadChannel channel = connection.storage().reader(id);
                channel.setChunkSize(0);
                channel.seek(offset);
                return length < 0 ? channel : channel.limit(offset + length);
            });
        } catch (RequestFailedException e) {
            throw e.meaning();
        }
    }

    /** An object's bytes, whose first read tells whether it is there. */
    private final class ObjectSource implements GcsInputStream.Source {

        private final String display;
        private final ReadChannel channel;

        private ObjectSource(String display, ReadChannel channel) {
            this.display = display;
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            try {
                return requests.send(GcsOperation.READ, display, () -> fill(target));
            } catch (RequestFailedException e) {
                throw e.isMissing() ? new ReplicaFileMissingException(display + " is not in " + url) : e.meaning();
            }
        }

        private int fill(ByteBuffer target) throws IOException {
            int count = 0;
            while (target.hasRemaining()) {
                int read = channel.read(target);
                if (read < 0) {
                    return count == 0 ? -1 : count;
                }
                count += read;
            }
            return count;
        }

        @Override
        public void close() {
            requests.release(channel);
        }
    }
}
