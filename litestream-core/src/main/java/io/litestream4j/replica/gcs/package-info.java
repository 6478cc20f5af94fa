/**
 * Replicas in Google Cloud Storage, with Litestream's names: {@code <path>/ltx/<level>/<name>}. The LTX time is the metadata
 * {@code litestream-timestamp}.
 */
@NullMarked
package io.litestream4j.replica.gcs;

import org.jspecify.annotations.NullMarked;
