package io.litestream4j.replica.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.Subscription;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the messages of a subject in order, a few at a time, so that memory stays bounded. The server keeps a consumer for
 * it, which goes with {@link #close()}, or by itself when nobody asks for a while. Not safe for use by several threads.
 *
 * <p>The server answers at once, with messages or with a status. The library's own subscription does not tell "no messages"
 * from other answers, or from none: so requests are made, and answers read, by hand.
 */
final class MessageReader implements Closeable {

    private static final Duration ABANDONED = Duration.ofMinutes(1);
    private static final int NO_MESSAGES = 404;
    private static final int ENDED_EARLY = 408;

    private final ObjectStream stream;
    private final String consumer;
    private final long count;
    private final int window;
    private final Subscription subscription;
    private long limit;
    private long received;
    private long asked;

    private MessageReader(ObjectStream stream, ConsumerInfo consumer, int window) {
        this.stream = stream;
        this.consumer = consumer.getName();
        this.count = consumer.getNumPending();
        this.limit = count;
        this.window = window;
        Connection connection = stream.session().connection();
        this.subscription = connection.subscribe(connection.createInbox());
    }

    /**
     * Starts to read.
     *
     * @param start the first sequence to look at, if the policy asks for one
     * @param window messages that may be under way at once
     */
    static MessageReader open(ObjectStream stream, String subject, DeliverPolicy policy, long start, int window)
            throws Exception {
        ConsumerConfiguration.Builder consumer = ConsumerConfiguration.builder()
                .filterSubject(subject)
                .deliverPolicy(policy)
                .ackPolicy(AckPolicy.None)
                .memStorage(true)
                .inactiveThreshold(ABANDONED);
        if (policy == DeliverPolicy.ByStartSequence) {
            consumer.startSequence(start);
        }
        NatsSession session = stream.session();
        return new MessageReader(
                stream, session.management().createConsumer(session.stream(), consumer.build()), window);
    }

    /** Returns how many messages there were in all when the reading began. */
    long count() {
        return count;
    }

    /** Promises to read only so many messages, so that no more are fetched. */
    void limit(long messages) {
        limit = Math.min(limit, messages);
    }

    /**
     * Waits for the next message; only for as many as there were when the reading began.
     *
     * @return empty after that many, or earlier if the server has no more: then some were deleted meanwhile
     */
    Optional<Message> next() throws IOException, InterruptedException {
        if (received == limit) {
            return Optional.empty();
        }
        ask();
        Message message = answer();
        while (message.isStatusMessage()) {
            switch (message.getStatus().getCode()) {
                case NO_MESSAGES -> {
                    return Optional.empty();
                }
                case ENDED_EARLY -> ask(1);
                default ->
                    throw new IOException(described() + " did not come: "
                            + message.getStatus().getMessageWithCode());
            }
            message = answer();
        }
        received++;
        if (message.metaData().consumerSequence() != received) {
            throw new IOException(described() + " is lost");
        }
        return Optional.of(message);
    }

    private Message answer() throws IOException, InterruptedException {
        Message message = subscription.nextMessage(stream.settings().requestTimeout());
        if (message == null) {
            throw new IOException(described() + " did not come in time");
        }
        return message;
    }

    private String described() {
        return "message " + (received + 1) + " of " + count;
    }

    /**
     * Begins with one message and asks for more as they come: several readers share a connection, and when it breaks each of
     * them should have got on a little.
     */
    private void ask() {
        long ahead = Math.min(limit - received, Math.min(window, received + 1));
        if (asked - received <= ahead / 2) {
            int more = (int) (received + ahead - asked);
            ask(more);
            asked += more;
        }
    }

    private void ask(int messages) {
        NatsSession session = stream.session();
        session.connection()
                .publish(
                        "$JS.API.CONSUMER.MSG.NEXT." + session.stream() + "." + consumer,
                        subscription.getSubject(),
                        PullRequestOptions.noWait(messages).build().serialize());
    }

    @Override
    public void close() {
        try {
            subscription.unsubscribe();
            // Nobody waits for the answer: without this the server forgets the consumer a little later.
            NatsSession session = stream.session();
            session.connection().publish("$JS.API.CONSUMER.DELETE." + session.stream() + "." + consumer, new byte[0]);
        } catch (IllegalStateException e) {
            // The connection is closed, and with it everything.
        }
    }
}
