/**
 * Level 0 on the local disk: what has been captured and may not have reached the replica yet.
 *
 * <pre>
 * &lt;meta path&gt;/ltx/0/&lt;T&gt;-&lt;T&gt;.ltx   one file per TXID; the modification time is the LTX time
 * &lt;meta path&gt;/sealed            where capture had arrived when the WAL was last given up
 * </pre>
 *
 * <p>The layout of {@code ltx} is Litestream's own, so that either can take over from the other. Files go through the page
 * cache: after a crash of the machine the newest ones may be empty or damaged unless they were synced. Readers verify.
 */
@NullMarked
package io.litestream4j.staging;

import org.jspecify.annotations.NullMarked;
