package io.litestream4j.replica.nats;

import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.PublishOptions;
import io.nats.client.PurgeOptions;
import io.nats.client.RequestFailureException;
import io.nats.client.RequestFailureMessage;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.Error;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.ObjectInfo;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The messages of a bucket's stream, through one session. Safe for use by several threads. */
final class ObjectStream {

    private static final int NO_MESSAGE_FOUND = 10037;
    private static final int LIST_WINDOW = 256;

    private final NatsSession session;
    private final NatsSettings settings;

    ObjectStream(NatsSession session, NatsSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    NatsSession session() {
        return session;
    }

    NatsSettings settings() {
        return settings;
    }

    String chunkSubject(String nuid) {
        return "$O." + settings.bucket() + ".C." + nuid;
    }

    private String metaSubject(String name) {
        return "$O." + settings.bucket() + ".M."
                + Base64.getUrlEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an object, or the mark of its deletion. */
    Optional<StoredObject> find(String name) throws Exception {
        return newest(metaSubject(name));
    }

    /** Asks the stream's leader: a copy of the stream may lag behind what has been acknowledged. */
    private Optional<StoredObject> newest(String subject) throws Exception {
        byte[] request = ("{\"last_by_subj\":\"" + subject + "\"}").getBytes(StandardCharsets.US_ASCII);
        Message answer = session.connection()
                .request("$JS.API.STREAM.MSG.GET." + session.stream(), request, settings.requestTimeout());
        MessageInfo message = new MessageInfo(answered(answer), session.stream(), false);
        Error error = message.getErrorObject();
        if (error != null && error.getApiErrorCode() == NO_MESSAGE_FOUND) {
            return Optional.empty();
        }
        message.throwOnHasError();
        return Optional.of(new StoredObject(new ObjectInfo(message), message.getSeq()));
    }

    /** Reads the meta data of all objects, in no particular order; all or an exception. */
    List<StoredObject> all() throws Exception {
        String subject = "$O." + settings.bucket() + ".M.>";
        Optional<StoredObject> newest = newest(subject);
        if (newest.isEmpty()) {
            return List.of();
        }
        Map<String, StoredObject> objects = new LinkedHashMap<>();
        long last = 0;
        // Not the last message of each name: the server makes a list of those, and takes one of it that is deleted
        // meanwhile for the end. There is one for each name anyway, but for what is replaced meanwhile.
        try (MessageReader reader = MessageReader.open(this, subject, DeliverPolicy.All, 0, LIST_WINDOW)) {
            for (Optional<Message> next = reader.next(); next.isPresent(); next = reader.next()) {
                last = next.get().metaData().streamSequence();
                ObjectInfo info = new ObjectInfo(next.get());
                objects.put(info.getObjectName(), new StoredObject(info, last));
            }
        }
        if (last < newest.get().sequence()
                && find(newest.get().info().getObjectName()).isPresent()) {
            throw new IOException("the listing ends at message " + last + ", but the newest object is message "
                    + newest.get().sequence());
        }
        return List.copyOf(objects.values());
    }

    CompletableFuture<PublishAck> publishChunk(String nuid, byte[] chunk) {
        return session.jetStream().publishAsync(chunkSubject(nuid), chunk);
    }

    /** Waits for an acknowledgement. */
    void await(CompletableFuture<PublishAck> acknowledgement) throws Exception {
        try {
            acknowledgement.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "no acknowledgement within " + settings.requestTimeout().toMillis() + " ms", e);
        }
    }

    /** Makes an object visible if the last message about its name is the expected one, 0 for none. */
    long publishMeta(ObjectInfo info, long expected) throws IOException, JetStreamApiException {
        return session.jetStream()
                .publish(
                        metaSubject(info.getObjectName()),
                        new Headers().put("Nats-Rollup", "sub"),
                        info.serialize(),
                        PublishOptions.builder()
                                .expectedLastSubjectSequence(expected)
                                .build())
                .getSeqno();
    }

    /**
     * Removes an object, but not one that has replaced it meanwhile. Leaves no mark behind, which Litestream's own client
     * does: each listing would read all marks of all files that there ever were.
     */
    void remove(StoredObject object) throws IOException, JetStreamApiException {
        session.management()
                .purgeStream(
                        session.stream(),
                        PurgeOptions.builder()
                                .subject(metaSubject(object.info().getObjectName()))
                                .sequence(object.sequence() + 1)
                                .build());
        purgeChunks(object.nuid());
    }

    void purgeChunks(String nuid) throws IOException, JetStreamApiException {
        session.management().purgeStream(session.stream(), PurgeOptions.subject(chunkSubject(nuid)));
    }

    private static Message answered(@Nullable Message answer) throws IOException {
        if (answer == null) {
            throw new IOException("no answer in time");
        }
        if (answer instanceof RequestFailureMessage failure) {
            throw new RequestFailureException(failure);
        }
        return answer;
    }
}
