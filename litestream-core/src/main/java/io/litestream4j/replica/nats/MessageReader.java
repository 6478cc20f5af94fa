package io.litestream4j.replica.nats;

import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads the messages of a subject in order, a few at a time, so that memory stays bounded. The server keeps a consumer for
 * it, which goes with {@link #close()}, or by itself when nobody asks for a while. Not safe for use by several threads.
 */
final class MessageReader implements Closeable {

    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private final ObjectStream stream;
    private final String consumer;
    private final long count;
    private final int window;
    private final JetStreamSubscription subscription;
    private long received;
    private long asked;

    private MessageReader(ObjectStream stream, ConsumerInfo consumer, int window) throws Exception {
        this.stream = stream;
        this.consumer = consumer.getName();
        this.count = consumer.getNumPending();
        this.window = window;
        this.subscription = stream.session()
                .jetStream()
                .subscribe(null, PullSubscribeOptions.fastBind(stream.session().stream(), this.consumer));
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

    /** Waits for the next message; only for as many as there are. */
    Message next() throws IOException, InterruptedException {
        if (asked - received <= window / 2 && asked < count) {
            int more = (int) Math.min(window - (asked - received), count - asked);
            subscription.pull(more);
            asked += more;
        }
        Message message = subscription.nextMessage(stream.settings().requestTimeout());
        if (message == null) {
            throw new IOException("message " + (received + 1) + " of " + count + " did not come in time");
        }
        received++;
        return message;
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
