/**
 * Replicas in a NATS JetStream object store, with Litestream's names: the bucket is the replica, objects are
 * {@code ltx/<level>/<name>}.
 *
 * <p>An object store is a stream, {@code OBJ_<bucket>}, with two kinds of messages:
 *
 * <table border="1">
 * <caption>Messages of an object</caption>
 * <tr><th>Subject</th><th>Content</th></tr>
 * <tr><td>{@code $O.<bucket>.C.<nuid>}</td><td>a chunk; the chunks of one object have one subject and follow each other</td></tr>
 * <tr><td>{@code $O.<bucket>.M.<name, base64url>}</td><td>the object's meta data as JSON: {@code nuid}, {@code size},
 * {@code chunks}, {@code digest} ({@code SHA-256=} and base64url), {@code headers}, {@code options.max_chunk_size};
 * the newest message of a subject replaces the older ones (header {@code Nats-Rollup: sub})</td></tr>
 * </table>
 *
 * <p>An object exists from its meta message on. That message says which sequence the last one on its subject must have
 * ({@code Nats-Expected-Last-Subject-Sequence}), which is what makes one winner out of several writers: the store itself
 * refuses the others. The chunks of one writer have a subject of their own, so that nobody disturbs them.
 *
 * <p>Start reading at {@code NatsReplicaClient}, then {@code ObjectWriter}.
 */
@NullMarked
package io.litestream4j.replica.nats;

import org.jspecify.annotations.NullMarked;
