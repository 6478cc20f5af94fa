package io.litestream4j.replica.nats;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.ObjectStoreConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;

/**
 * A connection, and the stream of the bucket as it was when the connection was made.
 *
 * @param connection closed by {@link NatsConnector}
 * @param jetStream publishes and subscribes
 * @param management asks about streams and consumers
 * @param stream the stream's name
 * @param chunkSize bytes that one message may have here
 */
record NatsSession(
        Connection connection, JetStream jetStream, JetStreamManagement management, String stream, int chunkSize) {

    static final int STREAM_NOT_FOUND = 10059;

    static NatsSession open(Connection connection, NatsSettings settings) throws IOException, JetStreamApiException {
        JetStreamOptions options = JetStreamOptions.builder()
                .requestTimeout(settings.requestTimeout())
                .build();
        JetStreamManagement management = connection.jetStreamManagement(options);
        StreamInfo info = streamInfo(connection, management, settings);
        int largest = (int) Math.min(Integer.MAX_VALUE, Math.max(1, connection.getMaxPayload()));
        return new NatsSession(
                connection,
                connection.jetStream(options),
                management,
                info.getConfiguration().getName(),
                Math.min(settings.chunkSize(), largest));
    }

    private static StreamInfo streamInfo(Connection connection, JetStreamManagement management, NatsSettings settings)
            throws IOException, JetStreamApiException {
        String stream = "OBJ_" + settings.bucket();
        try {
            return management.getStreamInfo(stream);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NOT_FOUND || !settings.createBucket()) {
                throw e;
            }
        }
        // Of several who create it at once all succeed: the configuration is the same.
        connection
                .objectStoreManagement()
                .create(ObjectStoreConfiguration.builder(settings.bucket()).build());
        return management.getStreamInfo(stream);
    }

    boolean isUsable() {
        return connection.getStatus() != Connection.Status.CLOSED;
    }
}
