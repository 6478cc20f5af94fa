/**
 * The lease on a replica, in the object {@code lock.json} beside the files. Format and meaning are Litestream's, so that its
 * own lease holders and we respect each other:
 *
 * <pre>
 * {"generation":7,"expires_at":"2026-11-20T12:00:30.000000001Z","owner":"host:4711","ttl_ms":30000,"id":"9f86d081884c7d65"}
 * </pre>
 *
 * <p>{@code ttl_ms} and {@code id} are ours; Litestream ignores them. {@code generation} is the fencing token: whoever takes
 * the lease raises it by one, and a release does not delete the object but makes it expire at the beginning of time, so that
 * the token never starts again. No clock of another host is believed: see {@link io.litestream4j.lease.LeaseRule}.
 */
@NullMarked
package io.litestream4j.lease;

import org.jspecify.annotations.NullMarked;
